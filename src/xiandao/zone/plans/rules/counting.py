"""How an indicator's value is read in the unit of a target."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

# How many yuan one of a target's money units is; anything else is counted one to one.
YUAN_IN: Final = {
    "元": Decimal(1),
    "万元": Decimal(10) ** 4,
    "亿元": Decimal(10) ** 8,
    "亿": Decimal(10) ** 8,
    "CNY": Decimal(1),
    "10,000 CNY": Decimal(10) ** 4,
    "million CNY": Decimal(10) ** 6,
    "100 million CNY": Decimal(10) ** 8,
    "billion CNY": Decimal(10) ** 9,
}
MONEY: Final = "CNY"


def in_unit(value: Decimal, counted_in: str, unit: str) -> Decimal:
    """A value of an indicator in the unit of the target; only money has more than one size."""
    if counted_in != MONEY or unit not in YUAN_IN:
        return value
    return value / YUAN_IN[unit]
