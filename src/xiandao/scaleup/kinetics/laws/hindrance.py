"""Inhibition without a competitor: a hyperbola, a half at its constant."""

from __future__ import annotations


def hindrance(inhibitor: float, half: float) -> float:
    """The share of the rate that is left, 1 at none, a half at `half`; both in one unit."""
    return half / (half + inhibitor) if inhibitor > 0 else 1.0
