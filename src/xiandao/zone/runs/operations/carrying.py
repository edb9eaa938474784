"""Carrying a run out: what the worker does between taking it from the queue and keeping what came out."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.work import (
    LONGEST_SENTENCE,
    RunCancelled,
    RunLost,
    RunWork,
    WorkerStopping,
)
from xiandao.zone.runs.operations.workers import this_worker
from xiandao.zone.runs.queries.computations import code_version, computation_named
from xiandao.zone.runs.rules import Done, RunState, frozen, storable

log = logging.getLogger(__name__)
BROKE: Final = gettext_noop("The computation broke ({fault}). The server's log has the particulars.")
CHANGED: Final = gettext_noop("The inputs are no longer those that were frozen; nothing was computed.")


class RunInputsRefused(Refusal):
    """The inputs in the database are not those that were frozen."""


@task
def carry_out(number: int) -> None:
    """Carry out a run that is still waiting, and keep its end whatever it is."""
    run = _taken(number)
    if run is None:
        return
    try:
        _attempt(run)
    except RunLost:
        log.warning("run %s was taken up by another worker; this one stops", number)


def _attempt(run: Run) -> None:
    """Compute, and keep how it ended. Raises RunLost where the run is no longer this attempt's."""
    try:
        _compute(run)
    except RunCancelled:
        _end(run, RunState.CANCELLED, None)
    except (RunLost, KeyboardInterrupt):
        raise
    except WorkerStopping:
        _back_to_the_queue(run)
        raise
    except Refusal as refusal:
        _end(run, RunState.FAILED, refusal.template, refusal.values)
    except BaseException as fault:  # whatever a computation raises, an exit too, its run must end
        log.exception("run %s (%s) broke", run.pk, run.what)
        _end(run, RunState.FAILED, BROKE, {"fault": type(fault).__name__})


def _taken(number: int) -> Run | None:
    """The run, now this worker's; None where it was cancelled, or somebody else has it."""
    now = timezone.now()
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=number, state=RunState.QUEUED).first()
        if run is None:
            return None
        version = code_version()
        if run.code_version != version:
            run.steps.all().delete()  # kept by other code: they may not mean the same
        run.state, run.started_at, run.heard_at = RunState.RUNNING, now, now
        run.attempts += 1
        run.worker, run.code_version = this_worker(), version
        run.said, run.said_values, run.progress = "", {}, 0
        run.save()
    return run


def _compute(run: Run) -> None:
    computation = computation_named(run.what)
    if frozen(run.inputs, "inputs")[1] != run.inputs_sha256:
        raise RunInputsRefused(CHANGED)
    result, digest = frozen(dict(computation.compute(run.inputs, RunWork(run))), "result")
    with transaction.atomic():
        _end(run, RunState.DONE, "", progress=1, result=result, result_sha256=digest)
        if computation.when_done is not None:
            computation.when_done(Done(run.pk, run.inputs, result))


def _end(
    run: Run, state: RunState, said: str | None, values: dict[str, Any] | None = None, **more: Any
) -> None:
    """Keep how it ended, unless the run is no longer this attempt's; None leaves the last sentence."""
    if said is not None:
        told = {name: kept(value) for name, value in (values or {}).items()}
        more |= {"said": said[:LONGEST_SENTENCE], "said_values": storable(told)}
    changed = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts).update(
        state=state, ended_at=timezone.now(), **more
    )
    if not changed:
        raise RunLost


def _back_to_the_queue(run: Run) -> None:
    """The worker stops with the house: the run waits, and does not count this attempt against itself."""
    changed = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts).update(
        state=RunState.QUEUED, attempts=run.attempts - 1, worker=""
    )
    if changed:
        carry_out.enqueue(run.pk)
