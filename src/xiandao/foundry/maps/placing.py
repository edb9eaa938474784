"""Where things go so that none covers another: lanes for intervals, distances for labels in a column."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, log10
from typing import Final

STEPS: Final = (1, 2, 5, 10)


def lanes(spans: Sequence[tuple[float, float]], *, turn: float = 0.0) -> list[int]:
    """The lane of each span, in the order given: the first lane in which it meets no other.

    With a `turn` the spans lie on a circle of that length and may end beyond it.
    """
    taken: list[list[tuple[float, float]]] = []
    found = []
    for start, end in spans:
        shifts = (0.0, turn, -turn) if turn else (0.0,)
        lane = next(
            (number for number, held in enumerate(taken) if _free(start, end, held, shifts)), len(taken)
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((start, end))
        found.append(lane)
    return found


def _free(start: float, end: float, held: Sequence[tuple[float, float]], shifts: tuple[float, ...]) -> bool:
    return not any(first < end + shift and start + shift < last for first, last in held for shift in shifts)


def column(wanted: Sequence[float], gap: float, *, low: float = -inf, high: float = inf) -> list[float]:
    """Places in a column, in the order given (rising), at least `gap` apart and as near as can be.

    Neighbours that are too close become a block around the mean of what they want (isotonic regression).
    With bounds the column keeps between them; it needs (count - 1) * gap of room.
    """
    blocks: list[tuple[float, int]] = []  # the sum of (wanted - rank * gap), and how many
    for rank, place in enumerate(wanted):
        blocks.append((place - rank * gap, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1] = (blocks[-1][0] + total, blocks[-1][1] + count)
    levels = [total / count for total, count in blocks for _ in range(count)]
    last = high - (len(levels) - 1) * gap
    return [max(min(level, last), low) + rank * gap for rank, level in enumerate(levels)]


def step(length: int, most: int) -> int:
    """A round distance between marks, so that there are at most so many."""
    least = max(length / max(most, 1), 1.0)
    power = 10 ** floor(log10(least))
    return int(next(factor * power for factor in STEPS if factor * power >= least))


def position(value: int, length: int) -> str:
    """A position as a ruler says it."""
    if value == 1:
        return "1"
    if length >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    return f"{value / 1000:g} k" if length >= 20_000 else f"{value:,}"
