"""`xiandao worker` and `xiandao runs`: the process that computes, and what there is to compute."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from datetime import timedelta
from types import FrameType
from typing import Final

import click
from django.db import close_old_connections
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from xiandao.zone.runs.operations.recovering import take_up
from xiandao.zone.runs.operations.work import WorkerStopping
from xiandao.zone.runs.operations.workers import named_worker
from xiandao.zone.runs.queries.computations import code_version, computations

LOOKS_EVERY_S: Final = 1.0
TAKES_UP_EVERY_S: Final = 15.0
OLD: Final = timedelta(days=14)


@click.command()
@click.option("--until-stdin-ends", is_flag=True, help="Stop when whoever started this is gone.")
def worker(until_stdin_ends: bool) -> None:
    """Compute what is queued, until told to stop; what runs then goes back to the queue."""
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        raise click.ClickException("These settings compute at once; there is no queue for a worker.")
    stop = _Stop()
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, stop.now)
    if until_stdin_ends:
        threading.Thread(target=_follow_stdin, daemon=True).start()
    with named_worker() as name, contextlib.suppress(WorkerStopping):  # asked between two runs
        _work(name, stop)


@click.command()
def runs() -> None:
    """List what may run, with the version of the code that would carry it out."""
    click.echo(f"code {code_version()}")
    for computation in computations():
        click.echo(f"{computation.key:<40} {computation.title}")


class _Stop:
    """Turns a signal into an end: at once where something runs, so that it is put back."""

    asked = False

    def now(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Ask once; the second signal finds the worker busy putting its run back."""
        if not self.asked:
            self.asked = True
            raise WorkerStopping


def _work(name: str, stop: _Stop) -> None:
    """Take up what dead workers left, then one run after the other."""
    next_look = 0.0
    while not stop.asked:
        if time.monotonic() >= next_look:
            take_up(at=timezone.now())
            _forget_old_tasks()
            next_look = time.monotonic() + TAKES_UP_EVERY_S
        if DBTaskResult.objects.ready().exists():
            _one_run(name)
        else:
            close_old_connections()
            time.sleep(LOOKS_EVERY_S)


def _forget_old_tasks() -> None:
    """The queue's own rows, once their run has long ended; the run keeps everything that matters."""
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - OLD).exclude(
        status=TaskResultStatus.READY
    ).delete()


def _one_run(name: str) -> None:
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=1,
        worker_id=name[:64],
        excluded_queue_names=[],
    ).run()


def _follow_stdin() -> None:
    """The web server holds the other end; when it is gone, however it went, this process ends too."""
    while os.read(sys.stdin.fileno(), 1):  # unbuffered: a buffer's lock would stop this process's own end
        pass
    signal.raise_signal(signal.SIGTERM)
