"""Figures as a person reads them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

DECIMALS: Final = 2  # of a figure of one and more
DIGITS: Final = 3  # of a smaller one


def readable(figure: Decimal) -> Decimal:
    """A computed figure, rounded: to two decimals, below one to three significant digits.

    Whole numbers stay as they are, whatever their length.
    """
    places = DECIMALS if abs(figure) >= 1 or not figure else DIGITS - 1 - figure.adjusted()
    if figure == figure.to_integral_value():
        return figure
    return round(figure, places)
