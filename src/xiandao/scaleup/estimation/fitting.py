"""Runs of a strain as experiments: the estimation of any model, with the strain's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.estimation.likelihood import (
    ErrorModel,
    Estimate,
    EstimationRefused,
    Experiment,
    Problem,
    Values,
    estimate,
)
from xiandao.scaleup.kinetics import Feed, Start, Strain, changed, simulate

SEEN: Final = ("biomass", "product", "carbon", "nitrogen")
_EXACT: Final = 1e-8  # of the solver: far below any spread and below what slopes need


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A run: how it began and was fed, the hours sampled, what was seen (g/L) and how exactly.

    `seen[name]` stands beside `hours`, NaN where nothing was measured; `spread[name]`: standard deviation.
    """

    name: str
    start: Start
    hours: Values
    seen: Mapping[str, Values]
    spread: Mapping[str, float]
    feed: Feed | None = None
    most_otr: float = float("inf")

    def __post_init__(self) -> None:
        """Refuse what cannot be compared, by run and place."""
        backwards = np.flatnonzero(np.diff(self.hours) <= 0)
        if len(backwards):
            raise EstimationRefused(
                "{run}: sample {number} at {hour} h is not later than the one before",
                run=self.name,
                number=int(backwards[0]) + 2,
                hour=float(self.hours[backwards[0] + 1]),
            )
        for name, values in self.seen.items():
            if name not in SEEN or len(values) != len(self.hours) or not self.spread.get(name, 0) > 0:
                raise EstimationRefused(
                    "{run}: {name} needs one value an hour sampled and a spread above 0; known are {known}",
                    run=self.name,
                    name=name,
                    known=", ".join(SEEN),
                )


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """`parameters` and their relative standard deviations (of the logarithm); `correlation` in their order.

    `misfit`: sum of squares over spreads; `points` compared; `agreeing` of `starts` came to the same place;
    `unknown`: parameters that these data do not tell; `estimate`: all of it, for intervals and bands.
    """

    strain: Strain
    parameters: Mapping[str, float]
    spread: Mapping[str, float]
    correlation: Values
    misfit: float
    points: int
    agreeing: int
    starts: int
    unknown: tuple[str, ...]
    estimate: Estimate


def experiment_of(strain: Strain, run: Measured) -> Experiment:
    """A measured run as an experiment on this strain's parameters."""

    def predict(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        told = simulate(
            changed(strain, **parameters),
            run.start,
            until_h=float(run.hours[-1]),
            feed=run.feed,
            most_otr=run.most_otr,
            at_h=run.hours,
            exact=_EXACT,
        )
        return {name: getattr(told, name) for name in SEEN}

    return Experiment(
        run.name, run.seen, {name: ErrorModel(one) for name, one in run.spread.items()}, predict
    )


def fit(
    strain: Strain,
    free: Mapping[str, tuple[float, float]],
    runs: Sequence[Measured],
    *,
    starts: int = 8,
    seed: int = 0,
) -> Fit:
    """The parameters in `free` (with their bounds, above 0) that make the runs most likely.

    Raises EstimationRefused: nothing to fit, fewer points than parameters, bounds that are none, or no start
    from which the search converged.
    """
    for name, (low, high) in free.items():
        if not isinstance(getattr(strain, name, None), float) or not 0 < low < high:
            raise EstimationRefused(
                "{name} from {low} to {high}: give a parameter of the strain and bounds above 0",
                name=name,
                low=low,
                high=high,
            )
    found = estimate([experiment_of(strain, run) for run in runs], free, starts=starts, seed=seed)
    sizes = np.array(list(found.spread.values()))
    scale = np.where(np.isfinite(sizes) & (sizes > 0), sizes, 1.0)
    return Fit(
        strain=changed(strain, **found.parameters),
        parameters=found.parameters,
        spread=found.spread,
        correlation=found.covariance / np.outer(scale, scale),
        misfit=found.misfit,
        points=found.points,
        agreeing=found.agreeing,
        starts=starts,
        unknown=found.unknown,
        estimate=found,
    )


def profile(
    result: Fit,
    name: str,
    values: Sequence[float],
    free: Mapping[str, tuple[float, float]],
    runs: Sequence[Measured],
) -> Values:
    """The least misfit with one parameter held at each of these values (profile likelihood).

    What rises by less than 3.84 over its least on one side is not bounded there at 95 % (Raue et al. 2009).
    """
    others = {one: bounds for one, bounds in free.items() if one != name}
    problem = Problem([experiment_of(result.strain, run) for run in runs], others)
    place = np.log([result.parameters[one] for one in others]) if others else np.zeros(0)
    found = []
    for value in values:
        problem.held = {name: value}
        if others:
            found.append(problem.descend(place)[0])
        else:
            found.append(float((problem.residuals(place) ** 2).sum()))
    return np.array(found)
