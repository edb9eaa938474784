"""The compiled search for a faithful set of overhangs: annealing, then descent, on the set's cost."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.assembly.fidelity import Counts

Words = npt.NDArray[np.int64]
CLASH: Final = 1e6  # what a word that stands twice costs


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
                    strays[i, side] += CLASH
                strays[i, side] += wrong[word, other] + wrong[word, partner[other]]
            total += _loss(strays[i, side])
    return total


@njit(cache=True)
def _loss(strays: float) -> float:
    """What a word costs whose partner competes with `strays` others; a clash costs in full."""
    return strays if strays >= CLASH else float(np.log1p(strays))


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
            sum_now += CLASH * ((own == word or own == partner[word]) * 1.0)
            sum_now -= CLASH * ((own == before or own == partner[before]) * 1.0)
            trial[j, side] = sum_now
            total += _loss(sum_now)
    for side in range(2):
        own = word if side == 0 else partner[word]
        sum_now = wrong[own, word] + wrong[own, partner[word]]
        sum_now += CLASH * ((word == partner[word]) * 1.0)
        for j in range(len(chosen)):
            if j != i:
                other = chosen[j]
                sum_now += wrong[own, other] + wrong[own, partner[other]]
                sum_now += CLASH * ((own == other or own == partner[other]) * 1.0)
        trial[i, side] = sum_now
        total += _loss(sum_now)
    return total


@njit(cache=True)
def anneal(choices: Words, partner: Words, wrong: Counts, seed: int, sweeps: int) -> tuple[float, Words]:
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
