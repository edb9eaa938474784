"""The whole Pareto front of folding energy against codon adaptation, exactly, and how far it is proven whole.

Two phases (Visee, Teghem, Pirlot & Ulungu 1998). First the corners of the convex hull, by weighted sums; then
between two neighbouring corners everything up to the worst point that a trade-off there could still have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from xiandao.foundry.synthesis.mrna.bands import BandRefused, band, text_of
from xiandao.foundry.synthesis.mrna.derivations import Derivations, Text
from xiandao.foundry.synthesis.mrna.designing import DesignRefused, Wish, adaptation_of, model_of, wish_of
from xiandao.foundry.synthesis.mrna.energies import UNITS_PER_DECACAL, energies, weighted
from xiandao.foundry.synthesis.mrna.lattice import BASES
from xiandao.foundry.synthesis.mrna.tracing import fold

SCORE_UNITS: Final = 10_000  # to a unit of ln w: a codon's score is -ln w in whole numbers of 1e-4
ENERGY_UNITS: Final = 100  # to 1 kcal/mol: ViennaRNA's parameters are whole numbers of 0.01
_LARGEST: Final = 200_000_000  # of either half of a weighted sum: both fit what the recursions count with
_SAME: Final = 1e-9
_MOST_LOOP: Final = 3_000  # energy units: no cell that counts lies so far above nothing


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A coding sequence that no other beats in both energy and CAI; energies in kcal/mol, no dangles.

    `supported`: some weighted sum of the two is least here (where the front's corners are not all known, only
    those that were found so); the others lie inside the convex hull. `judged_energy` is ViennaRNA's.
    """

    protein: str
    sequence: str
    structure: str
    energy: float
    judged_energy: float
    adaptation: float
    supported: bool


@dataclass(frozen=True, slots=True)
class Front:
    """Trade-offs from the most stable to the best adapted, and where more could lie.

    `open_gaps`: the numbers i for which something unseen may lie between points[i] and points[i + 1];
    `corners_known`: whether every corner of the convex hull is listed. Every point listed is on the true
    front, but for the first and the last where the gap beside it is open: what is unseen there may beat it.
    """

    points: tuple[TradeOff, ...]
    open_gaps: tuple[int, ...]
    corners_known: bool

    @property
    def whole(self) -> bool:
        """Whether every trade-off there is, is listed."""
        return not self.open_gaps


class _Point(NamedTuple):
    """Energy and codon score in whole units, and a sequence with its structure."""

    energy: int
    score: int
    text: Text


@dataclass(frozen=True)
class _Asked:
    """The program filled for one weighted sum, energy x `energy_weight` + score x `score_weight`."""

    graph: Derivations
    energy_weight: int
    score_weight: int
    most: int

    def worth(self, energy: int, score: int) -> int:
        """The weighted sum of a point."""
        return self.energy_weight * energy + self.score_weight * score

    def worst(self, low: _Point, high: _Point) -> int:
        """The most that a trade-off between two neighbours could be worth."""
        return self.worth(high.energy - 1, low.score - 1)

    def within(self, limit: int) -> list[_Point]:
        """All unbeaten points whose worth is at most `limit`."""
        labels = band(self.graph, limit - self.graph.optimum, self.most)
        return [
            _Point(
                one.energy // self.energy_weight, one.weight // self.score_weight, text_of(self.graph, one)
            )
            for one in labels
        ]


def pareto(
    protein: str,
    *,
    host: str,
    avoid: Sequence[str] = (),
    open_start: int = 0,
    most_labels: int = 1_000_000,
    most_designs: int = 1_000,
) -> Front:
    """The whole front of least energy against CAI over all sequences that `design` would choose from.

    Exact in whole numbers: energies of 0.01 kcal/mol, a codon's score -ln w to 1e-4, so that of two
    trade-offs whose sums of ln w differ by no more than this rounding one may be left out. Each corner of
    the hull and each gap between corners costs one `design`; in a gap the work grows with its width in
    energy. `most_labels` bounds what one gap may take, `most_designs` how many sums are asked in all; gaps
    beyond that are left open, and the front says so. Other arguments as of `design`; raises as it does.
    """
    for name, most in (("labels", most_labels), ("designs", most_designs)):
        if most < 1:
            raise DesignRefused("a front of {most} {name} is none; give 1 or more", most=most, name=name)
    wish = wish_of(protein, host=host, avoid=avoid, open_start=open_start)
    search = _Search(wish, most_labels, most_designs)
    points = _told_apart(wish, _unbeaten(search.points()))
    hull = _supported(points)
    return Front(
        points=tuple(
            TradeOff(
                protein=wish.residues,
                sequence=one.text.letters,
                structure=one.text.brackets,
                energy=one.energy / ENERGY_UNITS,
                judged_energy=model_of(one.text.letters).eval_structure(one.text.brackets),
                adaptation=adaptation_of(wish.residues, one.text.letters, wish.weights),
                supported=one in hull and (search.corners_known or one in search.corners),
            )
            for one in points
        ),
        open_gaps=tuple(
            number
            for number, (low, high) in enumerate(pairwise(points))
            if any(max(low.energy, one) < min(high.energy, other) for one, other in search.open)
        ),
        corners_known=search.corners_known,
    )


class _Search:
    """The two phases for one wish. `open`: between which energies something unseen may lie."""

    def __init__(self, wish: Wish, most: int, most_designs: int) -> None:
        self.wish, self.most, self.left = wish, most, most_designs
        self.tables = energies(3 * len(wish.residues))
        self.scores = {
            codon: round(-math.log(weight) * SCORE_UNITS)
            for table in wish.weights.values()
            for codon, weight in table.items()
        }
        self.open: list[tuple[int, int]] = []
        self.corners: list[_Point] = []
        self.corners_known = True

    def points(self) -> list[_Point]:
        """Every point found, and perhaps two ends that others beat."""
        ends = self._most_stable(), self._best_adapted()
        self.largest = (
            abs(ends[0].energy) + _MOST_LOOP,
            sum(max(self.scores[codon] for codon in codons) for codons in self.wish.codons),
        )
        found, gaps = list(ends), [ends]
        while gaps:
            low, high = gaps.pop(0)
            if not _room(low, high):
                continue
            self.left -= 1
            asked = self._asked(low, high) if self.left >= 0 else None
            try:
                corner = _corner(asked, low, high) if asked else None
            except BandRefused:
                asked = corner = None
            if asked is None:
                self.corners_known = False
                self.open.append((low.energy, high.energy))
            elif corner is None:
                inside, unseen = _inside(asked, low, high)
                found += inside
                self.open += unseen
            else:
                found.append(corner)
                self.corners.append(corner)
                gaps += [(low, corner), (corner, high)]
        return found

    def _most_stable(self) -> _Point:
        found = fold(self.tables, self.wish.lattice())
        score = sum(self.scores[found.sequence[at : at + 3]] for at in range(0, len(found.sequence), 3))
        return _Point(found.optimum // UNITS_PER_DECACAL, score, Text(found.sequence, found.structure))

    def _best_adapted(self) -> _Point:
        """The best codons that keep the rules, unfolded: the cheapest path through the lattice."""
        lattice = self.wish.lattice(self.scores)
        count = len(lattice.base)
        score, came = np.zeros(count, dtype=np.int64), np.full(count, -1)
        for state in range(lattice.first[1], count):
            edges = slice(lattice.in_at[state], lattice.in_at[state + 1])
            sums = score[lattice.in_from[edges]] + lattice.in_weight[edges]
            score[state], came[state] = sums.min(), lattice.in_from[edges][sums.argmin()]
        state = last = min(range(lattice.first[-2], count), key=lambda one: int(score[one]))
        letters = []
        while state >= 0:
            letters.append(BASES[lattice.letter[state] - 1])
            state = int(came[state])
        return _Point(0, int(score[last]), Text("".join(reversed(letters)), "." * len(letters)))

    def _asked(self, low: _Point, high: _Point) -> _Asked:
        """The program for the sum in which two points are worth the same, as nearly as can be."""
        rise, gain = high.energy - low.energy, low.score - high.score
        size = min(1.0, _LARGEST / (gain * self.largest[0]), _LARGEST / (rise * self.largest[1]))
        slope = Fraction(rise, gain).limit_denominator(max(1, int(size * gain)))
        weights = slope.denominator, max(1, slope.numerator)
        lattice = self.wish.lattice({codon: one * weights[1] for codon, one in self.scores.items()})
        graph = Derivations.of(weighted(self.tables, weights[0]), lattice)
        return _Asked(graph, *weights, self.most)


def _corner(asked: _Asked, low: _Point, high: _Point) -> _Point | None:
    """The point farthest below the line between two others; none where there is none below it."""
    for limit in (asked.graph.optimum, max(asked.worth(*low[:2]), asked.worth(*high[:2]))):
        lowest = min(asked.within(limit), key=lambda one: _height(low, high, one))
        if _height(low, high, lowest) < 0:
            return lowest
    return None


def _inside(asked: _Asked, low: _Point, high: _Point) -> tuple[list[_Point], list[tuple[int, int]]]:
    """All points between two corners, and between which energies the search had to stop.

    A point between two known ones has less energy than the one and a lower score than the other, so nothing
    is left once the search has passed the worst such place.
    """
    optimum = asked.graph.optimum
    known, reached = [low, high], optimum - 1
    limit = max(asked.worth(*low[:2]), asked.worth(*high[:2]))
    while True:
        try:
            found = asked.within(limit)
        except BandRefused:
            break
        known = _unbeaten([*known, *(one for one in found if low.energy <= one.energy <= high.energy)])
        reached = limit
        need = max((asked.worst(*pair) for pair in pairwise(known) if _room(*pair)), default=reached)
        if need <= reached:
            break
        limit = min(need, optimum + max(2 * (reached - optimum), (need - optimum) // 4))
    unseen = [pair for pair in pairwise(known) if _room(*pair) and asked.worst(*pair) > reached]
    return known, [(one.energy, other.energy) for one, other in unseen]


def _room(low: _Point, high: _Point) -> bool:
    """Whether a trade-off could lie between two points."""
    return high.energy > low.energy and high.score < low.score


def _height(low: _Point, high: _Point, one: _Point) -> int:
    """How far a point lies above the line through two others (below 0: under it), to some scale."""
    rise, gain = high.energy - low.energy, low.score - high.score
    return gain * (one.energy - low.energy) + rise * (one.score - low.score)


def _unbeaten(points: Sequence[_Point]) -> list[_Point]:
    """Those that no other beats or equals in both, by rising energy."""
    kept: list[_Point] = []
    for one in sorted(points, key=lambda one: one[:2]):
        if not kept or one.score < kept[-1].score:
            kept.append(one)
    return kept


def _told_apart(wish: Wish, points: Sequence[_Point]) -> list[_Point]:
    """Without those that only the rounding of the scores makes better adapted than the one before."""
    kept: list[_Point] = []
    best = 0.0
    for one in points:
        adaptation = adaptation_of(wish.residues, one.text.letters, wish.weights)
        if adaptation > best * (1 + _SAME):
            kept.append(one)
            best = adaptation
    return kept


def _supported(points: Sequence[_Point]) -> set[_Point]:
    """The points on the lower convex hull, those on its edges too."""
    hull: list[_Point] = []
    for one in points:
        while len(hull) > 1 and _height(hull[-2], one, hull[-1]) > 0:
            hull.pop()
        hull.append(one)
    return set(hull)
