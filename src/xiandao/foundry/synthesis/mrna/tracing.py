"""From filled matrices back to one best sequence with its structure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xiandao.foundry.synthesis.mrna.energies import NEVER, POSSIBLE, Energies, Integers
from xiandao.foundry.synthesis.mrna.folding import (
    HAIRPIN,
    LOOP,
    Matrices,
    best_pair,
    empty_matrices,
    fill,
)
from xiandao.foundry.synthesis.mrna.lattice import BASES, Lattice
from xiandao.foundry.synthesis.mrna.loops import short_hairpin

_SHORT = (3, 4, 6)


@dataclass(frozen=True, slots=True)
class Folded:
    """One best answer: RNA letters, dot-bracket, and the optimum (energy + codon costs, 1e-4 kcal/mol)."""

    sequence: str
    structure: str
    optimum: int


def fold(tables: Energies, lattice: Lattice) -> Folded:
    """The least energy plus codon costs over every sequence of the lattice and every structure, exactly.

    Memory is about 24 bytes x (states)^2, time grows with the third power of the states.
    """
    matrices = empty_matrices(lattice)
    most = int(np.diff(lattice.out_at).max(initial=1)) * int(np.diff(lattice.in_at).max(initial=1))
    fill(tables, lattice, matrices, most)
    return _Trace(tables, lattice, matrices, most).run()


class _Trace:
    """Walks from the whole to the parts; each step asks which case gave the number in the matrix."""

    def __init__(self, tables: Energies, lattice: Lattice, matrices: Matrices, widest: int) -> None:
        self.tables, self.lattice, self.matrices = tables, lattice, matrices
        places = len(lattice.first) - 1
        self.states = np.full(places, -1, dtype=np.int64)
        self.brackets = ["."] * places
        self.room = (np.zeros((widest, 3), dtype=np.int64), np.zeros((widest, 3), dtype=np.int64))
        self.work: list[tuple[str, int, int]] = []

    def run(self) -> Folded:
        optimum, helices = self._outside()
        self.work = [("pair", start, end) for start, end in helices]
        steps = {
            "pair": self._pair,
            "several": self._several,
            "branches": self._branches,
            "branch": self._branch,
        }
        while self.work:
            kind, start, end = self.work.pop()
            steps[kind](start, end)
        sequence = "".join(BASES[self.lattice.letter[state] - 1] for state in self.states)
        return Folded(sequence, "".join(self.brackets), optimum)

    def _mark(self, *states: int) -> None:
        for state in states:
            self.states[self.lattice.position[state]] = state

    def _outside(self) -> tuple[int, list[tuple[int, int]]]:
        """The least energy of every prefix, then the helices that no other helix encloses."""
        lattice, base = self.lattice, self.lattice.base
        count = len(base)
        prefix, entry = np.full(count, NEVER, dtype=np.int64), np.full(count, NEVER, dtype=np.int64)
        opened = np.full(count, -1, dtype=np.int64)
        ends: Integers = np.where(self.tables.pair >= 3, self.tables.single[2], 0)
        for state in range(count):
            into = self.lattice.into(state)
            entry[state] = min((prefix[s] + w for s, w in into), default=0)
            prefix[state] = entry[state]
            closed = self.matrices.paired[:state, state] + ends[base[:state], base[state]] + entry[:state]
            if state and closed.min() < prefix[state]:
                opened[state] = int(closed.argmin())
                prefix[state] = closed.min()
        final = range(lattice.first[-2], lattice.first[-1])
        here: int | None = min(final, key=lambda state: int(prefix[state]))
        optimum = int(prefix[here])
        helices = []
        while here is not None:
            self._mark(here)
            start = here
            if opened[here] >= 0:
                start = int(opened[here])
                helices.append((start, here))
            here = next((s for s, w in self.lattice.into(start) if prefix[s] + w == entry[start]), None)
        return optimum, helices

    def _fill_way(self, start: int, end: int) -> None:
        """The cheapest unpaired stretch between two states, both ends with it."""
        self._mark(start, end)
        while end != start:
            least = self.matrices.way[start, end]
            end = next(s for s, w in self.lattice.into(end) if self.matrices.way[start, s] + w == least)
            self._mark(end)

    def _pair(self, start: int, end: int) -> None:
        lattice = self.lattice
        choice = np.zeros(8, dtype=np.int64)
        best_pair(self.tables, lattice, self.matrices, start, end, self.room, choice)
        self._mark(start, end)
        i, j = int(lattice.position[start]), int(lattice.position[end])
        self.brackets[i], self.brackets[j] = "(", ")"
        kind, one, two = (int(value) for value in choice[:3])
        if kind == HAIRPIN and j - i - 1 in _SHORT:
            route = np.zeros(8, dtype=np.int32)
            short_hairpin(self.tables, lattice, start, end, route)
            self._mark(*route[: j - i + 1].tolist())
        elif kind == HAIRPIN:
            self._fill_way(one, two)
        elif kind == LOOP:
            self.work.append(("pair", one, two))
            if lattice.position[one] > i + 1:
                self._fill_way(int(choice[3]), int(choice[4]))
            if lattice.position[two] < j - 1:
                self._fill_way(int(choice[5]), int(choice[6]))
        else:
            self.work.append(("several", one, two))

    def _several(self, start: int, end: int) -> None:
        lattice, matrices = self.lattice, self.matrices
        low = int(lattice.first[lattice.position[start] + 1])
        high = int(lattice.first[lattice.position[end]])
        place = low + int((matrices.before[start, low:high] + matrices.branch[end, low:high]).argmin())
        least = matrices.before[start, place]
        before = next(s for s, w in self.lattice.into(place) if matrices.branches[start, s] + w == least)
        self.work += [("branches", start, before), ("branch", place, end)]

    def _branches(self, start: int, end: int) -> None:
        matrices, loose = self.matrices, int(self.tables.single[5])
        least = int(matrices.branches[start, end])
        self._mark(start)
        if least == matrices.branch[end, start]:
            self.work.append(("branch", start, end))
        elif least == matrices.several[start, end]:
            self.work.append(("several", start, end))
        else:
            after = next(
                s for s, w in self.lattice.out(start) if matrices.branches[s, end] + w + loose == least
            )
            self.work.append(("branches", after, end))

    def _branch(self, start: int, end: int) -> None:
        matrices, tables = self.matrices, self.tables
        pair = int(tables.pair[self.lattice.base[start], self.lattice.base[end]])
        closing = int(tables.single[4]) + (int(tables.single[2]) if pair >= 3 else 0)
        self._mark(end)
        paired = int(matrices.paired[start, end])
        if pair and paired < POSSIBLE and paired + closing == matrices.branch[end, start]:
            self.work.append(("pair", start, end))
            return
        least, loose = int(matrices.branch[end, start]), int(tables.single[5])
        before = next(s for s, w in self.lattice.into(end) if matrices.branch[s, start] + w + loose == least)
        self.work.append(("branch", start, before))
