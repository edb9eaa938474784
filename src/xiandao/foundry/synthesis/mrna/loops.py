"""The energy of one loop, as ViennaRNA counts it, and the best hairpin between two states of the lattice."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from xiandao.foundry.synthesis.mrna.energies import NEVER, POSSIBLE, Energies, Integers
from xiandao.foundry.synthesis.mrna.lattice import Lattice

SMALLEST_HAIRPIN: Final = 3
LONGEST_LOOP: Final = 30  # ViennaRNA's MAXLOOP: unpaired bases in a bulge or interior loop
_FIRST_WITH_AU_END: Final = 3


@njit(cache=True)
def end_energy(tables: Energies, pair: int) -> int:
    """What a helix end costs: nothing for CG and GC."""
    return int(tables.single[2] if pair >= _FIRST_WITH_AU_END else 0)


@njit(cache=True)
def hairpin_energy(tables: Energies, pair: int, size: int, left: int, right: int, code: int) -> int:
    """A hairpin of `size` bases; `code` is its whole string to base 4 where size is 3, 4 or 6."""
    if size == 3 or size == 4 or size == 6:
        special = tables.special[size, code]
        if special < POSSIBLE:
            return int(special)
    if size == SMALLEST_HAIRPIN:
        return int(tables.hairpin[size] + end_energy(tables, pair))
    return int(tables.hairpin[size] + tables.mismatch_hairpin[pair, left, right])


@njit(cache=True)
def loop_energy(
    tables: Energies,
    pair: int,
    inner: int,
    sizes: tuple[int, int],
    near: tuple[int, int],
    far: tuple[int, int],
) -> int:
    """A stack, bulge or interior loop; `inner` is the inner pair read from inside the loop.

    `near` are the bases after the outer pair's left and before its right; `far` those before the inner
    pair's left and after its right.
    """
    left, right = sizes
    if left == 0 and right == 0:
        return int(tables.stack[pair, inner])
    if left == 0 or right == 0:
        if left + right == 1:
            return int(tables.bulge[1] + tables.stack[pair, inner])
        return int(tables.bulge[left + right] + end_energy(tables, pair) + end_energy(tables, inner))
    if left == 1 and right == 1:
        return int(tables.int11[pair, inner, near[0], near[1]])
    if left == 1 and right == 2:
        return int(tables.int21[pair, inner, near[0], far[1], near[1]])
    if left == 2 and right == 1:
        return int(tables.int21[inner, pair, far[1], near[0], far[0]])
    if left == 2 and right == 2:
        return int(tables.int22[pair, inner, near[0], far[0], far[1], near[1]])
    mismatch = tables.mismatch_interior
    if left == 1 or right == 1:
        mismatch = tables.mismatch_1n
    elif left + right == 5:
        mismatch = tables.mismatch_23
    lopsided = min(tables.single[1], abs(left - right) * tables.single[0])
    ends = mismatch[pair, near[0], near[1]] + mismatch[inner, far[1], far[0]]
    return int(tables.interior[left + right] + lopsided + ends)


@njit(cache=True)
def short_hairpin(tables: Energies, lattice: Lattice, start: int, end: int, route: Integers) -> int:
    """The best hairpin of 3, 4 or 6 bases between two states, over every string; `route` gets its states."""
    size = lattice.position[end] - lattice.position[start] - 1
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    best = NEVER
    edge = np.zeros(size + 2, dtype=np.int64)
    walk = np.zeros(size + 2, dtype=np.int64)
    cost = np.zeros(size + 2, dtype=np.int64)
    code = np.zeros(size + 2, dtype=np.int64)
    walk[0], code[0], edge[0], depth = start, lattice.base[start] - 1, lattice.out_at[start], 0
    while depth >= 0:
        state = walk[depth]
        if edge[depth] >= lattice.out_at[state + 1]:
            depth -= 1
            continue
        target, weight = lattice.out_to[edge[depth]], lattice.out_weight[edge[depth]]
        edge[depth] += 1
        depth += 1
        walk[depth], cost[depth] = target, cost[depth - 1] + weight
        code[depth] = code[depth - 1] * 4 + lattice.base[target] - 1
        edge[depth] = lattice.out_at[target]
        if depth <= size:
            continue
        if target == end:
            left, right = lattice.base[walk[1]], lattice.base[walk[size]]
            energy = cost[depth] + hairpin_energy(tables, pair, size, left, right, code[depth])
            if energy < best:
                best = energy
                route[: size + 2] = walk
        depth -= 1
    return best


@njit(cache=True)
def long_hairpin(
    tables: Energies, lattice: Lattice, way: Integers, start: int, end: int
) -> tuple[int, int, int]:
    """The best hairpin of another size, the states next to its pair; `way`: least path weights."""
    size = lattice.position[end] - lattice.position[start] - 1
    pair = tables.pair[lattice.base[start], lattice.base[end]]
    best, best_left, best_right = NEVER, -1, -1
    for out in range(lattice.out_at[start], lattice.out_at[start + 1]):
        left = lattice.out_to[out]
        for into in range(lattice.in_at[end], lattice.in_at[end + 1]):
            right = lattice.in_from[into]
            if way[left, right] >= POSSIBLE:
                continue
            weight = lattice.out_weight[out] + way[left, right] + lattice.in_weight[into]
            energy = weight + hairpin_energy(tables, pair, size, lattice.base[left], lattice.base[right], 0)
            if energy < best:
                best, best_left, best_right = energy, left, right
    return best, best_left, best_right
