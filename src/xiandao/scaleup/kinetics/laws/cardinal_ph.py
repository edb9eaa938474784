"""Growth over pH with a least, best and greatest one (Rosso et al. 1995, Appl Environ Microbiol 61:610)."""

from __future__ import annotations


def cardinal_ph(now: float, least: float, best: float, most: float) -> float:
    """The share of the rate at the best pH, 0..1; 0 outside least..most."""
    if not least < now < most:
        return 0.0
    inside = (now - least) * (now - most)
    return inside / (inside - (now - best) ** 2)
