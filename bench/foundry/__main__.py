"""`make bench-foundry`: every measure in turn, each in a process of its own, so that none warms another."""

from __future__ import annotations

from bench.running import run_each

run_each("bench.foundry", ("mrna", "genes", "guides", "verification", "screening", "assembly"))
run_each("bench.foundry", ("mrna", "genes", "guides", "verification", "cluster"))
run_each("bench.foundry", ("mrna", "genes", "guides", "verification", "screening"))
run_each("bench.foundry", ("mrna", "genes", "fragments", "guides", "verification"))
