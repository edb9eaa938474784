"""From a wish to the best gene: an exact program for what is local, penalties on top for what is global.

Motifs, runs and kept codons are in the program itself, so its optimum is the best there is; a GC range over
all is solved exactly too where it binds. GC windows, repeats, stems and the start are met by raising the cost
of the codons that break them and asking again; the optimum without them, tightened by prices on the windows,
bounds what is lost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from xiandao.foundry.synthesis.codons.apart import MOST_STATES, least_apart
from xiandao.foundry.synthesis.codons.automaton import NUMBER
from xiandao.foundry.synthesis.codons.bounding import tightened
from xiandao.foundry.synthesis.codons.clashing import clash_of
from xiandao.foundry.synthesis.codons.meeting import bettered, far, met
from xiandao.foundry.synthesis.codons.program import GC, Choices, Costs
from xiandao.foundry.synthesis.codons.reading import Program, cost_of, counts_of, program_of, read, text_of
from xiandao.foundry.synthesis.codons.rules import GeneAnswer, GeneRefused, GeneWish, RulesClash


def optimise(wish: GeneWish, *, seed: int = 0) -> GeneAnswer:
    """The gene with the highest sum of ln w that keeps every rule, and how far from the best it can be.

    Deterministic for a seed (it breaks ties among penalties). Raises GeneRefused: what cannot be read; or,
    where nothing keeps the rules, RulesClash: which of them clash, at which residues, and what comes nearest.
    """
    wish = read(wish)
    program = program_of(wish)
    gc = counts_of(wish)
    relaxed = program.solve(program.costs, None)
    if relaxed[0] < 0:
        raise RulesClash(clash_of(wish))
    first = relaxed
    if gc is not None and not gc[0] <= int(GC[relaxed].sum()) <= gc[1]:
        first = program.solve(program.costs, gc)
        if first[0] < 0:
            raise _out_of_reach(program, relaxed, gc)
    bound = -cost_of(program.costs, first)
    chosen, turns = met(wish, program, first, gc, np.random.default_rng(seed))
    chosen = bettered(wish, program, chosen)
    ranges = ((wish.gc,) if wish.gc else ()) + wish.windows
    bound = tightened(program, ranges, -cost_of(program.costs, chosen), bound)
    return _answer(program, chosen, bound, turns)


def alternatives(wish: GeneWish, most: int, *, apart: int = 1, seed: int = 0) -> tuple[GeneAnswer, ...]:
    """The best gene, then the best that differs from every earlier one in `apart` codons, and so on.

    Fewer than `most` where there are no more. Each has a bound of its own: no gene so far from the earlier
    ones that keeps the local rules scores more; exact for local rules while the counters of distance fit
    (`MOST_STATES`), else the bound of the first one stands for it. Raises as `optimise` does.
    """
    if most < 1 or apart < 1:
        raise GeneRefused("{most} genes, {apart} codons apart: both are 1 at least", most=most, apart=apart)
    found = [optimise(wish, seed=seed)]
    wish = read(wish)
    program = program_of(wish)
    while len(found) < most:
        others = [_choices(one.sequence) for one in found]
        try:
            found.append(_next(wish, program, others, apart, found[0].bound, seed))
        except GeneRefused:
            break
    return tuple(found)


def _next(
    wish: GeneWish, program: Program, others: Sequence[Choices], apart: int, bound: float, seed: int
) -> GeneAnswer:
    """The best gene away from others. Raises GeneRefused where there is none."""
    exact = len(program.automaton.step) * (apart + 1) ** len(others) <= MOST_STATES
    table = np.stack(others)
    shared = np.zeros_like(program.costs)

    def solve(costs: Costs) -> Choices:
        if exact:
            told = (program.automaton.leap, program.codons, costs, program.start, program.final)
            return np.asarray(least_apart(*told, table, apart), dtype=np.int64)
        return _pushed(program, costs, shared, others, apart)

    first = solve(program.costs)
    if first[0] < 0:
        raise GeneRefused("there is no other gene so far apart")
    own = -cost_of(program.costs, first) if exact else bound
    chosen, turns = met(wish, program, first, None, np.random.default_rng(seed), solve)
    return _answer(program, bettered(wish, program, chosen, others, apart), min(own, bound), turns)


def _pushed(program: Program, costs: Costs, shared: Costs, others: Sequence[Choices], apart: int) -> Choices:
    """Away from others by making shared codons dearer until it is far enough (no proof)."""
    places = np.arange(len(costs))
    for _ in range(_PUSHES):
        chosen = program.solve(costs + shared, None)
        near = [other for other in others if not far(chosen, [other], apart)]
        if not near:
            return chosen
        for other in near:
            shared[places, other] += _DEARER
    return np.array([-1], dtype=np.int64)


_PUSHES = 200
_DEARER = 0.02


def _answer(program: Program, chosen: Choices, bound: float, turns: int) -> GeneAnswer:
    score = -cost_of(program.costs, chosen)
    return GeneAnswer(text_of(chosen), score, bound, math.exp(score / len(chosen)), turns)


def _choices(sequence: str) -> Choices:
    return np.array([NUMBER[sequence[at : at + 3]] for at in range(0, len(sequence), 3)], dtype=np.int64)


def _out_of_reach(program: Program, best: Choices, gc: tuple[int, int]) -> GeneRefused:
    """No gene has such a GC: the nearest one that the other rules leave."""
    sign = -1.0 if int(GC[best].sum()) < gc[0] else 1.0
    extreme = program.solve(np.broadcast_to(sign * GC, program.costs.shape).astype(np.float64), None)
    count = int(GC[extreme].sum())
    nearest = program.solve(program.costs, (count, count))
    return GeneRefused(
        "no gene with these motifs has between {least} and {most} bases of G and C; the nearest has {count}: "
        "{sequence}",
        least=gc[0],
        most=gc[1],
        count=count,
        sequence=text_of(nearest),
    )
