"""Every way a pair of states can close, not only the best: the rows that lie within given limits."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.synthesis.mrna.energies import NEVER, POSSIBLE, Energies
from xiandao.foundry.synthesis.mrna.folding import (
    HAIRPIN,
    LOOP,
    MULTILOOP,
    NEAR,
    Choice,
    Matrices,
    least_ways,
    options,
)
from xiandao.foundry.synthesis.mrna.lattice import Lattice
from xiandao.foundry.synthesis.mrna.loops import (
    LONGEST_LOOP,
    SMALLEST_HAIRPIN,
    end_energy,
    hairpin_energy,
    loop_energy,
)

SHORT_HAIRPIN: Final = 4
Limits = tuple[int, int]
Room = tuple[Choice, Choice, Choice]
_COLUMNS: Final = 9
_FIRST_ROWS: Final = 1024


def pair_rows(
    tables: Energies, lattice: Lattice, matrices: Matrices, ends: tuple[int, int], limits: Limits
) -> npt.NDArray[np.int64]:
    """All ways to close the pair `ends` whose whole worth is above limits[0] and at most limits[1].

    Rows of nine: the kind, six numbers of the kind, the energy of the loop and the weight of its edges,
    without what stands inside. A short hairpin has its string (to base 4, both ends with it) in the second;
    a long one the states next to its pair; a multiloop the states its branches lie between; a loop has its
    inner pair, then the states at the ends of the unpaired stretch on the left, then on the right.
    """
    widest = int(np.diff(lattice.out_at).max(initial=1)) * int(np.diff(lattice.in_at).max(initial=1))
    rights = np.zeros((widest, 3), dtype=np.int64)
    room, most = np.zeros((widest, 3), dtype=np.int64), _FIRST_ROWS
    while True:
        rows = np.zeros((most, _COLUMNS), dtype=np.int64)
        count = _pair_rows(tables, lattice, matrices, ends, limits, (room, rights, rows))
        if count <= most:
            return rows[:count]
        most = count


@njit(cache=True)
def _keep(rows: Choice, count: int, kind: int, states: tuple[int, int, int, int, int, int], energy: int,
          weight: int) -> int:  # fmt: skip
    """One more row, where there is room; the new count."""
    if count < rows.shape[0]:
        rows[count, 0], rows[count, 7], rows[count, 8] = kind, energy, weight
        rows[count, 1], rows[count, 2], rows[count, 3] = states[0], states[1], states[2]
        rows[count, 4], rows[count, 5], rows[count, 6] = states[3], states[4], states[5]
    return count + 1


@njit(cache=True)
def _pair_rows(tables: Energies, lattice: Lattice, matrices: Matrices, ends: tuple[int, int], limits: Limits,
               room: Room) -> int:  # fmt: skip
    start, end = ends
    size = lattice.position[end] - lattice.position[start] - 1
    if size == 3 or size == 4 or size == 6:
        count = _short_hairpins(tables, lattice, ends, limits, room[2])
    else:
        count = _long_hairpins(tables, lattice, matrices, ends, limits, room[2])
    count = _loops(tables, lattice, matrices, ends, limits, room, count)
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    closing = tables.single[3] + tables.single[4] + end_energy(tables, pair)
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
            left, right = lattice.out_to[out], lattice.in_from[into]
            weight = lattice.out_weight[out] + lattice.in_weight[into]
            total = matrices.several[left, right] + closing + weight
            if total < POSSIBLE and limits[0] < total <= limits[1]:
                count = _keep(room[2], count, MULTILOOP, (left, right, 0, 0, 0, 0), closing, weight)
    return count


@njit(cache=True)
def _short_hairpins(tables: Energies, lattice: Lattice, ends: tuple[int, int], limits: Limits, rows: Choice
                    ) -> int:  # fmt: skip
    """Hairpins of 3, 4 or 6 bases, string by string."""
    start, end = ends
    size, count = lattice.position[end] - lattice.position[start] - 1, 0
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    edge, walk = np.zeros(size + 2, dtype=np.int64), np.zeros(size + 2, dtype=np.int64)
    cost, code = np.zeros(size + 2, dtype=np.int64), np.zeros(size + 2, dtype=np.int64)
    walk[0], code[0], edge[0], depth = start, lattice.base[start] - 1, lattice.out_at[start], 0
    while depth >= 0:
        if edge[depth] >= lattice.out_at[walk[depth] + 1]:
            depth -= 1
            continue
        target, weight = lattice.out_to[edge[depth]], lattice.out_weight[edge[depth]]
        edge[depth] += 1
        depth += 1
        walk[depth], cost[depth] = target, cost[depth - 1] + weight
        code[depth], edge[depth] = code[depth - 1] * 4 + lattice.base[target] - 1, lattice.out_at[target]
        if depth <= size:
            continue
        if target == end:
            left, right = lattice.base[walk[1]], lattice.base[walk[size]]
            energy = hairpin_energy(tables, pair, size, left, right, code[depth])
            if limits[0] < energy + cost[depth] <= limits[1]:
                string = (code[depth], 0, 0, 0, 0, 0)
                count = _keep(rows, count, SHORT_HAIRPIN, string, energy, cost[depth])
        depth -= 1
    return count


@njit(cache=True)
def _long_hairpins(tables: Energies, lattice: Lattice, matrices: Matrices, ends: tuple[int, int],
                   limits: Limits, rows: Choice) -> int:  # fmt: skip
    start, end = ends
    size, count = lattice.position[end] - lattice.position[start] - 1, 0
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        left = lattice.out_to[out]
        for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
            right = lattice.in_from[into]
            if matrices.way[left, right] >= POSSIBLE:
                continue
            weight = lattice.out_weight[out] + lattice.in_weight[into]
            energy = hairpin_energy(tables, pair, size, lattice.base[left], lattice.base[right], 0)
            if limits[0] < energy + weight + matrices.way[left, right] <= limits[1]:
                count = _keep(rows, count, HAIRPIN, (left, right, 0, 0, 0, 0), energy, weight)
    return count


@njit(cache=True)
def _loops(tables: Energies, lattice: Lattice, matrices: Matrices, ends: tuple[int, int], limits: Limits,
           room: Room, count: int) -> int:  # fmt: skip
    """Stacks, bulges and interior loops; shapes that lie above the limit are passed over by a bound."""
    start, end = ends
    i, j = lattice.position[start], lattice.position[end]
    after, before = least_ways(lattice, matrices.way, start, end)
    for left in range(LONGEST_LOOP + 1):
        k = i + 1 + left
        for right in range(LONGEST_LOOP + 1 - left):
            m = j - 1 - right
            if m - k <= SMALLEST_HAIRPIN:
                break
            bound = tables.least[left, right]
            ways = after[min(left, NEAR)] + before[min(right, NEAR)]
            least = matrices.least_paired[k, m] + bound + ways
            if matrices.least_paired[k, m] >= POSSIBLE or least > limits[1]:
                continue
            for inner_start in range(lattice.first[k], lattice.first[k + 1]):
                for inner_end in range(lattice.first[m], lattice.first[m + 1]):
                    known = matrices.paired[inner_start, inner_end]
                    ways = matrices.way[start, inner_start] + matrices.way[inner_end, end]
                    if known < POSSIBLE and known + bound + ways <= limits[1]:
                        four = (start, end, inner_start, inner_end)
                        count = _loops_between(tables, lattice, matrices, four, limits, room, count)
    return count


@njit(cache=True)
def _loops_between(tables: Energies, lattice: Lattice, matrices: Matrices, four: tuple[int, int, int, int],
                   limits: Limits, room: Room, count: int) -> int:  # fmt: skip
    start, end, inner_start, inner_end = four
    lefts, rights, rows = room
    base, position, way = lattice.base, lattice.position, matrices.way
    sizes = (position[inner_start] - position[start] - 1, position[end] - position[inner_end] - 1)
    pair, inner = tables.pair[base[start], base[end]], tables.pair[base[inner_end], base[inner_start]]
    known = matrices.paired[inner_start, inner_end]
    left_count = options(lattice, way, start, inner_start, sizes[0], lefts)
    right_count = options(lattice, way, inner_end, end, sizes[1], rights)
    for one in range(left_count):
        for two in range(right_count):
            near = (base[lefts[one, 0]], base[rights[two, 1]])
            far = (base[lefts[one, 1]], base[rights[two, 0]])
            energy = loop_energy(tables, pair, inner, sizes, near, far)
            weight = lefts[one, 2] + rights[two, 2]
            if energy < NEVER and limits[0] < known + energy + weight <= limits[1]:
                if sizes[0] > 0:
                    weight -= way[lefts[one, 0], lefts[one, 1]]
                if sizes[1] > 0:
                    weight -= way[rights[two, 0], rights[two, 1]]
                states = (
                    inner_start,
                    inner_end,
                    lefts[one, 0],
                    lefts[one, 1],
                    rights[two, 0],
                    rights[two, 1],
                )
                count = _keep(rows, count, LOOP, states, energy, weight)
    return count
