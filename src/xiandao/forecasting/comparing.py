"""Two simple forecasts to be better than, and past forecasts held against what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xiandao.forecasting.answering import forecast
from xiandao.forecasting.question import Question
from xiandao.forecasting.scoring import brier

Floats = NDArray[np.float64]


def linear(question: Question) -> float:
    """The value on the due day if it went on as it did on average since the beginning."""
    seen = max((question.as_of - question.aim.began_on).days, 1)
    ahead = max((question.aim.due_on - question.as_of).days, 0)
    return question.value * (1 + ahead / seen)


def poisson(question: Question, *, seed: int, draws: int = 4000) -> Floats:
    """Draws of the value on the due day if additions came by chance at their average rate."""
    rng = np.random.default_rng(seed)
    amounts = [one.amount for one in question.observed if one.day <= question.as_of]
    if not amounts:
        return np.zeros(draws)
    seen = max((question.as_of - question.aim.began_on).days, 1)
    ahead = max((question.aim.due_on - question.as_of).days, 0)
    numbers = rng.poisson(len(amounts) / seen * ahead, size=draws)
    return np.asarray(question.value + numbers * float(np.mean(amounts)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class BacktestDay:
    """What was said on a day of the value that came later, and whether it came within the ranges."""

    day: date
    chance: float
    median: float
    low50: float
    high50: float
    low90: float
    high90: float
    within50: bool
    within90: bool


@dataclass(frozen=True, slots=True)
class Backtest:
    """Past forecasts of one value: how often it came within their ranges, and the mean Brier score."""

    days: tuple[BacktestDay, ...]
    actual: float
    coverage50: float
    coverage90: float
    brier: float


def backtest(
    question_at: Callable[[date], Question], days: Sequence[date], actual: float, *, seed: int
) -> Backtest:
    """Ask each day's question as it could have been asked then, and hold the answers against what came.

    Raises ValueError where no day is given.
    """
    if not days:
        raise ValueError("a back-test needs at least one day")
    found, scores = [], []
    for day in days:
        question = question_at(day)
        said = forecast(question, seed=seed)
        met = question.aim.low is None or actual >= question.aim.low
        scores.append(brier(said.chance, met))
        found.append(
            BacktestDay(
                day,
                said.chance,
                said.median,
                said.low50,
                said.high50,
                said.low90,
                said.high90,
                within50=said.low50 <= actual <= said.high50,
                within90=said.low90 <= actual <= said.high90,
            )
        )
    return Backtest(
        tuple(found),
        actual,
        coverage50=float(np.mean([one.within50 for one in found])),
        coverage90=float(np.mean([one.within90 for one in found])),
        brier=float(np.mean(scores)),
    )
