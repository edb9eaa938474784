"""A schedule made shorter window by window: a few campaigns are free, all others stay where they are.

Large neighbourhood search (Shaw 1998) over a program that is always small: every answer is a whole schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from xiandao.scaleup.scheduling.bookings import Booking
from xiandao.scaleup.scheduling.problem import Campaign, Plant
from xiandao.scaleup.scheduling.program import Program

WIDTH: Final = 6  # campaigns that are free at once
WINDOW_S: Final = 0.03  # counted seconds of one window
IDLE_SWEEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Improved:
    """The bookings, the windows solved and the seconds counted."""

    bookings: tuple[Booking, ...]
    windows: int
    counted_s: float


def improve(
    bookings: tuple[Booking, ...],
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    *,
    fixed: frozenset[tuple[str, str]] = frozenset(),
    not_before_h: int = 0,
    at_least_h: int,
    seed: int,
    limit_s: float,
) -> Improved:
    """Free windows of campaigns in turn until the bound is met, the time is spent or nothing gets better.

    Steps in `fixed` (campaign, step) stay; no other starts before `not_before_h`.
    """
    # a seed in the hand, for windows, not for secrets
    random = Random(seed)  # noqa: S311
    best, spent, windows, idle = bookings, 0.0, 0, 0
    while idle < IDLE_SWEEPS and spent < limit_s and _end(best) > at_least_h:
        before = _worth(best)
        for free in _sweep(best, campaigns, fixed, random):
            if spent >= limit_s or _end(best) <= at_least_h:
                break
            pinned = [b for b in best if b.campaign not in free or (b.campaign, b.step) in fixed]
            program = Program(
                campaigns, plant, horizon_h=_end(best), pinned=pinned, not_before_h=not_before_h
            )
            answer = program.solve(
                hint=best, at_least_h=at_least_h, seed=seed, limit_s=min(WINDOW_S, limit_s - spent)
            )
            spent += max(answer.counted_s, 1e-4)
            windows += 1
            if answer.bookings is not None and _worth(answer.bookings) < _worth(best):
                best = answer.bookings
        idle = idle + 1 if _worth(best) >= before else 0
    return Improved(best, windows, spent)


def _end(bookings: tuple[Booking, ...]) -> int:
    return max((booking.free_h for booking in bookings), default=0)


def _worth(bookings: tuple[Booking, ...]) -> tuple[int, int]:
    """The makespan, then the sum of the ends of the campaigns."""
    ends: dict[str, int] = {}
    for booking in bookings:
        ends[booking.campaign] = max(ends.get(booking.campaign, 0), booking.end_h)
    return _end(bookings), sum(ends.values())


def _sweep(
    bookings: tuple[Booking, ...],
    campaigns: tuple[Campaign, ...],
    fixed: frozenset[tuple[str, str]],
    random: Random,
) -> Iterator[frozenset[str]]:
    """Windows of neighbours in time from the front to the back, then as many of one organism or of any."""
    last: dict[str, int] = {}
    for booking in bookings:
        if (booking.campaign, booking.step) not in fixed:
            last[booking.campaign] = max(last.get(booking.campaign, 0), booking.start_h)
    order = sorted(last, key=lambda name: (last[name], name))
    if len(order) <= WIDTH:
        yield frozenset(order)
        return
    for first in range(0, len(order) - WIDTH // 2, WIDTH // 2):
        yield frozenset(order[first : first + WIDTH])
    organism = {campaign.name: campaign.organism for campaign in campaigns}
    for _ in range(len(order) // WIDTH):
        kind = organism[random.choice(order)]
        alike = [name for name in order if organism[name] == kind]
        yield frozenset(random.sample(alike, min(WIDTH, len(alike))))
