"""Saturation by one substrate (Monod 1949, Annu Rev Microbiol 3:371)."""

from __future__ import annotations


def monod(substrate: float, half: float) -> float:
    """The share of the greatest rate, 0..1; `substrate` and `half` (where it is a half) in one unit."""
    return substrate / (half + substrate) if substrate > 0 else 0.0
