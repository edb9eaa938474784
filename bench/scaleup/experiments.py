"""`python -m bench.scaleup.experiments`: response surfaces beside Bayesian optimisation beside chance.

Invented processes of two to four factors, with noise and with kinds and a constraint, on small budgets and
several seeds. What counts is the true value of the settings that a way ends with. `--write` keeps the page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.scaleup.experiments import Campaign, Factor, Kind, Space, by_chance, by_learning, by_surfaces

PAGE: Final = MEASUREMENTS / "scaleup-experiments.md"
SEEDS: Final = 6
BATCH: Final = 4
HEADING: Final = """# A better process on a small budget

Written by `python -m bench.scaleup.experiments --write`; do not edit. Invented processes with the greatest
value known; a run is measured with noise. Each way has the same budget, in batches of {batch}, {seeds} seeds.
The figure is the true value of the settings a way ends with, in per cent of the greatest: mean (least).

"""
Settings = Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Process:
    """A space, its true value, the greatest of it, the noise of a run and the budgets."""

    name: str
    space: Space
    value: Callable[[Settings], float]
    greatest: float
    noise: float
    budgets: tuple[int, ...]


def hill(settings: Settings) -> float:
    """A leaning hill."""
    x, y = float(settings["x"]) - 0.4, float(settings["y"]) + 0.3
    return float(np.exp(-(x**2 + y**2 + x * y)))


def ridge(settings: Settings) -> float:
    """A curved ridge, which no quadratic follows."""
    x, y = float(settings["x"]), float(settings["y"])
    return float(1 / (1 + 4 * (y - x**2 + 0.4) ** 2 + 0.5 * (x - 0.5) ** 2))


def two_hills(settings: Settings) -> float:
    """A broad hill and a higher, narrow one."""
    x, y = float(settings["x"]), float(settings["y"])
    broad = 0.7 * np.exp(-((x + 0.4) ** 2 + (y + 0.4) ** 2))
    return float(max(broad, np.exp(-8 * ((x - 0.6) ** 2 + (y - 0.6) ** 2))))


def four(settings: Settings) -> float:
    """Four factors, two of which trade."""
    a, b, c, d = (float(settings[name]) for name in ("x", "y", "z", "w"))
    return float(np.exp(-((a - 0.3) ** 2 + (b + 0.2) ** 2 + 0.6 * (c - 0.5) ** 2 + 0.3 * d**2 + 0.8 * a * b
                          + 0.048)))  # fmt: skip


def mixed(settings: Settings) -> float:
    """A hill that stands elsewhere in the better medium."""
    shift, more = (0.4, 0.0) if settings["medium"] == "minimal" else (-0.2, 0.15)
    x, y = float(settings["x"]) - shift, float(settings["y"]) - 0.5
    return float(0.85 * np.exp(-(1.2 * x**2 + y**2)) + more)


def together(settings: Settings) -> bool:
    """What oxygen allows of both factors."""
    return float(settings["x"]) + float(settings["y"]) <= 0.6


def space(*names: str) -> Space:
    """Factors from -1 to 1."""
    return Space(tuple(Factor(name, -1.0, 1.0) for name in names))


def processes() -> tuple[Process, ...]:
    """The processes, each with its greatest value from a dense look."""
    plane = space("x", "y")
    kinds = Space(
        (Factor("x", -1.0, 1.0, step=0.1), Factor("y", -1.0, 1.0)),
        (Kind("medium", ("minimal", "rich")),),
        (together,),
    )
    made = (
        ("hill, 2 factors", plane, hill, (8, 12, 20)),
        ("curved ridge, 2 factors", plane, ridge, (8, 12, 20)),
        ("two hills, 2 factors", plane, two_hills, (12, 20)),
        ("hill, 4 factors", space("x", "y", "z", "w"), four, (20, 28)),
        ("2 factors, 2 media, a constraint", kinds, mixed, (12, 20)),
    )
    return tuple(
        Process(
            name, here, value, max(value(here.settings(row)) for row in here.sample(8192, seed=0)), 0.02, many
        )
        for name, here, value, many in made
    )


def reached(process: Process, way: Callable[..., Campaign], budget: int) -> list[float]:
    """Shares of the greatest value that a way comes to, a seed each."""
    told = []
    for seed in range(SEEDS):
        chance = np.random.default_rng(1000 + seed)

        def measure(settings: Settings, chance: np.random.Generator = chance) -> float:
            return process.value(settings) + process.noise * float(chance.normal())

        more = {} if way is by_chance else {"batch": BATCH}
        told.append(process.value(way(process.space, measure, budget, seed=seed, **more).chosen))
    return [one / process.greatest for one in told]


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    lines = [HEADING.format(batch=BATCH, seeds=SEEDS)]
    lines.append(f"{machine()}. Noise of a run: 0.02.\n\n")
    lines.append("| process | runs | response surfaces | Bayesian optimisation | random |\n")
    lines.append("| --- | ---: | ---: | ---: | ---: |\n")
    seconds = dict.fromkeys(("surfaces", "learning"), 0.0)
    campaigns = 0
    better = 0
    for process in processes():
        for budget in process.budgets:
            cells, means = [], []
            for name, way in (("surfaces", by_surfaces), ("learning", by_learning), ("", by_chance)):
                began = time.perf_counter()
                found = reached(process, way, budget)
                if name:
                    seconds[name] += time.perf_counter() - began
                means.append(float(np.mean(found)))
                cells.append(f"{100 * means[-1]:.1f} ({100 * min(found):.0f})")
            campaigns += 1
            better += means[0] > means[1]
            lines.append(f"| {process.name} | {budget} | {' | '.join(cells)} |\n")
            print(lines[-1], end="", flush=True)
    each = {name: one / campaigns / SEEDS for name, one in seconds.items()}
    lines.append(
        f"\nResponse surfaces end higher than Bayesian optimisation in {better} of {campaigns} rows. "
        f"A campaign takes {each['surfaces']:.1f} s and {each['learning']:.1f} s of reckoning.\n"
    )
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
