"""One road from bench runs to the figures a board reads, with an example strain and example prices.

Everything in it is invented and says so; it shows how the parts are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from xiandao.scaleup.economics import (
    Books,
    Plant,
    Swing,
    Uncertain,
    flips,
    one_at_a_time,
    pilot_worth,
    plant,
    risked,
)
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.economics.decisions import Flip
from xiandao.scaleup.economics.risk import Worth
from xiandao.scaleup.estimation import Fit, Measured, fit
from xiandao.scaleup.flowsheets import Family, Parameter, family
from xiandao.scaleup.kinetics import Feed, Start, Strain, Trajectory, simulate

HIDDEN: Final = Strain(  # an example strain, of nobody
    growth=0.28, half_carbon=0.4, inhibiting_carbon=90.0, half_nitrogen=0.08, most_product=220.0,
    with_growth=0.05, without_growth=0.11, short_nitrogen=0.05, full=4.5, yield_biomass=0.48,
    yield_product=0.42, maintenance=0.008,
)  # fmt: skip
FREE: Final = {
    "growth": (0.05, 1.0),
    "without_growth": (0.01, 0.5),
    "yield_biomass": (0.2, 0.75),
    "yield_product": (0.2, 0.65),
}
SPREAD: Final = {"biomass": 0.3, "product": 0.5, "carbon": 0.5, "nitrogen": 0.02}
OTR: Final = 0.20  # mol/(L h) at 100 m3, an example
TURNAROUND: Final = 12.0  # h, an example


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """Each step's result, in order."""

    runs: tuple[Measured, ...]
    fit: Fit
    large: Trajectory
    process: Family  # the ready PHA family with what this fermentation tells
    plant: Plant
    risky: Plant  # the same with everything drawn that is not known
    swings: tuple[Swing, ...]
    flips: tuple[Flip, ...]
    chance: float  # that the least price is below the market's
    worth: Worth  # of one more pilot run that tells titre, yield and hours, thousands of yuan

    @property
    def prices(self) -> Values:
        """Least selling price of each draw, yuan a kg; NaN where not feasible."""
        return self.risky.price

    @property
    def reasons(self) -> Mapping[str, int]:
        """Broken invariants, draws counted."""
        return self.risky.reasons


def bench_run(name: str, start: Start, feed: Feed | None, *, seed: int) -> Measured:
    """A simulated run of the example strain, with errors of measurement."""
    hours = np.linspace(3.0, 45.0, 15)
    told = simulate(HIDDEN, start, until_h=45.0, feed=feed, at_h=hours)
    chance = np.random.default_rng(seed)
    seen = {key: getattr(told, key) + chance.normal(0, SPREAD[key], len(hours)) for key in SPREAD}
    return Measured(name, start, hours, seen, SPREAD, feed)


def demonstrate(*, seed: int = 1, many: int = 10_000) -> Demonstration:
    """Runs of 5 L, fitted; a fed-batch of 100 m3; a plant priced, with what is not known."""
    runs = (
        bench_run("batch", Start(0.5, 30.0, 1.0, 3.0), None, seed=seed),
        bench_run("fed-batch", Start(1.0, 15.0, 2.0, 2.5), Feed(500.0, 0.0, 0.03, from_h=8.0), seed=seed + 1),
    )
    found = fit(HIDDEN, FREE, runs, starts=3, seed=seed)
    large = simulate(
        found.strain,
        Start(biomass=2.0, carbon=20.0, nitrogen=3.5, volume=45_000.0),
        until_h=60.0,
        feed=Feed(600.0, 0.0, 950.0, from_h=6.0, until_volume=75_000.0),
        most_otr=OTR,
    )
    process = process_of(large)
    books = Books()
    risk = risked(process, many, seed=seed, books=books)
    return Demonstration(
        runs=runs,
        fit=found,
        large=large,
        process=process,
        plant=plant(process, books=books),
        risky=risk.plant,
        swings=tuple(one_at_a_time(process, risk.inputs, books)),
        flips=tuple(flips(process, risk.inputs, books)[:5]),
        chance=risk.chance,
        worth=pilot_worth(risk, seed=seed),
    )


def process_of(run: Trajectory) -> Family:
    """The PHA family with what a fermentation tells, harvested where product a litre and hour is greatest."""
    after = run.hours > 0
    rate = run.product[after] / (run.hours[after] + TURNAROUND)
    end = int(np.flatnonzero(after)[int(np.argmax(rate))])
    fed = 45_000.0 * 20.0 + 600.0 * (run.volume[end] - 45_000.0)
    used = fed - run.carbon[end] * run.volume[end]
    titre, hours = float(run.product[end]), float(run.hours[end])
    told = {
        "titre": _around("titre", titre, 0.2),
        "yield_product": _around("yield_product", titre * float(run.volume[end] / used), 0.1),
        "ferment_h": _around("ferment_h", hours, 0.15),
        "turnaround_h": _around("turnaround_h", TURNAROUND, 0.2),
        "biomass": _around("biomass", float(run.biomass[end]), 0.1),
        "our": _around("our", float(run.our[: end + 1].max()), 0.15),
        "working": _around("working", float(run.volume[end] / 100_000.0), 0.0),
        "unused": _around("unused", float(1.0 - used / fed), 0.0),
        "otr": _around("otr", OTR * 1.1, 0.0),
    }
    ready = family("pha")
    return replace(ready, parameters={**ready.parameters, **told})


def _around(name: str, likely: float, share: float) -> Parameter:
    """A figure of the fitted model, uncertain by a share up and down."""
    old = family("pha").parameters[name]
    spread = Uncertain(likely * (1 - share), likely, likely * (1 + share))
    return Parameter(
        name, likely, spread.least, spread.most, old.unit, "the fitted model at 100 m3", assumed=False
    )
