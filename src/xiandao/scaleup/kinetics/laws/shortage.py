"""What is switched on when a nutrient runs short (the mirror of Monod's law), as storage of PHA is."""

from __future__ import annotations


def shortage(nutrient: float, half: float) -> float:
    """The share of the greatest rate, 1 where there is none of the nutrient, a half at `half`."""
    return half / (half + max(nutrient, 0.0))
