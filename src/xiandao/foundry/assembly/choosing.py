"""Choosing overhangs so that a whole set ligates faithfully: annealing with many starts.

One word is chosen from each junction's own candidates (all words, or those of a window of the sequence), so
the same search serves a free set and a cut of a given sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.foundry.assembly.fidelity import AssemblyRefused, fidelity, ligation_of, usable
from xiandao.foundry.sequences.alphabet import reverse_complement

STARTS: Final = 24
SWEEPS: Final = 2000


@dataclass(frozen=True, slots=True)
class OverhangSet:
    """One word a junction, the fidelity of the set (0..1), and how many of the starts agreed."""

    words: tuple[str, ...]
    fidelity: float
    agreeing: int
    starts: int


def choose_overhangs(
    junctions: int, enzyme: str, *, fixed: Sequence[str] = (), avoid: Sequence[str] = (), seed: int = 0
) -> OverhangSet:
    """The most faithful set of so many overhangs found, `fixed` ones among them and none of `avoid`.

    No proof of the best: `agreeing` tells how many of the independent starts ended at the value given.
    Deterministic for a seed. Raises AssemblyRefused where there are not that many words.
    """
    table = ligation_of(enzyme)
    taken = {min(word, reverse_complement(word)) for word in (*fixed, *avoid)}
    free = [word for word in usable(table.words) if word not in taken]
    wanted = junctions - len(fixed)
    if not 0 <= wanted <= len(free):
        raise AssemblyRefused(
            "{enzyme} has {count} overhangs left for {wanted} junctions",
            enzyme=enzyme,
            count=len(free),
            wanted=wanted,
        )
    return choose_among([*([word] for word in fixed), *([free] * wanted)], enzyme, seed=seed)


def choose_among(candidates: Sequence[Sequence[str]], enzyme: str, *, seed: int = 0) -> OverhangSet:
    """The same with candidates for each junction. Raises AssemblyRefused if they cannot differ."""
    from xiandao.foundry.assembly.annealing import CLASH, anneal

    table = ligation_of(enzyme)
    width = max((len(words) for words in candidates), default=0)
    if not candidates or min(len(words) for words in candidates) == 0:
        raise AssemblyRefused("a junction has no overhang to choose from")
    choices = np.full((len(candidates), width), -1, dtype=np.int64)
    for row, words in enumerate(candidates):
        choices[row, : len(words)] = [table.number(word) for word in words]
    partner = np.array([table.number(reverse_complement(word)) for word in table.words])
    right = np.maximum(table.counts[np.arange(len(partner)), partner], 1e-3)
    wrong = table.counts / right[:, None]
    wrong[np.arange(len(partner)), partner] = 0.0
    chance = np.random.default_rng(seed)
    found = [anneal(choices, partner, wrong, int(chance.integers(2**31)), SWEEPS) for _ in range(STARTS)]
    costs = np.array([cost for cost, _ in found])
    best = int(costs.argmin())
    if costs[best] >= CLASH:
        raise AssemblyRefused("the junctions cannot all have different overhangs; widen their windows")
    words = tuple(table.words[number] for number in found[best][1])
    agreeing = int((costs < costs[best] + 1e-9).sum())
    return OverhangSet(words, fidelity(words, enzyme), agreeing, STARTS)
