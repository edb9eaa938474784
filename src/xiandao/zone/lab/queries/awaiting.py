"""Something and the run that leaves its outcome there, so that the one never says less than the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from xiandao.zone.runs.api import Run, has_ended, runs_numbered


class Awaiting(Protocol):
    """Names the run that it waits for, or waited for."""

    run: int | None


Kept = TypeVar("Kept", bound=Awaiting)


def with_its_run(read: Callable[[], Kept], waits: Callable[[Kept], bool]) -> tuple[Kept, Run | None]:
    """What is read, and the run that it waits or just waited for. The caller has checked who asks.

    A run and what it leaves are kept in one transaction, but they are read one after the other. So where the
    run has ended, what it left is read once more; else a page would say of a run that came to its end between
    the two readings that it is done and left nothing, and would not look again.
    """
    found, run = read(), None
    while waits(found) and found.run is not None and (run is None or run.pk != found.run):
        run = runs_numbered([found.run]).get(found.run)
        if run is None:
            break
        if has_ended(run):
            found = read()
    return found, run
