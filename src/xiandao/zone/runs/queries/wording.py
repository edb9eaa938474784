"""How a run is told to a reader: its title, its sentence, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from xiandao.kernel.sentences import sentence_from
from xiandao.zone.face.api import say
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.queries.computations import title_of
from xiandao.zone.runs.rules import RunState


@dataclass(frozen=True, slots=True)
class Told:
    """A run in words."""

    run: Run
    readable: bool
    computation: str
    title: str
    sentence: str
    percent: int
    took_s: float | None
    stopping: bool  # a cancel was asked for, and the computation has not yet noticed


def told(run: Run, *, readable: bool) -> Told:
    """The run in the reader's language; who may not read it learns what it is and how it stands."""
    computation = gettext(title_of(run.what))
    return Told(
        run=run,
        readable=readable,
        computation=computation,
        title=(run.title if readable else "") or computation,
        sentence=sentence_of(run) if readable else "",
        percent=round(100 * run.progress),
        took_s=_seconds(run),
        stopping=run.state == RunState.RUNNING and run.cancel_asked_at is not None,
    )


def sentence_of(run: Run) -> str:
    """What the computation said last, or why it failed."""
    if not run.said:
        return ""
    try:
        return say(sentence_from({"template": run.said, "values": run.said_values}))
    except (KeyError, IndexError, ValueError):  # a sentence of an older version with other blanks
        return gettext(run.said)


def _seconds(run: Run) -> float | None:
    if run.started_at is None:
        return None
    took: timedelta = (run.ended_at or timezone.now()) - run.started_at
    return round(max(took.total_seconds(), 0.0), 1)
