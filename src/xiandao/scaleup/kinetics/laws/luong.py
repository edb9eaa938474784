"""Inhibition by the product (Levenspiel 1980; Luong 1985, Biotechnol Bioeng 27:280)."""

from __future__ import annotations


def luong(product: float, most: float, power: float = 1.0) -> float:
    """The share of the rate without product, 1 at none and 0 from `most` on; both in one unit."""
    return (1.0 - product / most) ** power if product < most else 0.0
