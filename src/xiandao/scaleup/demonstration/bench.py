"""The bench: an invented strain, two simulated runs of 5 L, what they tell, and what would tell more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.carrying import Fitted
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.estimation import Fit, Interval, Measured, experiment_of, fit, intervals, profile
from xiandao.scaleup.kinetics import Feed, Start, Strain, simulate

HIDDEN: Final = Strain(  # an example strain, of nobody
    growth=0.28, half_carbon=0.4, inhibiting_carbon=90.0, half_nitrogen=0.08, most_product=220.0,
    with_growth=0.05, without_growth=0.22, short_nitrogen=0.05, full=8.0, yield_biomass=0.48,
    yield_product=0.46, maintenance=0.008,
)  # fmt: skip
FREE: Final = {
    "growth": (0.05, 1.0),
    "without_growth": (0.01, 0.5),
    "full": (2.0, 30.0),
    "yield_biomass": (0.2, 0.75),
    "yield_product": (0.2, 0.479),  # above it carbon dioxide would be taken up
}
SPREAD: Final = {"biomass": 0.3, "product": 0.5, "carbon": 0.5, "nitrogen": 0.02}  # g/L, of a measurement
HOURS: Final = 15  # samples a run
GUESSED: Final = "most_product"  # held at a guess in the fit; then asked how far the runs would let it go
GUESSES: Final = (25.0, 50.0, 100.0, 200.0, 400.0)  # g/L
RISE: Final = 3.84  # of the misfit: what 95 % of the data allow (Raue et al. 2009)
STEP: Final = 1e-3  # of a logarithm, for slopes
CANDIDATES: Final = {  # runs of 5 L that might come next: start, feed, hours
    "the same fed-batch once more": (Start(1.0, 15.0, 2.0, 2.5), Feed(500.0, 0.0, 0.03, from_h=8.0), 45.0),
    "little nitrogen, fed to the end of 60 h": (
        Start(1.0, 15.0, 0.8, 2.5), Feed(500.0, 0.0, 0.03, from_h=8.0), 60.0,
    ),
    "much nitrogen, fed fast": (Start(2.0, 20.0, 4.0, 2.0), Feed(600.0, 0.0, 0.06, from_h=6.0), 40.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextRun:
    """A run that was not made: the relative spread that the guessed parameter would have after it."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """The runs, the fit, an interval of its least known parameter, how far the guess may go, what next."""

    runs: tuple[Measured, ...]
    fit: Fit
    interval: Interval
    rises: Mapping[float, float]  # the guessed parameter's value -> how much worse the runs fit
    next_runs: tuple[NextRun, ...]  # the one that tells most first

    @property
    def allowed(self) -> tuple[float, float]:
        """The least and the greatest tried value of the guessed parameter that the runs allow."""
        fine = [value for value, rise in self.rises.items() if rise < RISE]
        return min(fine), max(fine)

    @property
    def fitted(self) -> Fitted:
        """The strains that these runs allow; the guessed parameter evenly over what is allowed."""
        found = self.fit.estimate
        return Fitted(self.fit.strain, found.names, found.covariance, FREE, {GUESSED: self.allowed})


def bench_run(name: str, start: Start, feed: Feed | None, *, seed: int) -> Measured:
    """A simulated run of the example strain, with errors of measurement."""
    hours = np.linspace(3.0, 45.0, HOURS)
    told = simulate(HIDDEN, start, until_h=45.0, feed=feed, at_h=hours)
    chance = np.random.default_rng(seed)
    seen = {key: getattr(told, key) + chance.normal(0, SPREAD[key], len(hours)) for key in SPREAD}
    return Measured(name, start, hours, seen, SPREAD, feed)


def bench(*, seed: int) -> Bench:
    """Two runs, fitted; the likelihood of the least known and of a guessed parameter; what to run next."""
    runs = (
        bench_run("batch", Start(0.5, 30.0, 1.0, 3.0), None, seed=seed),
        bench_run("fed-batch", Start(1.0, 15.0, 2.0, 2.5), Feed(500.0, 0.0, 0.03, from_h=8.0), seed=seed + 1),
    )
    found = fit(HIDDEN, FREE, runs, starts=3, seed=seed)
    unsure = max(found.spread, key=lambda name: found.spread[name])
    told = intervals(found.estimate, [experiment_of(found.strain, run) for run in runs], names=(unsure,))
    misfits = profile(found, GUESSED, GUESSES, FREE, runs)
    least = min(found.misfit, float(misfits.min()))
    rises = {value: float(misfit) - least for value, misfit in zip(GUESSES, misfits, strict=True)}
    return Bench(runs, found, told[0], rises, _next_runs(found, runs))


def _next_runs(found: Fit, runs: Sequence[Measured]) -> tuple[NextRun, ...]:
    """The guessed parameter's spread, were it fitted with all others, before and after each candidate."""
    slopes = np.vstack([_slopes(found, run) for run in runs])
    known = slopes.T @ slopes
    told = []
    for name, (start, feed, until) in CANDIDATES.items():
        hours = np.linspace(3.0, until, HOURS)
        empty = {key: np.full(HOURS, np.nan) for key in SPREAD}
        more = _slopes(found, Measured(name, start, hours, empty, SPREAD, feed))
        before, after = (float(np.sqrt(np.linalg.inv(one)[-1, -1])) for one in (known, known + more.T @ more))
        told.append(NextRun(name, before, after))
    return tuple(sorted(told, key=lambda one: one.after))


def _slopes(found: Fit, run: Measured) -> Values:
    """What each parameter's logarithm does to each measurement, over its error; the guess comes last."""
    experiment = experiment_of(found.strain, run)

    def seen(parameters: Mapping[str, float]) -> Values:
        told = experiment.predict(parameters)
        return np.concatenate([told[name] / SPREAD[name] for name in SPREAD])

    at = {**found.parameters, GUESSED: float(getattr(found.strain, GUESSED))}
    here = seen(at)
    return np.column_stack(
        [(seen({**at, name: at[name] * float(np.exp(STEP))}) - here) / STEP for name in at]
    )
