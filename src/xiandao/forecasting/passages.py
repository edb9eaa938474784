"""How long things stay in a stage and how many pass it: learned from histories, with what is not over yet.

In every stage two ends compete: passing on and leaving. Both hazards are of Weibull form with one shape k
for all, so that time to the power k runs evenly and the rates have conjugate Gamma posteriors under
right-censoring (Kalbfleisch & Prentice 2002, ch. 8; Gelman et al. 2013, ch. 2). Stages lend each other
strength: each rate's prior has the mean of all stages' rates, worth POOL events. k has a posterior on a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, gammaln

from xiandao.forecasting.question import History, Pipeline

Floats = NDArray[np.float64]

SHAPES: Final = np.array([0.6, 0.8, 1.0, 1.25, 1.6, 2.0, 2.6])  # of the dwell time; 1 is without memory
SHAPE_PRIOR: Final = np.array([0.05, 0.12, 0.2, 0.22, 0.2, 0.13, 0.08])
POOL: Final = 2.0  # events that the other stages' mean is worth in a stage of its own
TYPICAL_DAYS: Final = 180.0  # of a dwell before anything is seen, worth one event
TYPICAL_PASS: Final = 0.6  # share that passes a stage before anything is seen
LEAST_DAYS: Final = 0.5  # two steps on one day


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a stage: `days` long so far, and how it ended: `passed`, `left` or not yet."""

    stage: int
    days: float
    passed: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Passages:
    """Draws of what governs each stage. Arrays are (draws, stages); `shape` is (draws,)."""

    shape: Floats
    passing: Floats  # rate of passing on, per day to the power `shape`
    leaving: Floats


def stays(pipeline: Pipeline, histories: Sequence[History], as_of: date) -> list[Stay]:
    """Every stay of every subject before the stage that counts, as far as it was seen on `as_of`."""
    found: list[Stay] = []
    for history in histories:
        entered = first_days(pipeline, history, as_of)
        left = history.left_on if history.left_on is not None and history.left_on <= as_of else None
        for place, (stage, day) in enumerate(entered):
            if stage >= counting_stage(pipeline):
                break
            if place + 1 < len(entered):
                days = (entered[place + 1][1] - day).days
                found.append(Stay(stage, max(days, LEAST_DAYS), passed=True, left=False))
            else:
                until = left if left is not None else as_of
                days = (until - day).days
                found.append(Stay(stage, max(days, LEAST_DAYS), passed=False, left=left is not None))
    return found


def first_days(pipeline: Pipeline, history: History, as_of: date) -> list[tuple[int, date]]:
    """The stages a subject was in by a day, in the pipeline's order, with days that never run backwards."""
    first: dict[int, date] = {}
    for step in history.steps:
        if step.entered_on <= as_of and step.stage in pipeline.stages:
            stage = pipeline.stages.index(step.stage)
            first[stage] = min(first.get(stage, step.entered_on), step.entered_on)
    found: list[tuple[int, date]] = []
    for stage in sorted(first):
        day = first[stage] if not found else max(first[stage], found[-1][1])
        found.append((stage, day))
    return found


def counting_stage(pipeline: Pipeline) -> int:
    """The place of the stage that counts."""
    return pipeline.stages.index(pipeline.counts_at)


def learn(seen: Sequence[Stay], stages: int, *, draws: int, rng: np.random.Generator) -> Passages:
    """Draw what governs the stages from its posterior."""
    weights = np.array([_evidence(seen, stages, shape) for shape in SHAPES]) + np.log(SHAPE_PRIOR)
    weights = np.exp(weights - weights.max())
    chosen = rng.choice(len(SHAPES), size=draws, p=weights / weights.sum())
    standard = rng.random((draws, stages)), rng.random((draws, stages))
    passing, leaving = np.empty((draws, stages)), np.empty((draws, stages))
    for place, shape in enumerate(SHAPES):
        mine = chosen == place
        if not mine.any():
            continue
        (pass_a, pass_b), (leave_a, leave_b) = _posterior(seen, stages, float(shape))
        passing[mine] = _gamma(standard[0][mine], pass_a, pass_b)
        leaving[mine] = _gamma(standard[1][mine], leave_a, leave_b)
    return Passages(SHAPES[chosen], passing, leaving)


Posterior = tuple[Floats, Floats]


def _posterior(seen: Sequence[Stay], stages: int, shape: float) -> tuple[Posterior, Posterior]:
    """Shape and rate of the Gamma posteriors of passing and leaving, stage by stage."""
    passed, left, exposure = _totals(seen, stages, shape)
    unit = TYPICAL_DAYS**shape
    found = []
    for events, share in ((passed, TYPICAL_PASS), (left, 1 - TYPICAL_PASS)):
        mean = (events.sum() + share) / (exposure.sum() + unit)
        found.append((events + POOL * share * 2, exposure + POOL * share * 2 / mean))
    return found[0], found[1]


def _evidence(seen: Sequence[Stay], stages: int, shape: float) -> float:
    """The log marginal likelihood of a shape, up to a constant."""
    ended = [stay.days for stay in seen if stay.passed or stay.left]
    told = len(ended) * np.log(shape) + (shape - 1) * float(np.sum(np.log(ended))) if ended else 0.0
    passed, left, _ = _totals(seen, stages, shape)
    for events, (a, b) in zip((passed, left), _posterior(seen, stages, shape), strict=True):
        before_a = a - events
        before_b = b - _totals(seen, stages, shape)[2]
        told += float(np.sum(before_a * np.log(before_b) - gammaln(before_a) + gammaln(a) - a * np.log(b)))
    return float(told)


def _totals(seen: Sequence[Stay], stages: int, shape: float) -> tuple[Floats, Floats, Floats]:
    passed, left, exposure = np.zeros(stages), np.zeros(stages), np.zeros(stages)
    for stay in seen:
        passed[stay.stage] += stay.passed
        left[stay.stage] += stay.left
        exposure[stay.stage] += stay.days**shape
    return passed, left, exposure


def _gamma(uniform: Floats, a: Floats, b: Floats) -> Floats:
    return np.asarray(gammaincinv(a, uniform) / b, dtype=np.float64)
