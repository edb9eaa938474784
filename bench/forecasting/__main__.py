"""`python -m bench.forecasting [zones]`: coverage, CRPS, Brier score; writes the table."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from bench.forecasting.zones import zone
from bench.running import MEASUREMENTS, keep
from xiandao.forecasting import (
    METHOD,
    Change,
    FasterStage,
    MoreSubjects,
    brier,
    crps,
    final_values,
    forecast,
    linear,
    poisson,
)

PAGE: Final = MEASUREMENTS / "forecasting.md"
ZONES: Final = 600
FIRST: Final = 100_000  # the model's constants were chosen on zones below this one
DRAWS: Final = 2_000


@dataclass
class Scores:
    """The scores of one zone."""

    within50: bool
    within90: bool
    ours: float
    line: float
    rate: float
    brier_ours: float
    brier_line: float
    brier_rate: float


def score(seed: int) -> tuple[tuple[str, ...], Scores]:
    """Forecast a zone in three ways and hold each against what came."""
    found = zone(seed)
    question, actual = found.question, found.actual
    values = final_values(question, seed=seed, draws=DRAWS)
    rates, line = poisson(question, seed=seed, draws=DRAWS), linear(question)
    low = question.aim.low or 0.0
    met = actual >= low
    inner, outer = np.percentile(values, [25, 75]), np.percentile(values, [5, 95])
    return found.slices, Scores(
        bool(inner[0] <= actual <= inner[1]),
        bool(outer[0] <= actual <= outer[1]),
        crps(values, actual),
        abs(line - actual),
        crps(rates, actual),
        brier(float(np.mean(values >= low)), met),
        brier(float(line >= low), met),
        brier(float(np.mean(rates >= low)), met),
    )


def row(name: str, scores: list[Scores]) -> str:
    """One line of the table."""

    def mean(field: str) -> float:
        return float(np.mean([getattr(one, field) for one in scores]))

    better = 1 - mean("ours") / mean("line")
    return (
        f"| {name} | {len(scores)} | {mean('within50'):.1%} | {mean('within90'):.1%} "
        f"| {mean('ours'):.2f} | {mean('line'):.2f} | {mean('rate'):.2f} | {better:.0%} "
        f"| {mean('brier_ours'):.3f} | {mean('brier_line'):.3f} | {mean('brier_rate'):.3f} |"
    )


def what_if_time() -> str:
    """How long a what-if takes beside the plain forecast, on a rich zone."""
    found = next(
        one
        for one in (zone(seed) for seed in range(FIRST, FIRST + 400))
        if one.question.pipeline and len(one.question.histories) > 120
    )
    question = found.question
    stage = question.pipeline.stages[0] if question.pipeline else ""
    changes: list[Change] = [
        FasterStage(stage, 0.8),
        MoreSubjects(stage, 2, question.as_of + timedelta(days=60)),
    ]
    times = []
    for some in (list[Change](), changes):
        began = time.perf_counter()
        forecast(question, seed=1, changes=some)
        times.append(time.perf_counter() - began)
    return (
        f"A what-if on a zone with {len(question.histories)} histories: {times[1]:.2f} s "
        f"({times[1] / times[0]:.1f} times the plain forecast; both with 4,000 draws)."
    )


def main() -> None:
    """Score the zones and write the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ZONES
    first = FIRST if len(sys.argv) < 3 else int(sys.argv[2])
    by_slice: dict[str, list[Scores]] = defaultdict(list)
    everything: list[Scores] = []
    for seed in range(first, first + count):
        slices, scores = score(seed)
        everything.append(scores)
        for name in slices:
            by_slice[name].append(scores)
    lines = [
        "# Calibration of the forecasts",
        "",
        f"Printed by `make bench-forecast`: {count} invented zones (`bench/forecasting/zones.py`), method",
        f"`{METHOD}`, {DRAWS} draws each. `line` goes on as on average, `rate` is Poisson at the average",
        "rate. Goals: the 90 % range holds 87-93 % of what came; CRPS at least 25 % below that of the line.",
        "",
        "| zones | n | in 50 % | in 90 % | CRPS | line | rate | better than line | Brier | line | rate |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        row("all", everything),
        *(row(name, scores) for name, scores in sorted(by_slice.items())),
        "",
        what_if_time(),
    ]
    print("\n".join(lines))
    if first == FIRST and count >= ZONES:
        keep("\n".join(lines) + "\n", PAGE)


if __name__ == "__main__":
    main()
