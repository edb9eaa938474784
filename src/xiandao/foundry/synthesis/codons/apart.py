"""The best gene that differs from others in so many codons, exactly: how far it is so far is in the state."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.synthesis.codons.automaton import States
from xiandao.foundry.synthesis.codons.program import NEVER, Choices, Costs

MOST_STATES: Final = 200_000  # automaton states x counters; beyond, the exact program is too large


@njit(cache=True)
def _counted(counter: int, codon: int, others: Choices, apart: int) -> int:
    """The counters after a codon: one for each other gene, up to `apart`, as digits of one number."""
    place, found = 1, 0
    for other in others:
        digit = counter // place % (apart + 1)
        if codon != other and digit < apart:
            digit += 1
        found += digit * place
        place *= apart + 1
    return found


@njit(cache=True)
def _advance_apart(
    leap: States, codons: Choices, costs: Costs, best: Costs, others: Choices, apart: int,
    came: States, used: npt.NDArray[np.int8],
) -> Costs:  # fmt: skip
    """One residue on; a state is the automaton's and the counters'."""
    span = best.shape[1]
    after = np.full(best.shape, NEVER)
    for counter in range(span):
        for codon in codons:
            if codon < 0:
                continue
            now = _counted(counter, codon, others, apart)
            for state in range(best.shape[0]):
                target = leap[state, codon]
                cost = best[state, counter] + costs[codon]
                if target >= 0 and cost < after[target, now] and cost < NEVER:
                    after[target, now] = cost
                    came[target, now] = state * span + counter
                    used[target, now] = codon
    return after


@njit(cache=True)
def least_apart(
    leap: States, codons: Choices, costs: Costs, start: int, final: npt.NDArray[np.bool_],
    others: Choices, apart: int,
) -> Choices:  # fmt: skip
    """The cheapest codons that differ from each row of `others` in `apart` places; -1 for none."""
    residues, states = codons.shape[0], leap.shape[0]
    span = (apart + 1) ** others.shape[0]
    best = np.full((states, span), NEVER)
    best[start, 0] = 0.0
    came = np.full((residues, states, span), -1, dtype=np.int32)
    used = np.full((residues, states, span), -1, dtype=np.int8)
    for i in range(residues):
        best = _advance_apart(leap, codons[i], costs[i], best, others[:, i], apart, came[i], used[i])
    at, least = -1, NEVER
    for state in range(states):
        if final[state] and best[state, span - 1] < least:
            at, least = state, best[state, span - 1]
    if at < 0:
        return np.array([-1], dtype=np.int64)
    answer = np.empty(residues, dtype=np.int64)
    place = at * span + span - 1
    for i in range(residues - 1, -1, -1):
        state, counter = place // span, place % span
        answer[i] = used[i, state, counter]
        place = came[i, state, counter]
    return answer
