"""What the data tell of each parameter and what they cannot: profile likelihood, bands, choice of model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import chi2, norm

from xiandao.scaleup.estimation.likelihood import (
    STEP,
    Estimate,
    EstimationRefused,
    Experiment,
    Predict,
    Problem,
    Values,
)

_MOST_STEPS: Final = 14
_EDGE: Final = 0.02  # of a logarithm: at the bound
_BEYOND: Final = 7.0  # of a logarithm, by which a bound is moved to see whether it is what limits
_MOST_OF: Final = 0.8
_CLOSE: Final = 0.05  # of the rise: near enough to the threshold


@dataclass(frozen=True, slots=True)
class Interval:
    """A parameter with the values that its profile allows; a side is None where the data set no limit."""

    name: str
    value: float
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """One word or two for a person."""
        words = {
            (True, True): "told",
            (True, False): "only a least value",
            (False, True): "only a greatest value",
        }
        return words.get((self.low is not None, self.high is not None), "not told")


class _Profile:
    """The least misfit with one parameter held, followed from the best fit outwards."""

    def __init__(self, found: Estimate, name: str, experiments: Sequence[Experiment]) -> None:
        others = {one: bounds for one, bounds in found.bounds.items() if one != name}
        self.problem = Problem(experiments, others, found.scales)
        self.name, self.least = name, found.misfit
        self.best = np.log([found.parameters[one] for one in others]) if others else np.zeros(0)
        self.place = self.best

    def rise(self, value: float) -> float:
        """How much the misfit grows over its least at this logarithm."""
        self.problem.held = {self.name: float(np.exp(value))}
        if not len(self.place):
            return float((self.problem.residuals(self.place) ** 2).sum()) - self.least
        misfit, self.place, _, _ = self.problem.descend(self.place)
        return misfit - self.least

    def held_by_a_bound(self, rise: float) -> bool:
        """Whether the misfit rises only because another parameter stands at its bound."""
        at_low = self.place - self.problem.low < _EDGE
        at_high = self.problem.high - self.place < _EDGE
        if not (at_low.any() or at_high.any()):
            return False
        low, high = self.problem.low, self.problem.high
        self.problem.low, self.problem.high = low - _BEYOND * at_low, high + _BEYOND * at_high
        misfit = self.problem.descend(self.place)[0]
        self.problem.low, self.problem.high = low, high
        return misfit - self.least < _MOST_OF * rise


def intervals(
    found: Estimate, experiments: Sequence[Experiment], *, level: float = 0.95, names: Sequence[str] = ()
) -> tuple[Interval, ...]:
    """Profile-likelihood intervals (Raue et al. 2009, Bioinformatics 25:1923).

    A side is None where the data set no limit, or where only the bound of another parameter does.
    """
    rise = float(chi2.ppf(level, 1))
    told = []
    for name in names or found.names:
        profile = _Profile(found, name, experiments)
        low, high = (_side(profile, found, name, rise, sign) for sign in (-1.0, 1.0))
        told.append(Interval(name, found.parameters[name], low, high))
    return tuple(told)


def _side(profile: _Profile, found: Estimate, name: str, rise: float, sign: float) -> float | None:
    """Where the misfit has risen by `rise`; the root of the rise is nearly straight, so secants are quick."""
    profile.place = profile.best
    centre = float(np.log(found.parameters[name]))
    edge = float(np.log(found.bounds[name][1 if sign > 0 else 0]))
    room = abs(edge - centre)
    inner, inner_root, goal = 0.0, 0.0, float(np.sqrt(rise))
    outer = outer_root = float("nan")
    spread = found.spread[name]
    step = min(goal * spread if np.isfinite(spread) else room, room)
    for _ in range(_MOST_STEPS):
        here = float(np.sqrt(max(profile.rise(centre + sign * step), 0.0)))
        if abs(here - goal) < _CLOSE * goal / 2:
            return None if profile.held_by_a_bound(rise) else float(np.exp(centre + sign * step))
        if here < goal:
            inner, inner_root = step, here
            if step >= room:
                return None
            slope = here / step if here > 0 else 0.0
            wished = goal / slope if slope else room
            step = min(room, max(1.1 * step, min(wished, 3 * step)))
        else:
            outer, outer_root = step, here
        if np.isfinite(outer):
            share = (goal - inner_root) / (outer_root - inner_root) if inner_root > _CLOSE else 0.5
            step = inner + min(max(share, 0.1), 0.9) * (outer - inner)
    if not np.isfinite(outer):
        return None
    profile.rise(centre + sign * outer)
    if profile.held_by_a_bound(rise):
        return None
    return float(np.exp(centre + sign * (inner + outer) / 2))


@dataclass(frozen=True, slots=True)
class Trade:
    """Parameters that trade for each other: along this direction (of logarithms) the data see nothing."""

    parts: Mapping[str, float]
    spread: float  # standard deviation along it


def trades(found: Estimate, *, above: float = 1.0) -> tuple[Trade, ...]:
    """Directions along which the spread is more than `above`: what cannot be told, and with what it goes."""
    sizes, directions = np.linalg.eigh(found.jacobian.T @ found.jacobian)
    told = []
    for size, direction in zip(sizes, directions.T, strict=True):
        spread = float(1.0 / np.sqrt(size)) if size > 1e-16 else float("inf")
        if spread > above:
            parts = {
                name: round(float(part), 3)
                for name, part in zip(found.names, direction, strict=True)
                if abs(part) > 0.1
            }
            told.append(Trade(parts, spread))
    return tuple(told)


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """What is told, between the limits of confidence (of the mean) and of prediction (of a measurement)."""

    told: Values
    low: Values
    high: Values
    seen_low: Values
    seen_high: Values


def bands(
    found: Estimate, predict: Predict, spread: Mapping[str, float], *, level: float = 0.95
) -> dict[str, Band]:
    """Bands of each observable in `spread` (its error of measurement), by the slopes at the best fit."""
    factor = float(norm.ppf(0.5 + level / 2))
    at = dict(found.parameters)
    told = predict(at)
    moved = [predict({**at, name: at[name] * float(np.exp(STEP))}) for name in found.names]
    bands_found = {}
    for name, error in spread.items():
        slopes = np.column_stack([(one[name] - told[name]) / STEP for one in moved])
        variance = np.einsum("ij,jk,ik->i", slopes, found.covariance, slopes)
        mean = factor * np.sqrt(np.maximum(variance, 0.0))
        seen = factor * np.sqrt(np.maximum(variance, 0.0) + (error * found.scales.get(name, 1.0)) ** 2)
        here = told[name]
        bands_found[name] = Band(here, here - mean, here + mean, here - seen, here + seen)
    return bands_found


@dataclass(frozen=True, slots=True)
class Choice:
    """A model among others: its criteria and its share of the evidence by AICc (Burnham & Anderson 2002)."""

    name: str
    free: int
    deviance: float
    aicc: float
    bic: float
    weight: float


def choose(models: Mapping[str, Estimate]) -> tuple[Choice, ...]:
    """The models from most to least likely. Raises EstimationRefused: fitted to different data."""
    if len({one.points for one in models.values()}) > 1:
        raise EstimationRefused("models can be compared only when they are fitted to the same measurements")
    least = min(one.aicc for one in models.values())
    raw = {name: float(np.exp(-0.5 * (one.aicc - least))) for name, one in models.items()}
    total = sum(raw.values())
    told = [
        Choice(name, one.free, one.deviance, one.aicc, one.bic, raw[name] / total)
        for name, one in models.items()
    ]
    return tuple(sorted(told, key=lambda one: one.aicc))


def ratio_test(small: Estimate, large: Estimate) -> float:
    """The chance of so much better a fit if the smaller model (nested in the larger) were true.

    Raises EstimationRefused: the larger has no more parameters.
    """
    more = large.free - small.free
    if more <= 0:
        raise EstimationRefused("the larger model has no more parameters than the smaller")
    return float(chi2.sf(max(small.deviance - large.deviance, 0.0), more))
