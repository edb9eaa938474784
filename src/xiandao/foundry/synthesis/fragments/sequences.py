"""A sequence as numbers, and the words of so many bases in it: faults and overlaps are found by them."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.kernel.refusals import Refusal

Places = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint8]
LONGEST: Final = 2_000_000


class FragmentsRefused(Refusal):
    """A wish that cannot be read, or that no plan within the suppliers' limits makes."""


def letters_of(wish: str) -> tuple[str, Letters]:
    """The wish in upper case and as 0..3 for A, C, G, T. Raises FragmentsRefused with the place."""
    text = "".join(wish.split()).upper()
    bad = re.search("[^ACGT]", text)
    if bad or not text:
        raise FragmentsRefused(
            "base {place} of the wish is not one of A, C, G, T", place=bad.start() + 1 if bad else 0
        )
    if len(text) > LONGEST:
        raise FragmentsRefused("{length} bases are more than {most}", length=len(text), most=LONGEST)
    table = np.zeros(256, dtype=np.uint8)
    table[[ord(letter) for letter in "ACGT"]] = range(4)
    return text, table[np.frombuffer(text.encode(), dtype=np.uint8)]


def words_of(letters: Letters, size: int) -> tuple[Places, Places]:
    """Each word of `size` bases (<= 31) as a number, and its reverse complement."""
    count = max(len(letters) - size + 1, 0)
    words, turned = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for at in range(size):
        column = letters[at : at + count].astype(np.int64)
        words = words * 4 + column
        turned += (3 - column) << (2 * at)
    return words, turned


def repeated(letters: Letters, size: int, reach: int) -> npt.NDArray[np.bool_]:
    """Which words occur again within `reach` bases, on either strand (their own complements always do)."""
    words, turned = words_of(letters, size)
    known = np.minimum(words, turned)
    order = np.argsort(known, kind="stable")
    near = (np.diff(known[order]) == 0) & (np.diff(order) <= reach)
    found: npt.NDArray[np.bool_] = words == turned
    found[order[:-1][near]] = True
    found[order[1:][near]] = True
    return found
