"""The exact dynamic programs: least cost over all codons through the automaton, also within a GC range."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.synthesis.codons.automaton import CODONS, States

Costs = npt.NDArray[np.float64]
Choices = npt.NDArray[np.int64]
NEVER: Final = 1e18
GC: Final = np.array([sum(letter in "GC" for letter in codon) for codon in CODONS], dtype=np.int64)


@njit(cache=True)
def _advance(
    leap: States, codons: Choices, costs: Costs, best: Costs, came: States, used: npt.NDArray[np.int8]
) -> Costs:
    """One residue on: the least cost of each state after it, and how it was reached."""
    after = np.full(len(best), NEVER)
    for state in range(len(best)):
        if best[state] >= NEVER:
            continue
        for codon in codons:
            target = leap[state, codon] if codon >= 0 else -1
            if target >= 0 and best[state] + costs[codon] < after[target]:
                after[target] = best[state] + costs[codon]
                came[target], used[target] = state, codon
    return after


@njit(cache=True)
def least(leap: States, codons: Choices, costs: Costs, start: int, final: npt.NDArray[np.bool_]) -> Choices:
    """The cheapest codons, residue by residue; where there are none, -1 and the residue that none fits.

    `codons[i]`: numbers of residue i's codons, -1 behind the last; `costs[i, c]`: of codon c at residue i;
    `final`: states in which the gene may end.
    """
    residues, states = codons.shape[0], leap.shape[0]
    best = np.full(states, NEVER)
    best[start] = 0.0
    came = np.full((residues, states), -1, dtype=np.int32)
    used = np.full((residues, states), -1, dtype=np.int8)
    for i in range(residues):
        best = _advance(leap, codons[i], costs[i], best, came[i], used[i])
        if best.min() >= NEVER:
            return np.array([-1, i], dtype=np.int64)
    at = np.argmin(np.where(final, best, NEVER))
    if not final[at] or best[at] >= NEVER:
        return np.array([-1, residues - 1], dtype=np.int64)
    answer = np.empty(residues, dtype=np.int64)
    for i in range(residues - 1, -1, -1):
        answer[i] = used[i, at]
        at = came[i, at]
    return answer


@njit(cache=True)
def _ahead(codons: Choices, gc: Choices) -> tuple[Choices, Choices]:
    """The fewest and most bases of G and C from each residue on."""
    residues = codons.shape[0]
    fewest, most = np.zeros(residues + 1, dtype=np.int64), np.zeros(residues + 1, dtype=np.int64)
    for i in range(residues - 1, -1, -1):
        own = gc[codons[i][codons[i] >= 0]]
        fewest[i], most[i] = fewest[i + 1] + own.min(), most[i + 1] + own.max()
    return fewest, most


@njit(cache=True)
def _advance_with_gc(
    leap: States, codons: Choices, costs: Costs, best: Costs, came: npt.NDArray[np.int16],
    used: npt.NDArray[np.int8], gc: Choices, low: int, high: int,
) -> Costs:  # fmt: skip
    """The same with the count of G and C in the state, which is to lie from `low` to `high` after it."""
    states, span = best.shape
    after = np.full((states, span), NEVER)
    for state in range(states):
        for codon in codons:
            target = leap[state, codon] if codon >= 0 else -1
            if target < 0:
                continue
            for count in range(max(low - gc[codon], 0), min(high - gc[codon] + 1, span)):
                cost = best[state, count] + costs[codon]
                now = count + gc[codon]
                if best[state, count] < NEVER and cost < after[target, now]:
                    after[target, now] = cost
                    came[target, now], used[target, now] = state, codon
    return after


@njit(cache=True)
def least_with_gc(
    leap: States, codons: Choices, costs: Costs, start: int, final: npt.NDArray[np.bool_],
    gc: Choices, low: int, high: int,
) -> Choices:  # fmt: skip
    """The same among genes with `low` to `high` bases of G and C."""
    residues, states = codons.shape[0], leap.shape[0]
    fewest, most = _ahead(codons, gc)
    span = most[0] + 1
    best = np.full((states, span), NEVER)
    best[start, 0] = 0.0
    came = np.full((residues, states, span), -1, dtype=np.int16)
    used = np.full((residues, states, span), -1, dtype=np.int8)
    for i in range(residues):
        least_now, most_now = low - most[i + 1], min(high - fewest[i + 1], span - 1)
        best = _advance_with_gc(leap, codons[i], costs[i], best, came[i], used[i], gc, least_now, most_now)
        if best.min() >= NEVER:
            return np.array([-1, i], dtype=np.int64)
    ended = best.copy()
    for state in range(states):
        if not final[state]:
            ended[state] = NEVER
    place = np.argmin(ended)
    at, count = place // span, place % span
    if ended[at, count] >= NEVER:
        return np.array([-1, residues - 1], dtype=np.int64)
    answer = np.empty(residues, dtype=np.int64)
    for i in range(residues - 1, -1, -1):
        codon = used[i, at, count]
        answer[i] = codon
        at = came[i, at, count]
        count -= gc[codon]
    return answer
