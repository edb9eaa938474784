"""The dynamic program as a graph of cells: what each cell can be made of, beyond its one best way.

A cell is a stretch between two states in one of its roles; an edge makes it from smaller cells and letters.
Every sequence with a structure is made in one way only, so walking the edges meets each of them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from xiandao.foundry.synthesis.mrna.choices import SHORT_HAIRPIN, Limits, pair_rows
from xiandao.foundry.synthesis.mrna.energies import NEVER, POSSIBLE, Energies
from xiandao.foundry.synthesis.mrna.folding import HAIRPIN, MULTILOOP, Matrices, empty_matrices, fill
from xiandao.foundry.synthesis.mrna.lattice import BASES, Lattice

WHOLE: Final = 0
PREFIX: Final = 1
BRANCHES: Final = 2
SEVERAL: Final = 3
BRANCH: Final = 4
PAIR: Final = 5
WAY: Final = 6
Sums = npt.NDArray[np.int64]
EVERYTHING: Final = POSSIBLE - 1


class Cell(NamedTuple):
    """A stretch between two states; `kind` as the matrices are named, `PREFIX` all up to a state."""

    kind: int
    start: int
    end: int


class Text(NamedTuple):
    """RNA letters and their dot-bracket."""

    letters: str
    brackets: str


class Edge(NamedTuple):
    """What a cell is made of, in order, and what that adds: energy of the loop, weight of its codons."""

    energy: int
    weight: int
    pieces: tuple[Cell | Text, ...]

    @property
    def tails(self) -> list[Cell]:
        """The cells among the pieces."""
        return [piece for piece in self.pieces if isinstance(piece, Cell)]


ROOT: Final = Cell(WHOLE, 0, 0)


@cache
def _loose(letters: str) -> Text:
    return Text(letters, "." * len(letters))


@dataclass(frozen=True)
class Derivations:
    """Filled matrices of a lattice, asked cell by cell."""

    tables: Energies
    lattice: Lattice
    matrices: Matrices

    @classmethod
    def of(cls, tables: Energies, lattice: Lattice) -> Derivations:
        """Fills the matrices: about 24 bytes x (states)^2, time grows with the third power of the states."""
        matrices = empty_matrices(lattice)
        most = int(np.diff(lattice.out_at).max(initial=1)) * int(np.diff(lattice.in_at).max(initial=1))
        fill(tables, lattice, matrices, most)
        return cls(tables, lattice, matrices)

    @cached_property
    def prefix(self) -> tuple[Sums, Sums]:
        """The least of everything up to a state, and the same without that state's own helix or letter."""
        count = len(self.lattice.base)
        prefix, entry = np.full(count, NEVER, dtype=np.int64), np.full(count, NEVER, dtype=np.int64)
        for state in range(count):
            entry[state] = min((prefix[s] + w for s, w in self.lattice.into(state)), default=0)
            prefix[state] = entry[state]
            if state:
                prefix[state] = min(prefix[state], self._helices(state, entry).min())
        return prefix, entry

    @cached_property
    def optimum(self) -> int:
        """The least of all."""
        return min(int(self.prefix[0][state]) for state in self._last())

    def least(self, cell: Cell) -> int:
        """The least that a cell can be made for."""
        kind, start, end = cell
        if kind == WHOLE:
            return self.optimum
        if kind == PREFIX:
            return int(self.prefix[0][start])
        if kind == BRANCH:
            return int(self.matrices.branch[end, start])
        names = {BRANCHES: "branches", SEVERAL: "several", PAIR: "paired", WAY: "way"}
        return int(getattr(self.matrices, names[kind])[start, end])

    def order(self, cell: Cell) -> tuple[int, int, int]:
        """Sorts cells so that none stands before a cell that it is made for."""
        kind, start, end = cell
        place = self.lattice.position
        if kind in (WHOLE, PREFIX):
            return kind, -int(place[start]), 0
        return 3 if kind == WAY else 2, int(place[start]) - int(place[end]), kind

    def edges(self, cell: Cell, limits: Limits) -> list[Edge]:
        """What a cell can be made of so that its least is above limits[0] and at most limits[1]."""
        if cell.kind == PAIR:
            return [
                self._pair_edge(cell, row)
                for row in pair_rows(self.tables, self.lattice, self.matrices, cell[1:], limits).tolist()
            ]
        makers = {
            WHOLE: self._whole,
            PREFIX: self._prefixes,
            BRANCHES: self._branches,
            SEVERAL: self._several,
            BRANCH: self._branch,
            WAY: self._ways,
        }
        upto = min(limits[1], EVERYTHING)
        return [edge for edge in makers[cell.kind](cell, upto) if limits[0] < self.total(edge) <= upto]

    def total(self, edge: Edge) -> int:
        """The least that an edge makes its cell for."""
        return edge.energy + edge.weight + sum(self.least(tail) for tail in edge.tails)

    def best_way(self, cell: Cell) -> Text:
        """The letters of the cheapest unpaired stretch of a WAY cell."""
        _, start, end = cell
        letters = [self._letter(end)]
        while end != start:
            least = self.matrices.way[start, end]
            end = next(s for s, w in self.lattice.into(end) if self.matrices.way[start, s] + w == least)
            letters.append(self._letter(end))
        return _loose("".join(reversed(letters)))

    def _letter(self, state: int) -> str:
        return BASES[self.lattice.letter[state] - 1]

    def _last(self) -> range:
        return range(self.lattice.first[-2], self.lattice.first[-1])

    def _end(self, start: int, end: int) -> int:
        """What the end of a helix costs: nothing for CG and GC."""
        pair = self.tables.pair[self.lattice.base[start], self.lattice.base[end]]
        return int(self.tables.single[2]) if pair >= 3 else 0

    def _helices(self, state: int, entry: Sums) -> Sums:
        """For each earlier state the least of all up to a helix from there to `state`."""
        base = self.lattice.base
        ends = np.where(self.tables.pair >= 3, self.tables.single[2], 0)
        helices: Sums = self.matrices.paired[:state, state] + ends[base[:state], base[state]] + entry[:state]
        return helices

    def _whole(self, _: Cell, __: int) -> Iterator[Edge]:
        for state in self._last():
            yield Edge(0, 0, (Cell(PREFIX, state, state),))

    def _prefixes(self, cell: Cell, upto: int) -> Iterator[Edge]:
        state = cell.start
        yield from self._after(state, 0, _loose(self._letter(state)))
        helices = self._helices(state, self.prefix[1])
        for start in np.flatnonzero(helices <= upto).tolist():
            yield from self._after(start, self._end(start, state), Cell(PAIR, start, state))

    def _after(self, start: int, energy: int, piece: Cell | Text) -> Iterator[Edge]:
        """A piece that begins at `start`, after each prefix it can follow."""
        into = self.lattice.into(start)
        for source, weight in into:
            yield Edge(energy, weight, (Cell(PREFIX, source, source), piece))
        if not into:
            yield Edge(energy, 0, (piece,))

    def _branches(self, cell: Cell, _: int) -> Iterator[Edge]:
        _, start, end = cell
        yield Edge(0, 0, (Cell(BRANCH, start, end),))
        yield Edge(0, 0, (Cell(SEVERAL, start, end),))
        for after, weight in self.lattice.out(start):
            pieces = (_loose(self._letter(start)), Cell(BRANCHES, after, end))
            yield Edge(int(self.tables.single[5]), weight, pieces)

    def _several(self, cell: Cell, upto: int) -> Iterator[Edge]:
        _, start, end = cell
        lattice, matrices = self.lattice, self.matrices
        low, high = int(lattice.first[lattice.position[start] + 1]), int(lattice.first[lattice.position[end]])
        sums = matrices.before[start, low:high] + matrices.branch[end, low:high]
        for place in (np.flatnonzero(sums <= upto) + low).tolist():
            for before, weight in self.lattice.into(place):
                yield Edge(0, weight, (Cell(BRANCHES, start, before), Cell(BRANCH, place, end)))

    def _branch(self, cell: Cell, _: int) -> Iterator[Edge]:
        _, start, end = cell
        if self.matrices.paired[start, end] < POSSIBLE:
            yield Edge(int(self.tables.single[4]) + self._end(start, end), 0, (Cell(PAIR, start, end),))
        for before, weight in self.lattice.into(end):
            pieces = (Cell(BRANCH, start, before), _loose(self._letter(end)))
            yield Edge(int(self.tables.single[5]), weight, pieces)

    def _ways(self, cell: Cell, _: int) -> Iterator[Edge]:
        _, start, end = cell
        if start == end:
            yield Edge(0, 0, (_loose(self._letter(start)),))
            return
        for before, weight in self.lattice.into(end):
            if self.matrices.way[start, before] < POSSIBLE:
                yield Edge(0, weight, (Cell(WAY, start, before), _loose(self._letter(end))))

    def _pair_edge(self, cell: Cell, row: Sequence[int]) -> Edge:
        _, start, end = cell
        kind, one, two, left, left_end, right, right_end, energy, weight = row
        opening, closing = Text(self._letter(start), "("), Text(self._letter(end), ")")
        inside: list[Cell | Text] = [Cell(PAIR, one, two)]
        if kind == SHORT_HAIRPIN:
            size = int(self.lattice.position[end] - self.lattice.position[start]) - 1
            inside = [_loose("".join(BASES[one // 4**at % 4] for at in range(size, 0, -1)))]
        elif kind == HAIRPIN:
            inside = [Cell(WAY, one, two)]
        elif kind == MULTILOOP:
            inside = [Cell(SEVERAL, one, two)]
        else:
            place = self.lattice.position
            if place[one] > place[start] + 1:
                inside.insert(0, Cell(WAY, left, left_end))
            if place[two] < place[end] - 1:
                inside.append(Cell(WAY, right, right_end))
        return Edge(energy, weight, (opening, *inside, closing))
