"""A tighter bound where GC windows cost something: prices on windows, raised until they no longer help.

Lagrange's relaxation (Held & Karp 1971): for any prices of 0 or more on what a window has too much or too
little of, the program's least cost less what the prices grant bounds every gene that keeps the windows.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.synthesis.codons.automaton import CODONS
from xiandao.foundry.synthesis.codons.program import Choices
from xiandao.foundry.synthesis.codons.reading import Program, cost_of
from xiandao.foundry.synthesis.codons.rules import GcRange

ROUNDS: Final = 200
_NEAR: Final = 1e-3  # a gap that is not worth another round
_LETTERS: Final = np.array([[letter in "GC" for letter in codon] for codon in CODONS], dtype=np.float64)
Prices = npt.NDArray[np.float64]


class _Windows:
    """One GC rule over every window: its prices, and what they do to each base."""

    def __init__(self, rule: GcRange, letters: int) -> None:
        self.rule, self.size = rule, min(rule.window or letters, letters)
        count = letters - self.size + 1
        self.high, self.low = np.zeros(count), np.zeros(count)

    def on_bases(self) -> Prices:
        """What a G or C at each base costs."""
        sums = np.concatenate([[0.0], np.cumsum(self.high - self.low)])
        ends = np.arange(len(self.high) + self.size - 1) + 1
        upper = np.minimum(ends, len(self.high))
        prices: Prices = (sums[upper] - sums[np.maximum(ends - self.size, 0)]) / self.size
        return prices

    def granted(self) -> float:
        """What the prices grant a gene that keeps the rule."""
        return float(self.high.sum() * self.rule.most - self.low.sum() * self.rule.least)

    def excess(self, strong: Prices) -> tuple[Prices, Prices]:
        """How far each window is above and below the rule; below 0 where it is within."""
        sums = np.concatenate([[0.0], np.cumsum(strong)])
        share = (sums[self.size :] - sums[: -self.size]) / self.size
        return share - self.rule.most, self.rule.least - share


def tightened(program: Program, rules: tuple[GcRange, ...], known: float, bound: float) -> float:
    """A bound on the score of every gene that keeps the windows, no looser than `bound`.

    `known`: the score of a gene that keeps all rules, which the bound cannot go below.
    """
    kinds = [_Windows(rule, 3 * len(program.codons)) for rule in rules]
    best = -bound
    for _ in range(ROUNDS if kinds else 0):
        if -known - best < _NEAR:
            break
        chosen, least = _relaxed(program, kinds)
        best = max(best, least)
        if not _raised(kinds, chosen, -known - least):
            break
    return -min(best, -known)


def _relaxed(program: Program, kinds: list[_Windows]) -> tuple[Choices, float]:
    """The codons that are cheapest with the prices, and the bound that they give (as a cost)."""
    extra = sum((kind.on_bases() for kind in kinds), np.zeros(3 * len(program.codons)))
    costs = program.costs + extra.reshape(-1, 3) @ _LETTERS.T
    chosen = program.solve(costs, None)
    return chosen, cost_of(costs, chosen) - sum(kind.granted() for kind in kinds)


def _raised(kinds: list[_Windows], chosen: Choices, missing: float) -> bool:
    """Prices a step on (Polyak: as far as the known gene is away asks for); False at a standstill."""
    strong = _LETTERS[chosen].reshape(-1)
    slopes = [kind.excess(strong) for kind in kinds]
    for kind, (above, below) in zip(kinds, slopes, strict=True):
        above[(above < 0) & (kind.high <= 0)] = 0.0
        below[(below < 0) & (kind.low <= 0)] = 0.0
    length = sum(float((above**2).sum() + (below**2).sum()) for above, below in slopes)
    if length < 1e-12 or missing <= 0:
        return False
    step = missing / length
    for kind, (above, below) in zip(kinds, slopes, strict=True):
        kind.high = np.maximum(kind.high + step * above, 0.0)
        kind.low = np.maximum(kind.low + step * below, 0.0)
    return True
