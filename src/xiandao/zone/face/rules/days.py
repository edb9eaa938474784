"""Reading the day that a page speaks of."""

from __future__ import annotations

import re
from datetime import date

from xiandao.kernel.refusals import Refusal


class DayRefused(Refusal):
    """The address of a page names a day that is none."""


def day_from(text: str) -> date:
    """The day written as 2025-12-31; nothing looser, so that an address means the same everywhere."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise DayRefused(
        "“{text}” is not a day. The field as_of wants a day of the calendar, such as 2025-12-31.",
        text=text[:40],
    )
