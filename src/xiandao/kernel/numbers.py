"""Whole numbers as they come in an address or a form: short enough for Python and for every database."""

from __future__ import annotations

from typing import Final

MOST_DIGITS: Final = 18  # below 2**63, which a column of a database can be compared with


def whole_number(said: object) -> int | None:
    """The whole number from 0 that is written there, in the digits 0 to 9; None for everything else."""
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
