"""Respiration over dissolved oxygen: Monod's law in it, which is what oxygen-limited growth comes to."""

from __future__ import annotations


def respiration(oxygen: float, half: float) -> float:
    """The share of the greatest rate, 0..1; dissolved oxygen and `half` in one unit."""
    return oxygen / (half + oxygen) if oxygen > 0 else 0.0
