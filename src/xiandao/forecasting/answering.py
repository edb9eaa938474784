"""The forecast of a question: the chance that its aim is met, and the range of its value day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xiandao.forecasting.passages import counting_stage, stays
from xiandao.forecasting.question import (
    Change,
    FanDay,
    FasterStage,
    Forecast,
    Message,
    Question,
    StageEffect,
)
from xiandao.forecasting.walking import Draws, prepare, walk

METHOD: Final = "semi-markov/1"
FAN_DAYS: Final = 13
HALF: Final = 0.5
ENOUGH: Final = 5  # events below which a forecast is called thin
RANGES: Final = (50.0, 25.0, 75.0, 5.0, 95.0)
Floats = NDArray[np.float64]


def forecast(question: Question, *, seed: int, draws: int = 4000, changes: Sequence[Change] = ()) -> Forecast:
    """Answer a question; the same question, seed and draws give the same answer.

    Raises QuestionRefused where a change names a stage that the pipeline does not have.
    """
    drawn = prepare(question, seed=seed, draws=draws)
    walked = walk(question, drawn, changes)
    days = np.linspace(0, drawn.horizon, FAN_DAYS) if drawn.horizon > 0 else np.zeros(1)
    fan = []
    for day in days:
        median, low50, high50, low90, high90 = _range(walked.values(drawn, float(np.floor(day))))
        on = question.as_of + timedelta(days=int(day))
        fan.append(FanDay(on, median, low50, high50, low90, high90))
    final = walked.values(drawn, drawn.horizon)
    median, low50, high50, low90, high90 = _range(final)
    chance = _chance(question, final)
    why_thin = _why_thin(question)
    return Forecast(
        method=METHOD,
        chance=chance,
        median=median,
        low50=low50,
        high50=high50,
        low90=low90,
        high90=high90,
        fan=tuple(fan),
        holding_back=_holding_back(question, drawn, list(changes), chance),
        thin=why_thin is not None,
        why_thin=why_thin,
        assumptions=_assumptions(question),
    )


def final_values(question: Question, *, seed: int, draws: int = 4000) -> Floats:
    """The drawn values on the due day: what scores are computed from."""
    drawn = prepare(question, seed=seed, draws=draws)
    return walk(question, drawn).values(drawn, drawn.horizon)


def _range(values: Floats) -> tuple[float, float, float, float, float]:
    found = np.percentile(values, RANGES)
    return float(found[0]), float(found[1]), float(found[2]), float(found[3]), float(found[4])


def _chance(question: Question, final: Floats) -> float:
    return 1.0 if question.aim.low is None else float(np.mean(final >= question.aim.low - 1e-9))


def _holding_back(
    question: Question, drawn: Draws, changes: list[Change], chance: float
) -> tuple[StageEffect, ...]:
    """What it would bring if the time spent in each stage were halved, the largest effect first."""
    if question.pipeline is None or drawn.horizon <= 0:
        return ()
    waiting = [
        stay.stage
        for stay in stays(question.pipeline, question.histories, question.as_of)
        if not stay.passed and not stay.left
    ]
    found = []
    for place, stage in enumerate(question.pipeline.stages[: counting_stage(question.pipeline)]):
        walked = walk(question, drawn, [*changes, FasterStage(stage, HALF)])
        faster = _chance(question, walked.values(drawn, drawn.horizon))
        found.append(StageEffect(stage, waiting.count(place), faster, faster - chance))
    return tuple(sorted(found, key=lambda effect: -effect.gain))


def _why_thin(question: Question) -> Message | None:
    counted = sum(1 for one in question.observed if one.day <= question.as_of)
    ended = 0
    if question.pipeline is not None:
        seen = stays(question.pipeline, question.histories, question.as_of)
        ended = sum(stay.passed or stay.left for stay in seen)
    if counted + ended >= ENOUGH:
        return None
    return Message(
        "Only {counted} additions and {ended} ended stays have been seen, so the range is wide.",
        {"counted": counted, "ended": ended},
    )


def _assumptions(question: Question) -> tuple[Message, ...]:
    found = [
        Message("What comes next comes as often as lately: what was seen 14 months ago weighs half."),
        Message(
            "Only what has been counted by {day} is counted; claims still to be verified are not.",
            {"day": question.as_of},
        ),
    ]
    if question.pipeline is not None:
        found.append(
            Message("What waits in a stage passes it as others did; thin stages borrow from the others.")
        )
    return tuple(found)
