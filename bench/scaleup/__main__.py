"""`make bench-scaleup`: every measure in turn, each in a process of its own, so that none warms another."""

from __future__ import annotations

from bench.running import run_each

run_each("bench.scaleup", ("economics", "schedule", "projects", "estimation", "experiments"))
