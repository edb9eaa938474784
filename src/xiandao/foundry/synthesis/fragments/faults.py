"""What a supplier refuses, as barriers: where a piece that starts here must end at the latest.

Every limit but length and overall GC is a stretch that must not lie whole within one piece; so one number for
each start tells at once whether a piece will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numba import njit

from xiandao.foundry.synthesis.fragments.sequences import Letters, Places, words_of
from xiandao.foundry.synthesis.hosts import strings_of
from xiandao.foundry.synthesis.vendors import Limits

NOWHERE: Final = np.iinfo(np.int64).max // 2


def barrier(text: str, letters: Letters, limits: Limits) -> Places:
    """For each start the least end at which a piece holds a fault: pieces must end before it."""
    least = np.full(len(letters) + 1, NOWHERE, dtype=np.int64)
    for starts, ends in _faults(text, letters, limits):
        np.minimum.at(least, starts, ends)
    return np.minimum.accumulate(least[::-1])[::-1]


def _faults(text: str, letters: Letters, limits: Limits) -> Iterator[tuple[Places, Places]]:
    """Starts and ends of everything refused, kind by kind."""
    if limits.longest_run:
        runs = re.finditer(rf"(?=(.)\1{{{limits.longest_run}}})", text)
        starts = np.array([found.start() for found in runs], dtype=np.int64)
        yield starts, starts + limits.longest_run + 1
    for name in limits.avoid:
        for motif in sorted(strings_of(name, both_strands=True)):
            found = np.array([one.start() for one in re.finditer(f"(?={motif})", text)], dtype=np.int64)
            yield found, found + len(motif)
    for gc in limits.gc:
        if gc.bases and gc.bases <= len(text):
            sums = gc_sums(letters)
            share = (sums[gc.bases :] - sums[: -gc.bases]) / gc.bases
            wrong = np.flatnonzero((share < gc.least - 1e-9) | (share > gc.most + 1e-9))
            yield wrong, wrong + gc.bases
    if limits.unique:
        words, _ = words_of(letters, limits.unique)
        order = np.argsort(words, kind="stable")
        same = np.flatnonzero(np.diff(words[order]) == 0)
        yield order[same], order[same + 1] + limits.unique
    if limits.stem:
        yield stems(letters, limits.stem, limits.stem, limits.stem_reach)


def gc_sums(letters: Letters) -> Places:
    """How many G and C stand before each place."""
    return np.concatenate([[0], np.cumsum((letters == 1) | (letters == 2))]).astype(np.int64)


def stems(letters: Letters, size: int, nearest: int, farthest: int) -> tuple[Places, Places]:
    """Stretches of `size` bases whose reverse complement starts `nearest` to `farthest` bases later.

    The start of each and the end of the first such complement.
    """
    words, turned = words_of(letters, size)
    first = _first_partner(words, turned, nearest, farthest)
    starts = np.flatnonzero(first >= 0)
    return starts, first[starts] + size


@njit(cache=True)
def _first_partner(words: Places, turned: Places, nearest: int, farthest: int) -> Places:
    found = np.full(len(words), -1, dtype=np.int64)
    for one in range(len(words)):
        for other in range(one + nearest, min(one + farthest + 1, len(words))):
            if words[other] == turned[one]:
                found[one] = other
                break
    return found
