"""A run whose worker died is taken up again, from the last step that it kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.carrying import carry_out
from xiandao.zone.runs.operations.workers import is_dead
from xiandao.zone.runs.rules import MOST_ATTEMPTS, RunState, after_death

DIED: Final = gettext_noop("The worker died {times} times while it computed this. It is not tried again.")


def take_up(*, at: datetime) -> int:
    """Queue every running run whose worker is gone; how many there were."""
    taken = 0
    for number, worker, heard_at in Run.objects.filter(state=RunState.RUNNING).values_list(
        "pk", "worker", "heard_at"
    ):
        if is_dead(worker, heard_at, at):
            taken += _take_up(number, worker, at)
    return taken


@transaction.atomic
def _take_up(number: int, worker: str, at: datetime) -> int:
    run = Run.objects.select_for_update().filter(pk=number, state=RunState.RUNNING, worker=worker).first()
    if run is None:
        return 0
    state = after_death(attempts=run.attempts, cancel_asked=run.cancel_asked_at is not None)
    run.state, run.worker = state, ""
    if state != RunState.QUEUED:
        run.ended_at = at
    if state == RunState.FAILED:
        run.said, run.said_values = DIED, {"times": MOST_ATTEMPTS}
    run.save(update_fields=["state", "worker", "ended_at", "said", "said_values"])
    if state == RunState.QUEUED:
        carry_out.enqueue(run.pk)
    return 1
