"""Lets everything that waits, and everything that is still to come, walk on to the due day: many times over.

All chance is drawn once, before any change is supposed; a what-if walks the same draws again, so that the
difference is the change's own and a change for the better never makes a draw worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xiandao.forecasting.arrivals import draw_counts, pace_of
from xiandao.forecasting.passages import Passages, counting_stage, first_days, learn, stays
from xiandao.forecasting.question import (
    BetterConversion,
    Change,
    FasterStage,
    MoreSubjects,
    Question,
    QuestionRefused,
)

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_WALKS: Final = 3_000_000  # walks held at once: about 200 MB
ENTERING: Final = 2.0  # new subjects a target supposes for each that it wants to count
DIRECT_SHARE: Final = 0.1  # of what is wanted that comes past a pipeline, before any did
AMOUNT_DOUBT: Final = 0.6  # log-scale doubt of a mean amount from one observation


@dataclass(frozen=True, slots=True)
class Walkers:
    """Things on the way: which draw each belongs to, where and when it starts, what chance it meets."""

    draw: Whole
    stage: Whole
    start: Floats  # days from as_of at which its present stay (or entry) is counted from
    elapsed: Floats  # days already spent in the present stage
    amount: Floats
    dwell: Floats  # standard exponential, one a stage
    luck: Floats  # uniform, one a stage


@dataclass(frozen=True, slots=True)
class Draws:
    """Everything random about a question, drawn."""

    count: int
    horizon: float
    value: float
    passages: Passages | None
    walkers: tuple[Walkers, ...]
    direct_draw: Whole
    direct_day: Floats
    direct_amount: Floats
    seed: int


@dataclass(frozen=True, slots=True)
class Walked:
    """When what arrived, in days from as_of: parallel arrays over all draws."""

    draw: Whole
    day: Floats
    amount: Floats

    def values(self, draws: Draws, day: float) -> Floats:
        """The value on a day, one number a draw."""
        by_then = self.day <= day
        added = np.bincount(self.draw[by_then], weights=self.amount[by_then], minlength=draws.count)
        return np.asarray(draws.value + added, dtype=np.float64)


def prepare(question: Question, *, seed: int, draws: int) -> Draws:
    """Draw what a question leaves to chance."""
    rng = np.random.default_rng(seed)
    horizon = float((question.aim.due_on - question.as_of).days)
    pipeline = question.pipeline
    waiting = _waiting(question)
    count = max(400, min(draws, MOST_WALKS // max(len(waiting), 1)))
    walkers: list[Walkers] = []
    passages = None
    if pipeline is not None:
        stages = counting_stage(pipeline)
        # Whatever the order in which histories come, the same draws belong to the same subject.
        passages = learn(stays(pipeline, question.histories, question.as_of), stages, draws=count, rng=rng)
        walkers.append(_present(waiting, count, stages, np.random.default_rng(seed + 1)))
        walkers.append(_future(question, count, stages, horizon, np.random.default_rng(seed + 2)))
    direct = _direct(question, count, horizon, np.random.default_rng(seed + 3))
    return Draws(count, horizon, question.value, passages, tuple(walkers), *direct, seed)


def walk(question: Question, draws: Draws, changes: Sequence[Change] = ()) -> Walked:
    """Let everything walk, under the changes that are supposed."""
    parts = [(draws.direct_draw, draws.direct_day, draws.direct_amount)]
    if question.pipeline is not None and draws.passages is not None:
        stages = counting_stage(question.pipeline)
        quicker, better = np.ones(stages), np.ones(stages)
        walkers = list(draws.walkers)
        for number, change in enumerate(changes):
            stage = _stage(question, change.stage)
            if isinstance(change, MoreSubjects):
                walkers.append(_supposed(question, change, stage, draws, stages, number))
            elif isinstance(change, FasterStage):
                quicker[stage] *= change.factor
            elif isinstance(change, BetterConversion):
                better[stage] *= change.factor
        parts += [_walk(some, draws.passages, quicker, better) for some in walkers]
    return Walked(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _walk(
    walkers: Walkers, passages: Passages, quicker: Floats, better: Floats
) -> tuple[Whole, Floats, Floats]:
    """The day on which each arrives; those that leave on the way never do."""
    day, elapsed = walkers.start.copy(), walkers.elapsed
    alive = np.ones(len(day), dtype=bool)
    shape = passages.shape[walkers.draw]
    for stage in range(len(quicker)):
        here = alive & (walkers.stage <= stage)
        passing = passages.passing[walkers.draw[here], stage]
        rate = passing + passages.leaving[walkers.draw[here], stage]
        k = shape[here]
        spent = np.where(walkers.stage[here] == stage, elapsed[here], 0.0)
        ends = (spent**k + walkers.dwell[here, stage] / rate) ** (1 / k)
        day[here] += (ends - spent) * quicker[stage]
        alive[here] = walkers.luck[here, stage] < np.minimum(passing / rate * better[stage], 1.0)
    return walkers.draw[alive], day[alive], walkers.amount[alive]


@dataclass(frozen=True, slots=True)
class _Waiting:
    subject: str
    stage: int
    elapsed: float
    amount: float


def _waiting(question: Question) -> list[_Waiting]:
    """Those in the pipeline before the stage that counts, in an order of their own."""
    if question.pipeline is None:
        return []
    found = []
    for history in question.histories:
        entered = first_days(question.pipeline, history, question.as_of)
        gone = history.left_on is not None and history.left_on <= question.as_of
        if entered and not gone and entered[-1][0] < counting_stage(question.pipeline):
            stage, day = entered[-1]
            found.append(_Waiting(history.subject, stage, float((question.as_of - day).days), history.amount))
    return sorted(found, key=lambda one: (one.subject, one.stage, one.elapsed))


def _present(waiting: list[_Waiting], count: int, stages: int, rng: np.random.Generator) -> Walkers:
    many = len(waiting)
    return Walkers(
        draw=np.repeat(np.arange(count), many),
        stage=np.tile(np.array([one.stage for one in waiting], dtype=np.int64), count),
        start=np.zeros(count * many),
        elapsed=np.tile(np.array([one.elapsed for one in waiting], dtype=float), count),
        amount=np.tile(np.array([one.amount for one in waiting], dtype=float), count),
        dwell=rng.exponential(size=(count * many, stages)),
        luck=rng.random((count * many, stages)),
    )


def _future(question: Question, count: int, stages: int, horizon: float, rng: np.random.Generator) -> Walkers:
    """Those that will enter the pipeline: as often, and in the stages, as others did."""
    assert question.pipeline is not None  # noqa: S101  only asked with a pipeline
    entries = [
        entered[0]
        for history in question.histories
        if (entered := first_days(question.pipeline, history, question.as_of)) and entered[0][0] < stages
    ]
    pace = pace_of(
        [day for _, day in entries],
        began_on=question.aim.began_on,
        as_of=question.as_of,
        expected=ENTERING * _wanted_a_day(question),
    )
    numbers = draw_counts(pace, horizon, draws=count, rng=rng)
    many = int(numbers.sum())
    shares = np.bincount([stage for stage, _ in entries], minlength=stages).astype(float)
    shares[0] += 1.0
    amounts = [history.amount for history in question.histories] or [1.0]
    return Walkers(
        draw=np.repeat(np.arange(count), numbers),
        stage=rng.choice(stages, size=many, p=shares / shares.sum()),
        start=rng.random(many) * horizon,
        elapsed=np.zeros(many),
        amount=rng.choice(sorted(amounts), size=many),
        dwell=rng.exponential(size=(many, stages)),
        luck=rng.random((many, stages)),
    )


def _supposed(
    question: Question, change: MoreSubjects, stage: int, draws: Draws, stages: int, number: int
) -> Walkers:
    rng = np.random.default_rng((draws.seed, 7, number))
    many = draws.count * change.how_many
    return Walkers(
        draw=np.repeat(np.arange(draws.count), change.how_many),
        stage=np.full(many, stage),
        start=np.full(many, float(max((change.entering_on - question.as_of).days, 0))),
        elapsed=np.zeros(many),
        amount=np.ones(many),
        dwell=rng.exponential(size=(many, stages)),
        luck=rng.random((many, stages)),
    )


def _direct(
    question: Question, count: int, horizon: float, rng: np.random.Generator
) -> tuple[Whole, Floats, Floats]:
    """What comes without having been seen in the pipeline."""
    seen = sorted(
        (one for one in question.observed if one.day <= question.as_of and one.amount),
        key=lambda one: (one.day, one.amount),
    )
    size = float(np.mean([abs(one.amount) for one in seen])) if seen else 1.0
    wanted = _wanted_a_day(question) / max(size, 1e-9)
    share = DIRECT_SHARE if question.pipeline is not None and question.histories else 1.0
    days = _unannounced([one.day for one in seen], question)
    pace = pace_of(days, began_on=question.aim.began_on, as_of=question.as_of, expected=wanted * share)
    numbers = draw_counts(pace, horizon, draws=count, rng=rng)
    many = int(numbers.sum())
    draw = np.repeat(np.arange(count), numbers)
    amounts = rng.choice([one.amount for one in seen] or [1.0], size=many)
    if len({one.amount for one in seen}) > 1:
        doubt = AMOUNT_DOUBT / np.sqrt(len(seen))
        amounts = amounts * np.exp(rng.normal(-(doubt**2) / 2, doubt, size=count))[draw]
    return draw, rng.random(many) * horizon, amounts


def _unannounced(days: list[date], question: Question) -> list[date]:
    """The days of additions that no subject of the pipeline accounts for."""
    left = list(days)
    if question.pipeline is None:
        return left
    for history in question.histories:
        entered = first_days(question.pipeline, history, question.as_of)
        arrived = next((day for stage, day in entered if stage == counting_stage(question.pipeline)), None)
        if arrived is not None and left:
            left.remove(min(left, key=lambda day: (abs((day - arrived).days), day)))
    return left


def _wanted_a_day(question: Question) -> float:
    """What the aim supposes to come a day, in its own unit."""
    days = (question.aim.due_on - question.aim.began_on).days
    return max(question.aim.low or 1.0, 1e-9) / days


def _stage(question: Question, name: str) -> int:
    assert question.pipeline is not None  # noqa: S101  only asked with a pipeline
    known = question.pipeline.stages[: counting_stage(question.pipeline)]
    if name not in known:
        raise QuestionRefused(
            "“{stage}” is no stage before {counts_at}. There are: {stages}.",
            stage=name,
            counts_at=question.pipeline.counts_at,
            stages=", ".join(known),
        )
    return known.index(name)
