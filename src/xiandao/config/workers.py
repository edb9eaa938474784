"""The worker processes that stand beside the web server and end with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click
from django.conf import settings

LOOKS_EVERY_S: Final = 1.0
AT_MOST_EVERY_S: Final = 5.0  # one that cannot start is not started without a pause
ENDS_WITHIN_S: Final = 10.0  # for a run to be put back; then the worker is killed, and the run taken up later
COMMAND: Final = (sys.executable, "-m", "xiandao.config.commands", "worker", "--until-stdin-ends")


class Workers:
    """Some worker processes; one that dies is replaced, and takes up what the dead one left."""

    def __init__(self, number: int) -> None:
        self._ended = threading.Event()
        self._processes = [_started() for _ in range(number)]
        self._began = [time.monotonic()] * number
        self._watch = threading.Thread(target=self._replace_the_dead, daemon=True)
        self._watch.start()

    def end(self) -> None:
        """Ask each to stop, and wait until it has."""
        self._ended.set()
        self._watch.join()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()

    def _replace_the_dead(self) -> None:
        while not self._ended.wait(LOOKS_EVERY_S):
            for place, process in enumerate(self._processes):
                if process.poll() is not None and time.monotonic() - self._began[place] > AT_MOST_EVERY_S:
                    if process.stdin is not None:
                        process.stdin.close()
                    self._processes[place], self._began[place] = _started(), time.monotonic()


@contextmanager
def workers_beside(number: int) -> Iterator[None]:
    """Workers for as long as this lasts."""
    workers = Workers(number)
    try:
        yield
    finally:
        workers.end()


def wanted_workers() -> int:
    """How many XIANDAO_WORKERS asks for, one where it is not set; 0 where other machines compute."""
    said = os.environ.get("XIANDAO_WORKERS", "1").strip()
    if not said.isascii() or not said.isdigit():
        raise click.ClickException(f"XIANDAO_WORKERS is {said!r}; name a number from 0.")
    return int(said)


def _started() -> subprocess.Popen[bytes]:
    """A worker with our settings; the pipe to it closes with us, however we end, and ends it."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE, env=environment)  # noqa: S603
