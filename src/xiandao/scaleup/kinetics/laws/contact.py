"""Cells that grow on a surface stop where it is full (contact inhibition, as in the logistic law)."""

from __future__ import annotations


def contact(cells: float, room: float) -> float:
    """The share of the rate on an empty surface: 1 at none, 0 from `room` on; both in one unit."""
    return 1.0 - cells / room if cells < room else 0.0
