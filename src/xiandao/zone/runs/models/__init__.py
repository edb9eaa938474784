"""The tables of the runs room."""

from __future__ import annotations

from xiandao.zone.runs.models.runs import Run, RunFile, RunStep

__all__ = ["Run", "RunFile", "RunStep"]
