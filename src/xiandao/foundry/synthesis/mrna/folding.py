"""The exact minimum over all sequences of the lattice and all their structures, by dynamic programming.

CDSfold's recursions (Terai et al. 2016) over pairs of lattice states, for ViennaRNA's model without dangles.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit, prange

from xiandao.foundry.synthesis.mrna.energies import NEVER, POSSIBLE, Energies, Integers
from xiandao.foundry.synthesis.mrna.lattice import Lattice
from xiandao.foundry.synthesis.mrna.loops import (
    LONGEST_LOOP,
    SMALLEST_HAIRPIN,
    end_energy,
    long_hairpin,
    loop_energy,
    short_hairpin,
)

HAIRPIN: Final = 1
LOOP: Final = 2
MULTILOOP: Final = 3
NEAR: Final = 2  # the unpaired bases after which a codon that was begun is paid for
Choice = npt.NDArray[np.int64]


class Matrices(NamedTuple):
    """Least energies for each pair of states, all square, in 1e-4 kcal/mol.

    `way`: path weight alone; `paired`: the two ends pair; `least_paired`: the same over all states of two
    positions; `branch[t, s]` (turned): a branch that starts at s; `branches`: one branch or more;
    `before`: branches, then the edge into the state of the column; `several`: two branches or more.
    """

    way: Integers
    paired: Integers
    least_paired: Integers
    branch: Integers
    branches: Integers
    before: Integers
    several: Integers


def empty_matrices(lattice: Lattice) -> Matrices:
    """Matrices with nothing possible yet: 6 x 4 bytes x (states)^2 and one over positions."""
    states, places = len(lattice.base), len(lattice.first) - 1
    square = [np.full((states, states), NEVER, dtype=np.int32) for _ in range(6)]
    return Matrices(square[0], square[1], np.full((places, places), NEVER, dtype=np.int32), *square[2:])


@njit(cache=True)
def options(lattice: Lattice, way: Integers, start: int, end: int, size: int, found: Choice) -> int:
    """Ways from one state to another over `size` unpaired bases: rows of (first, last, weight)."""
    count = 0
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        left = lattice.out_to[out]
        if size == 0:
            if left == end:
                found[0, 0], found[0, 1], found[0, 2] = end, start, lattice.out_weight[out]
                return 1
            continue
        for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
            right = lattice.in_from[into]
            if way[left, right] < POSSIBLE:
                weight = lattice.out_weight[out] + way[left, right] + lattice.in_weight[into]
                found[count, 0], found[count, 1], found[count, 2] = left, right, weight
                count += 1
    return count


@njit(cache=True)
def _best_between(
    tables: Energies, lattice: Lattice, rows: tuple[Choice, int, Choice, int],
    ends: tuple[int, int, int, int], known: int, best: int, choice: Choice,
) -> int:  # fmt: skip
    """The best loop between an outer and an inner pair of states, if it is below `best`."""
    lefts, left_count, rights, right_count = rows
    start, end, inner_start, inner_end = ends
    base, position = lattice.base, lattice.position
    pair = tables.pair[base[start], base[end]]
    inner = tables.pair[base[inner_end], base[inner_start]]
    sizes = (position[inner_start] - position[start] - 1, position[end] - position[inner_end] - 1)
    for one in range(left_count):
        for two in range(right_count):
            near = (base[lefts[one, 0]], base[rights[two, 1]])
            far = (base[lefts[one, 1]], base[rights[two, 0]])
            energy = known + lefts[one, 2] + rights[two, 2]
            energy += loop_energy(tables, pair, inner, sizes, near, far)
            if energy < best:
                best = energy
                choice[0], choice[1], choice[2] = LOOP, inner_start, inner_end
                choice[3], choice[4] = lefts[one, 0], lefts[one, 1]
                choice[5], choice[6] = rights[two, 0], rights[two, 1]
    return best


@njit(cache=True)
def least_ways(lattice: Lattice, way: Integers, start: int, end: int) -> tuple[Integers, Integers]:
    """The least path weight from `start` to the next three places, and to `end` from the three before.

    No way beyond the third is cheaper than the one to it.
    """
    i, j = lattice.position[start], lattice.position[end]
    after, before = np.full(NEAR + 1, NEVER, np.int32), np.full(NEAR + 1, NEVER, np.int32)
    for size in range(NEAR + 1):
        for state in range(lattice.first[i + 1 + size], lattice.first[i + 2 + size]):
            after[size] = min(after[size], way[start, state])
        for state in range(lattice.first[j - 1 - size], lattice.first[j - size]):
            before[size] = min(before[size], way[state, end])
    return after, before


@njit(cache=True)
def _best_loop(
    tables: Energies, lattice: Lattice, matrices: Matrices, ends: tuple[int, int], best: int,
    room: tuple[Choice, Choice], choice: Choice,
) -> int:  # fmt: skip
    """Stacks, bulges and interior loops inside a pair; shapes that cannot win are passed over by a bound."""
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
            if matrices.least_paired[k, m] >= POSSIBLE or matrices.least_paired[k, m] + bound + ways >= best:
                continue
            for inner_start in range(lattice.first[k], lattice.first[k + 1]):
                lefts = -1
                for inner_end in range(lattice.first[m], lattice.first[m + 1]):
                    known = matrices.paired[inner_start, inner_end]
                    ways = matrices.way[start, inner_start] + matrices.way[inner_end, end]
                    if known >= POSSIBLE or known + bound + ways >= best:
                        continue
                    if lefts < 0:
                        lefts = options(lattice, matrices.way, start, inner_start, left, room[0])
                    rights = options(lattice, matrices.way, inner_end, end, right, room[1])
                    rows = (room[0], lefts, room[1], rights)
                    four = (start, end, inner_start, inner_end)
                    best = _best_between(tables, lattice, rows, four, known, best, choice)
    return best


@njit(cache=True)
def best_pair(
    tables: Energies, lattice: Lattice, matrices: Matrices, start: int, end: int, room: tuple[Choice, Choice],
    choice: Choice,
) -> int:  # fmt: skip
    """The least energy with `start` and `end` paired; `choice` says how (kind, then the states it takes)."""
    size = lattice.position[end] - lattice.position[start] - 1
    choice[0] = HAIRPIN
    if size == 3 or size == 4 or size == 6:
        route = np.zeros(8, dtype=np.int32)
        best = short_hairpin(tables, lattice, start, end, route)
    else:
        best, choice[1], choice[2] = long_hairpin(tables, lattice, matrices.way, start, end)
    best = _best_loop(tables, lattice, matrices, (start, end), best, room, choice)
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    closing = tables.single[3] + tables.single[4] + end_energy(tables, pair)
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
            left, right = lattice.out_to[out], lattice.in_from[into]
            known = matrices.several[left, right]
            if known < POSSIBLE:
                energy = known + closing + lattice.out_weight[out] + lattice.in_weight[into]
                if energy < best:
                    best = energy
                    choice[0], choice[1], choice[2] = MULTILOOP, left, right
    return best


@njit(cache=True)
def best_split(before: Integers, branch: Integers) -> int:
    """The least sum over where the last branch starts (rows of the two matrices, cut to one stretch)."""
    best = np.int32(NEVER)
    for place in range(before.shape[0]):
        best = min(best, np.int32(before[place] + branch[place]))
    return int(best)


@njit(cache=True)
def _fill_cell(
    tables: Energies, lattice: Lattice, matrices: Matrices, start: int, end: int, room: tuple[Choice, Choice],
    choice: Choice,
) -> None:  # fmt: skip
    """All matrices for one pair of states; every shorter stretch is known already."""
    i, j = lattice.position[start], lattice.position[end]
    loose = tables.single[5]
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    branch = branches = before = way = NEVER
    if pair > 0 and j - i > SMALLEST_HAIRPIN:
        paired = best_pair(tables, lattice, matrices, start, end, room, choice)
        if paired < POSSIBLE:
            matrices.paired[start, end] = paired
            branch = paired + tables.single[4] + end_energy(tables, pair)
    for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
        source, weight = lattice.in_from[into], lattice.in_weight[into]
        if matrices.way[start, source] < POSSIBLE:
            way = min(way, matrices.way[start, source] + weight)
        branch = min(branch, matrices.branch[source, start] + weight + loose)
        before = min(before, matrices.branches[start, source] + weight)
    matrices.way[start, end] = 0 if start == end else way
    matrices.branch[end, start] = min(branch, NEVER)
    matrices.before[start, end] = min(before, NEVER)
    low, high = lattice.first[min(i + 1, j)], lattice.first[j]
    several = best_split(matrices.before[start, low:high], matrices.branch[end, low:high])
    matrices.several[start, end] = min(several, NEVER)
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        after = matrices.branches[lattice.out_to[out], end]
        branches = min(branches, after + lattice.out_weight[out] + loose)
    matrices.branches[start, end] = min(branches, several, branch, NEVER)


@njit(cache=True)
def _fill_places(tables: Energies, lattice: Lattice, matrices: Matrices, i: int, j: int, widest: int) -> None:
    """Every pair of states of two positions (a function of its own: its minimum is no sum over threads)."""
    room = (np.zeros((widest, 3), dtype=np.int64), np.zeros((widest, 3), dtype=np.int64))
    choice = np.zeros(8, dtype=np.int64)
    for start in range(lattice.first[i], lattice.first[i + 1]):
        for end in range(lattice.first[j], lattice.first[j + 1]):
            if i < j or start == end:
                _fill_cell(tables, lattice, matrices, start, end, room, choice)
                matrices.least_paired[i, j] = min(matrices.least_paired[i, j], matrices.paired[start, end])


@njit(cache=True, parallel=True)
def fill(tables: Energies, lattice: Lattice, matrices: Matrices, widest: int) -> None:
    """Fill the matrices by growing distance; the stretches of one length are shared out over the threads."""
    places = lattice.first.shape[0] - 1
    for distance in range(places):
        for i in prange(places - distance):
            _fill_places(tables, lattice, matrices, i, i + distance, widest)
