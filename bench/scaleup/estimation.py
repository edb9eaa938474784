"""`python -m bench.scaleup.estimation`: parameters found again at stated noise, and the soft sensor.

Beside scipy's least_squares over the same equations as a plain twin, and lmfit where it is installed: the
same data, each from the same place. `--write` keeps the page.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from scipy.optimize import least_squares
from scipy.stats import norm

from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.scaleup.estimation import Measured, SoftSensor, estimate, experiment_of, intervals, track
from xiandao.scaleup.estimation.likelihood import Experiment, Values
from xiandao.scaleup.kinetics import Feed, Operation, Start, Strain, Stream, changed, simulate, storing

PAGE: Final = MEASUREMENTS / "scaleup-estimation.md"
STRAIN: Final = Strain(  # invented
    growth=0.3, half_carbon=0.5, inhibiting_carbon=80.0, half_nitrogen=0.1, most_product=150.0,
    with_growth=0.05, without_growth=0.12, short_nitrogen=0.05, full=3.0, yield_biomass=0.5,
    yield_product=0.4, maintenance=0.01,
)  # fmt: skip
FREE: Final = {"growth": (0.05, 1.0), "without_growth": (0.01, 1.0), "yield_biomass": (0.2, 0.75)}
TRUE: Final = {"growth": 0.3, "without_growth": 0.12, "yield_biomass": 0.5}
SPREAD: Final = {"biomass": 0.15, "product": 0.15, "carbon": 0.3, "nitrogen": 0.02}
HOURS: Final = np.linspace(3.0, 30.0, 10)
SEEDS: Final = 30
LEVEL: Final = 0.95
FIRST: Final = {"growth": 0.15, "without_growth": 0.05, "yield_biomass": 0.35}
HEADING: Final = """# Parameters found again

Written by `python -m bench.scaleup.estimation --write`; do not edit. An invented storing strain, a batch and
a fed-batch of ten samples each, normal errors of {errors} g/L
({names}), {seeds} seeds. Every way gets the same data and begins at half of
the truth or so. Coverage: how often the intervals at {level:.0f} % hold the truth. Off: root mean square of
the relative error.

"""


def experiments(seed: int) -> list[Experiment]:
    """Two runs with their noise."""
    chance = np.random.default_rng(seed)
    found = []
    for name, start, feed in (
        ("batch", Start(0.5, 30.0, 0.8, 3.0), None),
        ("fed", Start(0.5, 10.0, 1.0, 2.0), Feed(300.0, 0.0, 0.02, from_h=8.0)),
    ):
        told = simulate(STRAIN, start, until_h=30.0, feed=feed, at_h=HOURS)
        seen = {key: getattr(told, key) + chance.normal(0, size, len(HOURS)) for key, size in SPREAD.items()}
        found.append(experiment_of(STRAIN, Measured(name, start, HOURS, seen, SPREAD, feed)))
    return found


Told = Mapping[str, tuple[float, float | None, float | None]]


def ours(some: list[Experiment]) -> Told:
    """Maximum likelihood and profile likelihood."""
    found = estimate(some, FREE, starts=1, first=FIRST)
    told = intervals(found, some, level=LEVEL)
    return {one.name: (one.value, one.low, one.high) for one in told}


def residuals(some: list[Experiment], parameters: Mapping[str, float]) -> Values:
    """(told - seen) / spread."""
    off = []
    for one in some:
        told = one.predict(parameters)
        off += [(told[name] - values) / one.errors[name].of(values) for name, values in one.seen.items()]
    return np.concatenate(off)


def twin(some: list[Experiment]) -> Told:
    """scipy's least_squares over the parameters themselves, intervals from the curvature at the best fit."""
    names = list(FREE)
    solved = least_squares(
        lambda place: residuals(some, dict(zip(names, place.tolist(), strict=True))),
        [FIRST[name] for name in names],
        bounds=np.array([FREE[name] for name in names]).T,
        x_scale=[FIRST[name] for name in names],
        diff_step=1e-4,
    )
    spread = np.sqrt(np.diag(np.linalg.inv(solved.jac.T @ solved.jac)))
    factor = float(norm.ppf(0.5 + LEVEL / 2))
    return {
        name: (value, value - factor * size, value + factor * size)
        for name, value, size in zip(names, solved.x.tolist(), spread.tolist(), strict=True)
    }


def peer(some: list[Experiment]) -> Told:
    """lmfit's least squares, intervals from its standard errors."""
    lmfit: Any = importlib.import_module("lmfit")
    asked = lmfit.Parameters()
    for name, (low, high) in FREE.items():
        asked.add(name, value=FIRST[name], min=low, max=high)
    found = lmfit.minimize(
        lambda told: residuals(some, told.valuesdict()), asked, scale_covar=False, epsfcn=1e-8
    )
    factor = float(norm.ppf(0.5 + LEVEL / 2))
    return {
        name: (one.value, one.value - factor * one.stderr, one.value + factor * one.stderr)
        for name, one in found.params.items()
    }


def fits(lines: list[str]) -> None:
    """Every way on the same data."""
    ways = {"ours": ours, "least_squares": twin}
    there = importlib.util.find_spec("lmfit") is not None
    if there:
        ways["lmfit"] = peer
    lines.append("| way | parameter | off | coverage | mean width | s a fit |\n")
    lines.append("| --- | --- | ---: | ---: | ---: | ---: |\n")
    data = [experiments(seed) for seed in range(SEEDS)]
    for way, run in ways.items():
        began = time.perf_counter()
        told = [run(some) for some in data]
        seconds = (time.perf_counter() - began) / SEEDS
        for name, true in TRUE.items():
            off = np.array([one[name][0] / true - 1 for one in told])
            limits = np.array([[one[name][1] or np.nan, one[name][2] or np.nan] for one in told])
            held = (limits[:, 0] <= true) & (true <= limits[:, 1])
            width = float(np.nanmean(limits[:, 1] - limits[:, 0]) / true)
            lines.append(
                f"| {way} | {name} | {100 * np.sqrt((off**2).mean()):.2f} % "
                f"| {held.sum()} of {SEEDS} | {100 * width:.2f} % | {seconds:.2f} |\n"
            )
            print(lines[-1], end="", flush=True)
    if not there:
        lines.append("\nlmfit was not found on this machine.\n")
    low, high = (LEVEL * SEEDS + side * 2 * np.sqrt(SEEDS * LEVEL * (1 - LEVEL)) for side in (-1, 1))
    lines.append(
        f"\nA right interval at {100 * LEVEL:.0f} % holds {low:.0f} to {min(high, SEEDS):.0f} of {SEEDS}, "
        "nineteen times in twenty. Ours are profile likelihoods, which take several fits each.\n"
    )


def sensor(lines: list[str]) -> None:
    """Biomass and product from off-gas and base, against truths that differ from the model."""
    hours = np.arange(0.5, 24.1, 0.5)
    noise = {"our": 0.002, "cer": 0.002, "base": 0.0005}
    start = {"biomass": 0.6, "carbon": 25.0, "nitrogen": 1.2, "product": 0.1}
    operation = Operation(start, 2.0, 24.0, (Stream({"carbon": 300.0}, 0.02, 8.0, 20.0),))
    soft = SoftSensor(
        storing(STRAIN), operation,
        {"biomass": 0.05, "product": 0.05, "carbon": 0.1, "nitrogen": 0.005}, noise,
        {"biomass": 0.2 / 24.626},
    )  # fmt: skip
    plain = follow(soft, hours, start)
    errors: dict[str, list[list[float]]] = {"biomass": [], "product": []}
    for seed in range(12):
        chance = np.random.default_rng(seed)
        strain = changed(STRAIN, growth=0.3 * float(np.exp(0.1 * chance.normal())),
                         without_growth=0.12 * float(np.exp(0.15 * chance.normal())))  # fmt: skip
        true = SoftSensor(storing(strain), operation, soft.wander, noise, soft.base_of)
        first = {
            **start,
            "biomass": 0.6 * float(np.exp(0.1 * chance.normal())),
            "nitrogen": 1.2 + 0.05 * chance.normal(),
        }
        states = follow(true, hours, first)
        readings = np.array([true.signals(float(hour), one) for hour, one in zip(hours, states, strict=True)])
        readings += chance.normal(0, 1, readings.shape) * np.array(list(noise.values()))
        named = dict(zip(noise, readings.T, strict=True))
        spread = {"biomass": 0.1, "carbon": 1.0, "nitrogen": 0.1, "product": 0.05}
        tracks = [track(soft, hours, named, spread, unscented=one) for one in (True, False)]
        for name, told in errors.items():
            place = soft.names.index(name)
            rows = [plain[:, place], tracks[0][name], tracks[1][name]]
            told.append([float(np.sqrt(((row - states[:, place]) ** 2).mean())) for row in rows])
    lines.append("\n## The soft sensor\n\nTwelve runs of 24 h whose strain and start differ from the model "
                 "(growth 10 %, product 15 %, inoculum 10 %), OUR, CER and base each half hour with noise. "
                 "Root mean square error, g/L.\n\n")  # fmt: skip
    lines.append("| | model alone | unscented | extended |\n| --- | ---: | ---: | ---: |\n")
    for name, told in errors.items():
        alone, unscented, extended = np.mean(told, axis=0)
        lines.append(f"| {name} | {alone:.3f} | {unscented:.3f} | {extended:.3f} |\n")


def follow(soft: SoftSensor, hours: Values, start: Mapping[str, float]) -> Values:
    """The states of a model left to itself."""
    state = np.array([start[name] for name in soft.names])
    told, before = [], 0.0
    for hour in hours:
        state = soft.advance(before, float(hour), state)
        told.append(state)
        before = float(hour)
    return np.array(told)


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    lines = [
        HEADING.format(
            errors=", ".join(f"{one:g}" for one in SPREAD.values()), names=", ".join(SPREAD), seeds=SEEDS,
            level=100 * LEVEL,
        )
    ]  # fmt: skip
    lines.append(f"{machine()}.\n\n")
    fits(lines)
    sensor(lines)
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
