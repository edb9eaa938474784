"""Where the rooms keep what they compute in the background. Nothing else ever runs."""

from __future__ import annotations

COMPUTATIONS = ("xiandao.zone.runs.tasks.COMPUTATIONS", "xiandao.zone.lab.tasks.COMPUTATIONS")
COMPUTATIONS = ("xiandao.zone.runs.tasks.COMPUTATIONS", "xiandao.zone.pilot.tasks.COMPUTATIONS")
