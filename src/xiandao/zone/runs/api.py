"""The door of the runs room."""

from __future__ import annotations

from xiandao.zone.runs.models import Run, RunFile
from xiandao.zone.runs.operations.recovering import take_up
from xiandao.zone.runs.operations.starting import RunRefused, cancel_run, run_again, start_by_hand, start_run
from xiandao.zone.runs.permissions import RunAccessRefused, can_read_run, check_reads_run
from xiandao.zone.runs.queries.computations import (
    ComputationMissing,
    code_version,
    computation_named,
    computations,
)
from xiandao.zone.runs.queries.runs import (
    RunMissing,
    file_of,
    has_ended,
    run_numbered,
    runs_numbered,
    runs_of,
)
from xiandao.zone.runs.rules import Computation, Done, PayloadRefused, RunState, Work

__all__ = [
    "Computation",
    "ComputationMissing",
    "Done",
    "PayloadRefused",
    "Run",
    "RunAccessRefused",
    "RunFile",
    "RunMissing",
    "RunRefused",
    "RunState",
    "Work",
    "can_read_run",
    "cancel_run",
    "check_reads_run",
    "code_version",
    "computation_named",
    "computations",
    "file_of",
    "has_ended",
    "run_again",
    "run_numbered",
    "runs_numbered",
    "runs_of",
    "start_by_hand",
    "start_run",
    "take_up",
]
