"""How often something new comes: a rate that may have changed, with what was seen lately weighing most.

The rate is Gamma, the number that comes is Poisson given the rate and given how restless the months were: a
negative binomial in the end (Gelman et al. 2013, ch. 2). Older months are discounted by half every HALF_LIFE
days, as in West & Harrison's dynamic models (1997, ch. 6): a change of pace is learned, doubt never vanishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HALF_LIFE: Final = 420.0  # days after which what was seen weighs half
MONTH: Final = 30.4
RESTLESS: Final = 6.0  # shape of the multiplier of a pace over the time to come, before months are seen
FEW: Final = 1.0  # events that the aim itself is worth: who set it thought it could be reached


@dataclass(frozen=True, slots=True)
class Pace:
    """The posterior of a rate per day, Gamma(a, b), and the shape of its unrest to come."""

    a: float
    b: float
    unrest: float


def pace_of(days: Sequence[date], *, began_on: date, as_of: date, expected: float) -> Pace:
    """The pace of events on these days; `expected` events a day is what the aim supposes."""
    seen_days = max((as_of - began_on).days, 1)
    ages = np.array([(as_of - day).days for day in days if began_on <= day <= as_of], dtype=float)
    decay = np.log(2) / HALF_LIFE
    weighed = float(np.sum(np.exp(-decay * ages)))
    exposure = (1 - np.exp(-decay * seen_days)) / decay
    prior = max(expected, 1e-6)
    return Pace(FEW + weighed, FEW / prior + exposure, _unrest(ages, seen_days))


def draw_counts(
    pace: Pace, horizon_days: float, *, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """How many come within the horizon, one number a draw."""
    rate = rng.gamma(pace.a, 1 / pace.b, size=draws)
    unrest = rng.gamma(pace.unrest, 1 / pace.unrest, size=draws)
    return rng.poisson(rate * unrest * max(horizon_days, 0.0)).astype(np.int64)


def _unrest(ages: Floats, seen_days: int) -> float:
    """How restless the months were: variance beyond Poisson by the method of moments, drawn to RESTLESS."""
    months = int(seen_days / MONTH)
    if months < 4 or len(ages) < 4:
        return RESTLESS
    counts, _ = np.histogram(ages, bins=months, range=(0, months * MONTH))
    mean, variance = counts.mean(), counts.var(ddof=1)
    beyond = max(variance - mean, 0.0) / mean**2 if mean > 0 else 0.0
    # Months of unrest even out over a long horizon; a quarter's worth of them stays.
    seen = beyond / 4
    return float(1 / ((1 / RESTLESS * 6 + seen * months) / (6 + months) + 0.02))
