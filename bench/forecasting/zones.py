"""Invented zones whose truth is known: they end as they end, and the forecast sees only what came before.

Unlike the model, a zone's stages have dwell times of any of four families, its months are restless, in a
third of the zones the pace changes for good on some day, and its aim is only loosely what it can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from xiandao.forecasting import Aim, History, Observed, Pipeline, Question, Step

BEGAN: Final = date(2023, 1, 1)
DAYS: Final = 1095
FAMILIES: Final = ("exponential", "weibull", "lognormal", "gamma")
NAMES: Final = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Zone:
    """A question, and the value that came on the due day."""

    question: Question
    actual: float
    slices: tuple[str, ...]


def zone(seed: int) -> Zone:
    """The zone of a seed."""
    rng = np.random.default_rng((20250630, seed))
    as_of = BEGAN + timedelta(days=int(rng.uniform(0.15, 0.85) * DAYS))
    due_on = BEGAN + timedelta(days=DAYS)
    stages = int(rng.integers(2, 5)) if rng.random() < 0.65 else 0
    pace = _pace(rng)
    histories: list[History] = []
    arrived: list[date] = []
    if stages:
        histories, arrived = _pipeline(rng, stages, pace)
    direct = _moments(rng, pace * (rng.uniform(0, 0.3) if stages else rng.uniform(0.3, 1.2)))
    arrived = sorted(day for day in [*arrived, *direct] if day <= due_on)
    actual = float(len(arrived))
    aim = max(1.0, np.round(actual * np.exp(rng.normal(0, 0.4)) + rng.normal(0, 1)))
    known = [day for day in arrived if day <= as_of]
    question = Question(
        as_of,
        Aim(float(aim), None, due_on, BEGAN),
        tuple(Observed(day, 1.0) for day in known),
        Pipeline("zone", NAMES[: stages + 1], NAMES[stages]) if stages else None,
        tuple(_seen(history, as_of) for history in histories if history.steps[0].entered_on <= as_of),
    )
    slices = (
        "pipeline" if stages else "no pipeline",
        "thin (under 5 counted)" if len(known) < 5 else "rich",
        "early (under 40 % of the time)" if (as_of - BEGAN).days < 0.4 * DAYS else "late",
    )
    return Zone(question, actual, slices)


def _pace(rng: np.random.Generator) -> float:
    """Events a day: from 4 to 120 in the three years."""
    return float(np.exp(rng.uniform(np.log(4), np.log(120)))) / DAYS


def _moments(rng: np.random.Generator, pace: float) -> list[date]:
    """Days of arrivals: restless months, and in a third of the zones another pace from some day on."""
    change_at, change = (
        (rng.uniform(0.1, 0.9) * DAYS, rng.uniform(0.4, 2.5)) if rng.random() < 1 / 3 else (DAYS, 1.0)
    )
    unrest = rng.choice([0.0, 0.2, 0.5])
    found = []
    for month in range(0, DAYS, 30):
        restless = rng.gamma(1 / unrest, unrest) if unrest else 1.0
        rate = pace * restless * (change if month >= change_at else 1.0)
        for _ in range(rng.poisson(rate * 30)):
            found.append(BEGAN + timedelta(days=month + int(rng.integers(0, 30))))
    return found


def _pipeline(rng: np.random.Generator, stages: int, pace: float) -> tuple[list[History], list[date]]:
    family = rng.choice(FAMILIES)
    typical = np.exp(rng.uniform(np.log(40), np.log(300), size=stages))
    passing = rng.uniform(0.35, 0.95, size=stages)
    entries = _moments(rng, min(pace * rng.uniform(1, 4), 400 / DAYS))
    entries += [BEGAN] * int(rng.integers(0, 6))  # some were on their way already
    histories, arrived = [], []
    for number, day in enumerate(entries):
        steps, left = [Step(NAMES[0], day)], None
        for stage in range(stages):
            day += timedelta(days=max(1, int(_dwell(rng, family, typical[stage]))))
            if rng.random() >= passing[stage]:
                left = day
                break
            steps.append(Step(NAMES[stage + 1], day))
        else:
            arrived.append(day)
        histories.append(History(f"s{number}", "", tuple(steps), left))
    return histories, arrived


def _dwell(rng: np.random.Generator, family: str, typical: float) -> float:
    if family == "exponential":
        return float(rng.exponential(typical))
    if family == "weibull":
        return float(typical * rng.weibull(1.7) * 1.12)
    if family == "lognormal":
        return float(typical * rng.lognormal(-0.245, 0.7))
    return float(rng.gamma(3.0, typical / 3.0))


def _seen(history: History, as_of: date) -> History:
    steps = tuple(step for step in history.steps if step.entered_on <= as_of)
    left = history.left_on if history.left_on is not None and history.left_on <= as_of else None
    return History(history.subject, history.label, steps, left)
