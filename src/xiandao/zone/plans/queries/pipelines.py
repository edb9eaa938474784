"""What is on its way to a target, stage by stage, and the claims that count for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from xiandao.forecasting import Forecast
from xiandao.zone.evidence.api import ExplanationLine, StageHistory, explanation, vocabulary
from xiandao.zone.plans.queries.forecasts import asked
from xiandao.zone.plans.queries.snapshot import Snapshot, TargetView

MOST_WAITING = 12  # by name on the target's page; the evidence room has them all
MOST_CLAIMS = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage before the one that counts: what waits there, and what it would bring to be quicker."""

    key: str
    zh: str
    en: str
    waiting: int
    subjects: tuple[StageHistory, ...]
    gain: float  # how much the chance would rise if this stage took half as long


def stages_of(seen: Snapshot, target: TargetView, forecast: Forecast | None) -> tuple[Stage, ...]:
    """The pipeline of a target on the snapshot's day; nothing where its indicator names none."""
    if forecast is None or not target.can_be_forecast:
        return ()
    found = asked(seen, target)
    if found.question.pipeline is None:
        return ()
    gains = {effect.stage: effect.gain for effect in forecast.holding_back}
    now: dict[str, list[StageHistory]] = {}
    for history in found.histories:
        if history.left_on is None and history.steps:
            now.setdefault(history.steps[-1][0], []).append(history)
    waiting = Counter({stage: len(subjects) for stage, subjects in now.items()})
    counts_at = found.question.pipeline.counts_at
    return tuple(
        Stage(
            stage.key,
            stage.zh,
            stage.en,
            waiting[stage.key],
            tuple(now.get(stage.key, ())[:MOST_WAITING]),
            gains.get(stage.key, 0.0),
        )
        for stage in vocabulary().pipelines[found.pipeline].stages
        if stage.key in found.question.pipeline.stages and stage.key != counts_at
    )


def claims_behind(target: TargetView, as_of: date) -> tuple[ExplanationLine, ...]:
    """The latest claims that count for a target; the indicator's page has all of them, and the others."""
    version = target.counted.version
    if version is None:
        return ()
    return explanation(version, as_of=as_of, part="counted").lines[:MOST_CLAIMS]
