"""One road from bench runs to the figures a board reads, with an example strain and example prices.

Everything in it is invented and says so; it shows how the parts are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from xiandao.scaleup.economics import (
    Account,
    Finance,
    Plant,
    Process,
    Swing,
    Uncertain,
    draws,
    example_book,
    plant,
    table,
    tornado,
    worth_of_measuring,
)
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.estimation import Fit, Measured, fit
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
FINANCE: Final = Finance(discount=0.10, tax=0.25, years=15)
TONNES: Final = 2000.0
MARKET: Final = 29.0  # yuan a kg, an example
OTR: Final = 0.20  # mol/(L h) at 100 m3, an example


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """Each step's result, in order."""

    runs: tuple[Measured, ...]
    fit: Fit
    large: Trajectory
    process: Process
    plant: Plant
    prices: Values  # least selling price of each draw, yuan a kg; NaN where not feasible
    reasons: Mapping[str, int]
    swings: tuple[Swing, ...]
    chance: float  # that the least price is below the market's
    worth: float  # of one more pilot run that tells titre and yield, thousands of yuan


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
    book = example_book()
    priced = plant(process, book, FINANCE)
    inputs = {
        "titre": _around(float(process.titre), 0.2),
        "yield_product": _around(float(process.yield_product), 0.1),
        "recovery": Uncertain(0.82, 0.90, 0.94),
        "our": _around(float(process.our), 0.15),
        "power": Uncertain(2.0, 3.0, 4.5),
    }
    drawn = draws(inputs, many, seed=seed, correlated={("titre", "yield_product"): 0.5})
    risky = plant(_with(process, drawn), book, FINANCE)

    def price(samples: Mapping[str, Values]) -> Values:
        return plant(_with(process, samples), book, FINANCE).price

    account = Account(TONNES, risky.variable_cost, risky.fixed_cost, risky.fixed_capital)
    worths = np.where(
        risky.feasible, table(account, FINANCE, MARKET).npv(FINANCE.discount), -risky.fixed_capital * 0.1
    )
    noise = {"titre": 0.03 * float(process.titre), "yield_product": 0.02 * float(process.yield_product)}
    return Demonstration(
        runs=runs,
        fit=found,
        large=large,
        process=process,
        plant=priced,
        prices=risky.price,
        reasons=risky.reasons,
        swings=tuple(tornado(price, inputs)),
        chance=float((risky.price <= MARKET).mean()),
        worth=worth_of_measuring(worths, drawn, ["titre", "yield_product"], noise, seed=seed),
    )


def process_of(run: Trajectory) -> Process:
    """What a plant needs of a fermentation, harvested where product a litre and hour is greatest."""
    after = run.hours > 0
    rate = run.product[after] / (run.hours[after] + 12.0)
    end = int(np.flatnonzero(after)[int(np.argmax(rate))])
    used = 45_000.0 * 20.0 + 600.0 * (run.volume[end] - 45_000.0) - run.carbon[end] * run.volume[end]
    return Process(
        tonnes=TONNES,
        titre=float(run.product[end]),
        ferment_h=float(run.hours[end]),
        turnaround_h=12.0,
        yield_product=float(run.product[end] * run.volume[end] / used),
        biomass=float(run.biomass[end]),
        our=float(run.our[: end + 1].max()),
        oxygen=float(run.o2[end] / run.volume[end]),
        vessel_m3=100.0,
        working=float(run.volume[end] / 100_000.0),
        recovery=0.90,
        otr=OTR * 1.1,
    )


def _around(likely: float, share: float) -> Uncertain:
    return Uncertain(likely * (1 - share), likely, likely * (1 + share))


def _with(process: Process, samples: Mapping[str, Values]) -> Process:
    return replace(process, **samples)
