"""How likely each target is to be met, from the ledger: asked on a day, kept until the ledger moves on."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.cache import cache

from xiandao.forecasting import (
    Aim,
    Backtest,
    Change,
    Forecast,
    History,
    Observed,
    Pipeline,
    Question,
    Step,
    backtest,
    forecast,
)
from xiandao.zone.evidence.api import IndicatorVersion, StageHistory, head, histories, series, vocabulary
from xiandao.zone.plans.queries.counting import VERIFIED
from xiandao.zone.plans.queries.snapshot import Snapshot, TargetView
from xiandao.zone.plans.rules.counting import in_unit
from xiandao.zone.plans.rules.standing import lowest_met

KEPT_SECONDS: Final = 7 * 24 * 3600
QUARTER: Final = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a forecast was asked, with the histories in the pipeline behind it."""

    question: Question
    pipeline: str
    histories: tuple[StageHistory, ...]


def asked(seen: Snapshot, target: TargetView) -> Asked:
    """The question that the ledger lets us ask of a target on the snapshot's day."""
    version = target.counted.version
    began_on = date(seen.edition.period_start, 1, 1)
    low, high, due_on = lowest_met(target.goal), target.goal.high, target.goal.due_on
    if low is None or due_on is None:
        raise ValueError(
            f"{target.key} asks for no number by a day"
        )  # callers look at target.can_be_forecast first
    name, pipeline, found = _pipeline(version, seen.as_of)
    question = Question(
        as_of=seen.as_of,
        aim=Aim(
            low=float(low),
            high=None if high is None else float(high),
            due_on=due_on,
            began_on=began_on,
        ),
        observed=_observed(target, began_on, seen.as_of),
        pipeline=pipeline,
        histories=tuple(_history(history) for history in found),
    )
    return Asked(question, name, tuple(found))


def forecast_of(seen: Snapshot, target: TargetView, *, changes: Sequence[Change] = ()) -> Forecast | None:
    """The forecast of one target; with changes it answers a what-if and is not kept."""
    if not target.can_be_forecast:
        return None
    if changes:
        return forecast(asked(seen, target).question, seed=_seed(seen, target), changes=changes)
    key = _keys(seen, [target])[target.id]
    known: Forecast | None = cache.get(key)
    if known is None:
        known = forecast(asked(seen, target).question, seed=_seed(seen, target))
        cache.set(key, known, KEPT_SECONDS)
    return known


def forecasts_ready(seen: Snapshot) -> dict[int, Forecast]:
    """The forecasts that need no computing now, in one query: for pages that must be quick."""
    targets = [target for target in seen.targets if target.can_be_forecast]
    keys = _keys(seen, targets)
    kept = cache.get_many(keys.values())
    return {target: kept[key] for target, key in keys.items() if key in kept}


def forecasts(seen: Snapshot) -> dict[int, Forecast]:
    """Every forecast of a plan, computed where it is not kept."""
    found = ((target.id, forecast_of(seen, target)) for target in seen.targets)
    return {target: made for target, made in found if made is not None}


def looked_back(seen: Snapshot, target: TargetView) -> Backtest | None:
    """What the forecasts of past quarters said of the snapshot's day, against what came."""
    if not target.can_be_forecast or target.value is None:
        return None
    now = asked(seen, target)
    first, last = now.question.aim.began_on + QUARTER, seen.as_of - QUARTER
    days = [first + QUARTER * number for number in range(max(0, (last - first) // QUARTER + 1))]
    if not days:
        return None
    return backtest(
        lambda day: _as_of(now.question, day), days, float(target.value), seed=_seed(seen, target)
    )


def value_days(seen: Snapshot, target: TargetView) -> list[tuple[date, float]]:
    """The value after each day on which it moved, from the plan's first day to the snapshot's."""
    running, found = 0.0, []
    for addition in _observed(target, date(seen.edition.period_start, 1, 1), seen.as_of):
        running += addition.amount
        found.append((addition.day, running))
    return found


def _as_of(question: Question, day: date) -> Question:
    """The question as it could have been asked on an earlier day of the value on this day."""
    return Question(
        as_of=day,
        aim=Aim(
            low=question.aim.low,
            high=question.aim.high,
            due_on=question.as_of,
            began_on=question.aim.began_on,
        ),
        observed=tuple(seen for seen in question.observed if seen.day <= day),
        pipeline=question.pipeline,
        histories=tuple(
            _history_until(history, day) for history in question.histories if _begun(history, day)
        ),
    )


def _begun(history: History, day: date) -> bool:
    return any(step.entered_on <= day for step in history.steps)


def _history_until(history: History, day: date) -> History:
    return History(
        subject=history.subject,
        label=history.label,
        steps=tuple(step for step in history.steps if step.entered_on <= day),
        left_on=history.left_on if history.left_on is not None and history.left_on <= day else None,
        amount=history.amount,
    )


def _observed(target: TargetView, began_on: date, as_of: date) -> tuple[Observed, ...]:
    """The dated additions to the value that is judged; what came before the plan counts on its first day."""
    version = target.counted.version
    if version is None:
        return tuple(
            Observed(max(figure.happened_on, began_on), float(figure.quantity)) for figure in target.figures
        )
    additions, before = [], 0.0
    sure = version.definition["confidence"] == VERIFIED
    for day in series(version, since=began_on, until=as_of):
        running = in_unit(
            day.verified if sure else day.claimed, version.definition["unit"]["en"], target.revision.unit
        )
        additions.append(Observed(max(day.day, began_on), float(running) - before))
        before = float(running)
    return tuple(addition for addition in additions if addition.amount)


def _pipeline(
    version: IndicatorVersion | None, as_of: date
) -> tuple[str, Pipeline | None, Sequence[StageHistory]]:
    chosen = version.definition.get("pipeline") if version is not None else None
    if not chosen:
        return "", None, ()
    name = str(chosen["name"])
    stages = tuple(stage.key for stage in vocabulary().pipelines[name].stages)
    counts_at = str(chosen["counts_at"])
    stages = stages[: stages.index(counts_at) + 1]  # what comes after it counts already
    return name, Pipeline(name, stages, counts_at), histories(name, as_of=as_of)


def _history(found: StageHistory) -> History:
    return History(
        subject=found.subject,
        label=found.label,
        steps=tuple(Step(stage, day) for stage, day in found.steps),
        left_on=found.left_on,
    )


def _keys(seen: Snapshot, targets: Iterable[TargetView]) -> dict[int, str]:
    number, _ = head()
    return {
        target.id: f"forecast/{target.id}/{target.revision.pk}/{version.pk if version else 0}"
        f"/{seen.as_of.isoformat()}/{number}"
        for target in targets
        for version in [target.counted.version]
    }


def _seed(seen: Snapshot, target: TargetView) -> int:
    return zlib.crc32(f"{seen.plan.slug}/{target.key}".encode())
