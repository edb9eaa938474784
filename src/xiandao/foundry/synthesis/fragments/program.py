"""The exact dynamic programs: least costs of many pieces at once, of one piece, of lengths alone.

A table holds the cost of pieces by their start and end. Costs are in the currency of the price table.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit, prange

from xiandao.foundry.synthesis.fragments.sequences import Places

Costs = npt.NDArray[np.float64]
NEVER: Final = 1e15


class Layout(NamedTuple):
    """Pieces by start (ascending), each with the ends `ends[first[s]:first[s] + offset[s+1] - offset[s]]`."""

    starts: Places
    ends: Places
    first: Places
    offset: Places


class Offers(NamedTuple):
    """What suppliers ask, one entry each; `barrier[o, s]`: a piece from s ends before it; `gc`: sums."""

    per_base: Costs
    fixed: Costs
    shortest: Places
    longest: Places
    gc_least: Costs
    gc_most: Costs
    barrier: Places
    gc: Places


class Step(NamedTuple):
    """Cuts of an assembly as numbers in the table of its pieces (`enters`: as a start, `leaves`: an end)."""

    places: Places
    enters: Places
    leaves: Places
    least: int
    most: int
    most_pieces: int


def layout_of(starts: Places, ends: Places, shortest: int, longest: int) -> Layout:
    """Every piece of `shortest` to `longest` bases between these starts and ends."""
    starts, ends = np.unique(starts), np.unique(ends)
    first = np.searchsorted(ends, starts + max(shortest, 1), side="left")
    last = np.searchsorted(ends, starts + longest, side="right")
    offset = np.concatenate([[0], np.cumsum(np.maximum(last - first, 0))])
    return Layout(starts, ends, first, offset)


@njit(cache=True)
def asked(offers: Offers, start: int, end: int) -> tuple[float, int]:
    """The least price of a piece and who asks it; NEVER and -1 where nobody makes it."""
    best, chosen = NEVER, -1
    size = end - start
    share = (offers.gc[end] - offers.gc[start]) / size
    for one in range(len(offers.per_base)):
        if size < offers.shortest[one] or size > offers.longest[one] or end >= offers.barrier[one, start]:
            continue
        if share < offers.gc_least[one] - 1e-9 or share > offers.gc_most[one] + 1e-9:
            continue
        price = offers.fixed[one] + offers.per_base[one] * size
        if price < best:
            best, chosen = price, one
    return best, chosen


@njit(cache=True, parallel=True)
def offered(offers: Offers, layout: Layout) -> Costs:
    """The least price of every piece of a layout."""
    values = np.full(layout.offset[-1], NEVER)
    for row in prange(len(layout.starts)):
        for at in range(layout.offset[row], layout.offset[row + 1]):
            end = layout.ends[layout.first[row] + at - layout.offset[row]]
            values[at] = asked(offers, layout.starts[row], end)[0]
    return values


@njit(cache=True)
def _cost(table: Layout, values: Costs, row: int, end: int) -> float:
    """The cost of the piece from start number `row` to end number `end`."""
    at = table.offset[row] + end - table.first[row]
    if end < table.first[row] or at >= table.offset[row + 1]:
        return NEVER
    return float(values[at])


@njit(cache=True)
def _opened(
    step: Step, table: Layout, values: Costs, start: int, row: int, low: int, high: int, best: Costs
) -> None:
    """First pieces: from the start of the product over each first cut."""
    for cut in range(low, high):
        length = step.places[cut] - start
        if length > step.most:
            break
        best[0, cut - low] = _cost(table, values, row, step.leaves[cut])


@njit(cache=True)
def _extended(
    step: Step, table: Layout, values: Costs, low: int, high: int, layers: tuple[Costs, Costs], back: Places
) -> None:
    """One more piece behind each cut; `back` keeps, where it has room, from which cut the best came."""
    here, after = layers
    for cut in range(low, high):
        known = here[cut - low]
        if known >= NEVER:
            continue
        row = step.enters[cut]
        shift, count = table.offset[row] - table.first[row], table.offset[row + 1]
        near = np.searchsorted(step.places[:high], step.places[cut] + step.least)
        far = np.searchsorted(step.places[:high], step.places[cut] + step.most + 1)
        for other in range(near, far):
            at = shift + step.leaves[other]
            if at < count and known + values[at] < after[other - low]:
                after[other - low] = known + values[at]
                if len(back):
                    back[other - low] = cut


@njit(cache=True)
def _closed(
    step: Step, table: Layout, values: Costs, low: int, high: int, here: Costs, end: int, number: int
) -> tuple[float, int]:
    """The best last piece, up to `end` (number `number` among the ends of the table), and its cut."""
    best, chosen = NEVER, -1
    for cut in range(high - 1, low - 1, -1):
        length = end - step.places[cut]
        if length > step.most:
            break
        if length >= step.least and here[cut - low] < NEVER:
            total = here[cut - low] + _cost(table, values, step.enters[cut], number)
            if total < best:
                best, chosen = total, cut
    return best, chosen


@njit(cache=True, parallel=True)
def assembled(
    step: Step, table: Layout, values: Costs, wanted: Layout, rows: Places, numbers: Places, fee: float
) -> Costs:
    """The least cost of every product of the layout `wanted`.

    `rows`, `numbers`: its starts and ends as numbers of the table of pieces.
    """
    found = np.full(wanted.offset[-1], NEVER)
    layers = max(step.most_pieces - 1, 1)
    for row in prange(len(wanted.starts)):
        width = wanted.offset[row + 1] - wanted.offset[row]
        if width == 0:
            continue
        start = wanted.starts[row]
        farthest = wanted.ends[wanted.first[row] + width - 1]
        low = int(np.searchsorted(step.places, start + step.least))
        high = max(int(np.searchsorted(step.places, farthest - step.least + 1)), low)
        best = np.full((layers, high - low), NEVER)
        _opened(step, table, values, start, rows[row], low, high, best)
        none = np.empty(0, dtype=np.int64)
        for layer in range(layers):
            after = best[min(layer + 1, layers - 1)] if step.most_pieces else best[0]
            if layer + 1 < layers or not step.most_pieces:
                _extended(step, table, values, low, high, (best[layer], after), none)
            for at in range(width):
                number = wanted.first[row] + at
                total, _ = _closed(
                    step, table, values, low, high, best[layer], wanted.ends[number], numbers[number]
                )
                found[wanted.offset[row] + at] = min(found[wanted.offset[row] + at], total + fee)
    return found


@njit(cache=True)
def traced(
    step: Step, table: Layout, values: Costs, ends: tuple[int, int], row: int, number: int
) -> tuple[float, Places]:
    """The least cost of one product (without its fee) and the cuts that reach it, in order."""
    start, end = ends
    low = int(np.searchsorted(step.places, start + step.least))
    high = max(int(np.searchsorted(step.places, end - step.least + 1)), low)
    layers = max(step.most_pieces - 1, 1)
    best = np.full((layers, high - low), NEVER)
    back = np.full((layers, high - low), -1, dtype=np.int64)
    _opened(step, table, values, start, row, low, high, best)
    total, cut, at = NEVER, -1, 0
    for layer in range(layers):
        into = min(layer + 1, layers - 1) if step.most_pieces else 0
        if layer + 1 < layers or not step.most_pieces:
            _extended(step, table, values, low, high, (best[layer], best[into]), back[into])
        here, last = _closed(step, table, values, low, high, best[layer], end, number)
        if here < total:
            total, cut, at = here, last, layer
    found = np.empty(high - low, dtype=np.int64)
    count = 0
    while cut >= 0:
        found[count] = cut
        count += 1
        before = back[at, cut - low]
        at = at - 1 if step.most_pieces else 0
        cut = before
    return total, found[:count][::-1].copy()


@njit(cache=True, fastmath=True)
def _cheapest(before: Costs, pieces: Costs) -> float:
    """The least sum of what stands before (the nearest last) and a piece (the shortest first)."""
    best = NEVER
    count = len(pieces)
    for at in range(count):
        best = min(best, before[count - 1 - at] + pieces[at])
    return best


@njit(cache=True)
def lengths_alone(
    pieces: Costs, segment: tuple[int, int], overlap: int, lengths: tuple[int, int], fee: float
) -> Costs:
    """A bound on the cost of products of `lengths[0]` to `lengths[1]` bases, NEVER for shorter ones.

    Overlaps of `overlap` bases anywhere, no other rule. `pieces[n]`: bound for a piece of n bases or more,
    NEVER beyond the last.
    """
    least, most = segment
    reached, found = np.full(lengths[1] + 1, NEVER), np.full(lengths[1] + 1, NEVER)
    near, far = overlap // 2, overlap - overlap // 2
    for length in range(least, lengths[1] + 1):
        if length <= most:
            reached[length] = pieces[length + far]
        top = min(most, length)
        before = reached[length - top : length - least + 1]
        reached[length] = min(reached[length], _cheapest(before, pieces[least + overlap : top + overlap + 1]))
        if length >= lengths[0]:
            found[length] = min(NEVER, _cheapest(before, pieces[least + near : top + near + 1]) + fee)
    return found
