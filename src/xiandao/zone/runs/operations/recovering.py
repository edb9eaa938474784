"""A run whose worker died is taken up again, from the last step that it kept; none waits without a task."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.carrying import carry_out
from xiandao.zone.runs.operations.workers import is_dead
from xiandao.zone.runs.rules import MOST_ATTEMPTS, RunState, after_death

DIED: Final = gettext_noop("The worker died {times} times while it computed this. It is not tried again.")


def take_up(*, at: datetime) -> int:
    """Queue every running run whose worker is gone, and every waiting one that has no task; how many."""
    taken = 0
    for number, worker, heard_at in Run.objects.filter(state=RunState.RUNNING).values_list(
        "pk", "worker", "heard_at"
    ):
        if is_dead(worker, heard_at, at):
            taken += _take_up(number, worker, at)
    return taken + _queue_the_forgotten(at)


def _queue_the_forgotten(at: datetime) -> int:
    """A worker that ends between taking a task and taking its run leaves the run waiting for nobody.

    A second task for one run is harmless: only the first finds it waiting.
    """
    waiting = set(Run.objects.filter(state=RunState.QUEUED).values_list("pk", flat=True))
    if not waiting:
        return 0
    awaited = DBTaskResult.objects.filter(
        task_path=carry_out.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    for arguments, status, workers, begun in awaited.values_list(
        "args_kwargs", "status", "worker_ids", "started_at"
    ):
        if status == TaskResultStatus.READY or not (workers and is_dead(workers[-1], begun, at)):
            waiting.difference_update(arguments["args"])
    for number in sorted(waiting):
        carry_out.enqueue(number)
    return len(waiting)


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
