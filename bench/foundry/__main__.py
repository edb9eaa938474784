"""`make bench-foundry`: every measure in turn, each in a process of its own, so that none warms another."""

from __future__ import annotations

from bench.running import run_each

MEASURES = (
    "records",
    "mrna",
    "front",
    "genes",
    "fragments",
    "guides",
    "verification",
    "screening",
    "assembly",
    "cluster",
)
run_each("bench.foundry", MEASURES)
