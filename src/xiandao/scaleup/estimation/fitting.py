"""Maximum likelihood of a strain's parameters from measured runs, errors normal with a known spread.

Parameters are searched by their logarithms from many starts, so that none is lost to a bad first guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.kinetics import Feed, KineticsRefused, Start, Strain, changed, simulate

Values = npt.NDArray[np.float64]
SEEN: Final = ("biomass", "product", "carbon", "nitrogen")
_EXACT: Final = 1e-6  # of the solver: far below any spread, and quicker
_FAR: Final = 1e3  # residual of a run that the equations cannot follow
UNKNOWN_SPREAD: Final = 1.0  # relative spread above which a parameter is not known


class EstimationRefused(Refusal):
    """Runs or parameters from which nothing can be estimated."""


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
    `unknown`: parameters that these data do not tell (relative spread above 1, or none at all).
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
    names = list(free)
    _check(strain, free, runs)
    low, high = (np.log([free[name][side] for name in names]) for side in (0, 1))
    chance = np.random.default_rng(seed)
    found = []
    for number in range(starts):
        first = chance.uniform(low, high) if number else 0.5 * (low + high)
        solved = least_squares(
            lambda logs: _residuals(strain, names, logs, runs), first, bounds=(low, high), x_scale=1.0
        )
        if solved.success:
            found.append(solved)
    if not found:
        raise EstimationRefused("none of {starts} searches converged; narrow the bounds", starts=starts)
    best = min(found, key=lambda one: float(one.cost))
    agreeing = sum(bool(one.cost <= best.cost * 1.001 + 1e-9) for one in found)
    covariance = np.linalg.pinv(best.jac.T @ best.jac)
    spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    flat = np.linalg.norm(best.jac, axis=0) < 1e-8
    spread[flat] = np.inf
    scale = np.where(np.isfinite(spread) & (spread > 0), spread, 1.0)
    return Fit(
        strain=_with(strain, names, best.x),
        parameters={name: float(np.exp(log)) for name, log in zip(names, best.x, strict=True)},
        spread={name: float(one) for name, one in zip(names, spread, strict=True)},
        correlation=covariance / np.outer(scale, scale),
        misfit=float(2 * best.cost),
        points=len(best.fun),
        agreeing=agreeing,
        starts=starts,
        unknown=tuple(name for name, one in zip(names, spread, strict=True) if not one <= UNKNOWN_SPREAD),
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
    found = []
    for value in values:
        held = changed(result.strain, **{name: value})
        if not others:
            found.append(float((_residuals(held, [], np.zeros(0), runs) ** 2).sum()))
            continue
        names = list(others)
        low, high = (np.log([others[one][side] for one in names]) for side in (0, 1))
        first = np.clip(np.log([result.parameters[one] for one in names]), low, high)
        solved = least_squares(
            lambda logs, held=held, names=names: _residuals(held, names, logs, runs),
            first,
            bounds=(low, high),
        )
        found.append(float(2 * solved.cost))
    return np.array(found)


def _with(strain: Strain, names: Sequence[str], logs: Values) -> Strain:
    return changed(strain, **{name: float(np.exp(log)) for name, log in zip(names, logs, strict=True)})


def _residuals(strain: Strain, names: Sequence[str], logs: Values, runs: Sequence[Measured]) -> Values:
    found = []
    for run in runs:
        try:
            told = simulate(
                _with(strain, names, logs),
                run.start,
                until_h=float(run.hours[-1]),
                feed=run.feed,
                most_otr=run.most_otr,
                at_h=run.hours,
                exact=_EXACT,
            )
        except KineticsRefused:
            told = None
        for name, values in run.seen.items():
            known = ~np.isnan(values)
            off = _FAR if told is None else (getattr(told, name) - values)[known] / run.spread[name]
            found.append(np.broadcast_to(off, int(known.sum())).astype(np.float64))
    return np.concatenate(found)


def _check(strain: Strain, free: Mapping[str, tuple[float, float]], runs: Sequence[Measured]) -> None:
    for name, (low, high) in free.items():
        if not isinstance(getattr(strain, name, None), float) or not 0 < low < high:
            raise EstimationRefused(
                "{name} from {low} to {high}: give a parameter of the strain and bounds above 0",
                name=name,
                low=low,
                high=high,
            )
    points = sum(int((~np.isnan(values)).sum()) for run in runs for values in run.seen.values())
    if not free or points <= len(free):
        raise EstimationRefused(
            "{points} measurements for {many} parameters; measure more or free fewer",
            points=points,
            many=len(free),
        )
