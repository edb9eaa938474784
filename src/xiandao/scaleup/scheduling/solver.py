"""The solver, loaded when a schedule is asked for: a process that only serves pages never pays for it."""

from __future__ import annotations

from typing import Any


def cp() -> Any:
    """OR-tools' module of CP-SAT."""
    from ortools.sat.python import cp_model

    return cp_model
