"""Inhibition by much substrate (Haldane 1930; for growth Andrews 1968, Biotechnol Bioeng 10:707)."""

from __future__ import annotations


def haldane(substrate: float, half: float, inhibiting: float) -> float:
    """The share of the rate without inhibition, 0..1, greatest where substrate = sqrt(half x inhibiting)."""
    if substrate <= 0:
        return 0.0
    return substrate / (half + substrate + substrate * substrate / inhibiting)
