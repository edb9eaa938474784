"""Where a run stands, and what may come after."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

MOST_ATTEMPTS: Final = 3  # a computation that kills its worker three times will do so again


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


NEXT: Final[Mapping[RunState, frozenset[RunState]]] = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.CANCELLED}),
    # back to the queue: its worker was stopped or died
    RunState.RUNNING: frozenset({RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.QUEUED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}
ENDED: Final = frozenset(state for state, following in NEXT.items() if not following)


def may_become(now: RunState, then: RunState) -> bool:
    """Whether a run may pass from one state to the other."""
    return then in NEXT[now]


def after_death(*, attempts: int, cancel_asked: bool) -> RunState:
    """What becomes of a running run whose worker died in its attempt number `attempts`."""
    if cancel_asked:
        return RunState.CANCELLED
    return RunState.QUEUED if attempts < MOST_ATTEMPTS else RunState.FAILED
