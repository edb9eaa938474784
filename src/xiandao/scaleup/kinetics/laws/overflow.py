"""The respiratory bottleneck: sugar beyond what respiration takes overflows (Sonnleitner & Kaeppeli 1986).

Biotechnol Bioeng 28:927. What capacity is left takes up the overflow's product again.
"""

from __future__ import annotations


def overflow(uptake: float, capacity: float) -> tuple[float, float, float]:
    """Sugar respired, sugar that overflows and the capacity left, all in the unit of `uptake`."""
    respired = min(uptake, capacity)
    return respired, uptake - respired, capacity - respired
