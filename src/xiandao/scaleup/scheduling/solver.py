"""The solver, loaded when a schedule is asked for: a process that only serves pages never pays for it."""

from __future__ import annotations

from typing import Any


def cp() -> Any:
    """OR-tools' module of CP-SAT."""
    from ortools.sat.python import cp_model

    return cp_model


def new_solver() -> Any:
    """A solver that leaves Ctrl-C to its process; of itself it would take Python's handler away for good."""
    solver: Any = cp().CpSolver()
    solver.parameters.catch_sigint_signal = False
    return solver
