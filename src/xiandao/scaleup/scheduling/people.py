"""People by name with several qualifications, and the week in which they work, as pools of the scheduler.

A step asks for a qualification. Whether the people present can cover all that is asked at an hour is Hall's
condition (Hall 1935): for every set of qualifications, no more is asked than people there who have any of it.
Each such set becomes a pool that serves all its qualifications; work may be handed over from hour to hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from xiandao.scaleup.scheduling.problem import PlantRefused, Pool, Window

HOURS_OF_WEEK: Final = 168
QUALIFICATIONS_AT_MOST: Final = 10  # sets of them are listed one by one


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with qualifications; `away` are the hours in which this person does not work."""

    name: str
    qualifications: frozenset[str]
    away: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of a week, from Monday 0:00 = 0 to 168, in which people work."""

    from_h: int
    to_h: int


def away_of_week(shifts: tuple[Shift, ...], *, first_hour_of_week: int, horizon_h: int) -> tuple[Window, ...]:
    """The hours outside the shifts until the horizon; hour 0 lies so far into a week. Raises PlantRefused."""
    for shift in shifts:
        if not 0 <= shift.from_h < shift.to_h <= HOURS_OF_WEEK:
            raise PlantRefused(
                "a shift from hour {start} to {end} does not lie in one week",
                start=shift.from_h,
                end=shift.to_h,
            )
    works = [any(shift.from_h <= hour < shift.to_h for shift in shifts) for hour in range(HOURS_OF_WEEK)]
    windows, since = [], None
    for hour in range(horizon_h + 1):
        there = hour == horizon_h or works[(first_hour_of_week + hour) % HOURS_OF_WEEK]
        if there and since is not None:
            windows.append(Window(since, hour))
            since = None
        elif not there and since is None:
            since = hour
    return tuple(windows)


def pools_of(people: tuple[Person, ...]) -> tuple[Pool, ...]:
    """A pool for each set of qualifications that some people share or combine. Raises PlantRefused."""
    if len({person.name for person in people}) < len(people):
        raise PlantRefused("two people have the same name")
    known = sorted({name for person in people for name in person.qualifications})
    if len(known) > QUALIFICATIONS_AT_MOST:
        raise PlantRefused(
            "{many} qualifications are more than the {most} that can be told apart",
            many=len(known),
            most=QUALIFICATIONS_AT_MOST,
        )
    pools = []
    for size in range(1, len(known) + 1):
        for names in combinations(known, size):
            able = tuple(person for person in people if person.qualifications & set(names))
            parts = sum(_capacity(people, name) for name in names)
            if size == 1 or len(able) < parts:
                name = " or ".join(names)
                pools.append(Pool(name, len(able), _absences(able), names))
    return tuple(pools)


def _capacity(people: tuple[Person, ...], qualification: str) -> int:
    return sum(qualification in person.qualifications for person in people)


def _absences(people: tuple[Person, ...]) -> tuple[Window, ...]:
    """How many of them are away, as windows that do not overlap."""
    changes: dict[int, int] = {}
    for person in people:
        for begin, end in _merged(person.away):
            changes[begin] = changes.get(begin, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    windows, many, since = [], 0, 0
    for moment in sorted(changes):
        if many and moment > since:
            windows.append(Window(since, moment, many))
        many += changes[moment]
        since = moment
    return tuple(windows)


def _merged(windows: tuple[Window, ...]) -> list[tuple[int, int]]:
    """One person is away once, however often it is said."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted((window.start_h, window.end_h) for window in windows):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((begin, end))
    return merged
