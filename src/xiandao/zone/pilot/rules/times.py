"""The days that the plant can reckon with: beyond them a calendar ends, and a plan with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal

YEARS: Final = range(2000, 2100)
MOST_HOURS: Final = 24 * 366  # of one breakdown, cleaning or delay
MOST_FROZEN_HOURS: Final = 500


class TimeRefused(Refusal):
    """A day, a moment or a number of hours that no plan holds."""


def check_day(day: date) -> None:
    """Refuse a day outside the plant's calendar; a moment is asked for its own year."""
    if day.year not in YEARS:
        raise TimeRefused(
            "{day} is outside the plant's calendar; name a day of the years {first} to {last}.",
            day=f"{day:%Y-%m-%d}",
            first=YEARS[0],
            last=YEARS[-1],
        )


def moment_from(said: object) -> datetime:
    """A moment as text; without a zone where none was said."""
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError as fault:
        raise TimeRefused("“{said}” is no moment; write 2025-06-30T08:00.", said=str(said)[:40]) from fault
    check_day(found)
    return found


def hours_from(said: object) -> int:
    """How many hours something takes."""
    hours = whole_number(said)
    if hours is None or not 1 <= hours <= MOST_HOURS:
        raise TimeRefused("Say how long in whole hours, from 1 to {most}.", most=MOST_HOURS)
    return hours
