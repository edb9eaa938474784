"""Growth over temperature with a least, best and greatest one (Rosso et al. 1993, J Theor Biol 162:447)."""

from __future__ import annotations


def cardinal_temperature(now: float, least: float, best: float, most: float) -> float:
    """The share of the rate at the best temperature, 0..1; degrees C. 0 outside least..most."""
    if not least < now < most:
        return 0.0
    above = (now - most) * (now - least) ** 2
    below = (best - least) * ((best - least) * (now - best) - (best - most) * (best + least - 2.0 * now))
    return above / below
