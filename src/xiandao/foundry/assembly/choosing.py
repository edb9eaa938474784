"""Choosing overhangs so that a whole set ligates faithfully: annealing with many starts, compiled.

One word is chosen from each junction's own candidates (all words, or those of a window of the sequence), so
the same search serves a free set and a cut of a given sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.assembly.fidelity import AssemblyRefused, Counts, fidelity, ligation_of, usable
from xiandao.foundry.sequences.alphabet import reverse_complement

STARTS: Final = 24
SWEEPS: Final = 2000
_WORST: Final = 1e6
Words = npt.NDArray[np.int64]


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
    found = [_anneal(choices, partner, wrong, int(chance.integers(2**31)), SWEEPS) for _ in range(STARTS)]
    costs = np.array([cost for cost, _ in found])
    best = int(costs.argmin())
    if costs[best] >= _WORST:
        raise AssemblyRefused("the junctions cannot all have different overhangs; widen their windows")
    words = tuple(table.words[number] for number in found[best][1])
    agreeing = int((costs < costs[best] + 1e-9).sum())
    return OverhangSet(words, fidelity(words, enzyme), agreeing, STARTS)


@njit(cache=True)
def _cost(chosen: Words, partner: Words, wrong: Counts, strays: Counts) -> float:
    """Minus twice the log of the fidelity, far beyond where a word stands twice; `strays` gets its sums."""
    total = 0.0
    for i in range(len(chosen)):
        for side in range(2):
            word = chosen[i] if side == 0 else partner[chosen[i]]
            strays[i, side] = 0.0
            for j in range(len(chosen)):
                other = chosen[j]
                if word in (other, partner[other]) and (j != i or word == partner[word]):
                    strays[i, side] += _WORST
                strays[i, side] += wrong[word, other] + wrong[word, partner[other]]
            total += _loss(strays[i, side])
    return total


@njit(cache=True)
def _loss(strays: float) -> float:
    """What a word costs whose partner competes with `strays` others; a clash costs in full."""
    return strays if strays >= _WORST else float(np.log1p(strays))


@njit(cache=True)
def _changed(
    chosen: Words, i: int, word: int, partner: Words, wrong: Counts, strays: Counts, trial: Counts
) -> float:
    """The cost with another word at junction i, from the sums at hand; `trial` gets the new sums."""
    before, total = chosen[i], 0.0
    for j in range(len(chosen)):
        if j == i:
            continue
        for side in range(2):
            own = chosen[j] if side == 0 else partner[chosen[j]]
            sum_now = strays[j, side] - wrong[own, before] - wrong[own, partner[before]]
            sum_now += wrong[own, word] + wrong[own, partner[word]]
            sum_now += _WORST * ((own == word or own == partner[word]) * 1.0)
            sum_now -= _WORST * ((own == before or own == partner[before]) * 1.0)
            trial[j, side] = sum_now
            total += _loss(sum_now)
    for side in range(2):
        own = word if side == 0 else partner[word]
        sum_now = wrong[own, word] + wrong[own, partner[word]]
        sum_now += _WORST * ((word == partner[word]) * 1.0)
        for j in range(len(chosen)):
            if j != i:
                other = chosen[j]
                sum_now += wrong[own, other] + wrong[own, partner[other]]
                sum_now += _WORST * ((own == other or own == partner[other]) * 1.0)
        trial[i, side] = sum_now
        total += _loss(sum_now)
    return total


@njit(cache=True)
def _anneal(choices: Words, partner: Words, wrong: Counts, seed: int, sweeps: int) -> tuple[float, Words]:
    """One start: random words, then changes of one junction, ever fewer for the worse, then none."""
    np.random.seed(seed)
    count = choices.shape[0]
    many = np.zeros(count, dtype=np.int64)
    chosen = np.zeros(count, dtype=np.int64)
    for i in range(count):
        many[i] = (choices[i] >= 0).sum()
        chosen[i] = choices[i, np.random.randint(many[i])]
    strays, trial = np.zeros((count, 2)), np.zeros((count, 2))
    cost = _cost(chosen, partner, wrong, strays)
    best, kept = cost, chosen.copy()
    for sweep in range(sweeps):
        warmth = 0.3 * (1.0 - sweep / sweeps) ** 2 + 1e-6
        for _ in range(count):
            i = np.random.randint(count)
            word = choices[i, np.random.randint(many[i])]
            after = _changed(chosen, i, word, partner, wrong, strays, trial)
            if after <= cost or np.random.random() < np.exp((cost - after) / warmth):
                chosen[i] = word
                cost = after
                strays, trial = trial, strays
                if cost < best - 1e-12:
                    best, kept = cost, chosen.copy()
    return _descended(choices, many, kept, partner, wrong)


@njit(cache=True)
def _descended(
    choices: Words, many: Words, chosen: Words, partner: Words, wrong: Counts
) -> tuple[float, Words]:
    """Every change of one junction tried until none helps."""
    strays, trial = np.zeros((len(chosen), 2)), np.zeros((len(chosen), 2))
    cost = _cost(chosen, partner, wrong, strays)
    better = True
    while better:
        better = False
        for i in range(len(chosen)):
            for place in range(many[i]):
                after = _changed(chosen, i, choices[i, place], partner, wrong, strays, trial)
                if after < cost - 1e-9:
                    chosen[i] = choices[i, place]
                    cost = _cost(chosen, partner, wrong, strays)
                    better = True
    return cost, chosen
