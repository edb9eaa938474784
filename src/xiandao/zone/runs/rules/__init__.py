"""Pure decisions of the runs room: states, what a computation is, what inputs and results may be."""

from __future__ import annotations

from xiandao.zone.runs.rules.computations import Computation, Done, Work
from xiandao.zone.runs.rules.payloads import LARGEST_BYTES, PayloadRefused, frozen, storable
from xiandao.zone.runs.rules.states import ENDED, MOST_ATTEMPTS, NEXT, RunState, after_death, may_become

__all__ = [
    "ENDED",
    "LARGEST_BYTES",
    "MOST_ATTEMPTS",
    "NEXT",
    "Computation",
    "Done",
    "PayloadRefused",
    "RunState",
    "Work",
    "after_death",
    "frozen",
    "may_become",
    "storable",
]
