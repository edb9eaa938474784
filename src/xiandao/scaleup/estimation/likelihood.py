"""Maximum likelihood of parameters from one or many experiments, errors normal, whatever the model.

Parameters are searched by their logarithms from many starts, so that none is lost to a bad first guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, pi
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from xiandao.kernel.refusals import Refusal

Values = npt.NDArray[np.float64]
Bounds = Mapping[str, tuple[float, float]]
Predict = Callable[[Mapping[str, float]], Mapping[str, Values]]
UNKNOWN_SPREAD: Final = 1.0  # relative spread above which a parameter is not known
STEP: Final = 1e-4  # of a logarithm, for slopes: well above the solver's error
_FAR: Final = 1e3  # residual where the equations cannot be followed
_FLAT: Final = 1e-9  # of the greatest information: a direction that the data do not see
_PART: Final = 1e-2  # of a direction: too little to matter
_ERROR_ROUNDS: Final = 12


class EstimationRefused(Refusal):
    """Runs or parameters from which nothing can be estimated."""


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """How exactly an observable is measured: a part in its unit and a part of its value."""

    absolute: float
    relative: float = 0.0

    def of(self, values: Values) -> Values:
        """The standard deviation of each value."""
        found: Values = np.hypot(self.absolute, self.relative * np.nan_to_num(values))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Experiment:
    """What was seen (NaN where nothing), how exactly, and `predict(parameters)`, which tells the same."""

    name: str
    seen: Mapping[str, Values]
    errors: Mapping[str, ErrorModel]
    predict: Predict

    def __post_init__(self) -> None:
        """Refuse an observable whose error is not known."""
        for name in self.seen:
            error = self.errors.get(name)
            if error is None or not (error.absolute > 0 or error.relative > 0):
                raise EstimationRefused("{run}: {name} needs an error above 0", run=self.name, name=name)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """`parameters`, their `spread` (standard deviations of the logarithms) and `covariance` in that order.

    `misfit`: sum of squares over spreads; `deviance`: -2 log likelihood; `agreeing` of `starts` came to the
    same place; `scales`: what each error was multiplied by where errors were estimated too.
    """

    parameters: Mapping[str, float]
    spread: Mapping[str, float]
    covariance: Values
    jacobian: Values
    misfit: float
    deviance: float
    points: int
    agreeing: int
    starts: int
    scales: Mapping[str, float]
    bounds: Bounds

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""
        return tuple(self.parameters)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Parameters that these data do not tell (relative spread above 1, or none at all)."""
        return tuple(name for name, one in self.spread.items() if not one <= UNKNOWN_SPREAD)

    @property
    def free(self) -> int:
        """All that was estimated, scales of errors included."""
        return len(self.parameters) + sum(scale != 1.0 for scale in self.scales.values())

    @property
    def aicc(self) -> float:
        """Akaike's criterion corrected for few points (Hurvich & Tsai 1989); infinite where too few."""
        left = self.points - self.free - 1
        return self.deviance + 2 * self.free * self.points / left if left > 0 else float("inf")

    @property
    def bic(self) -> float:
        """Schwarz's criterion (1978)."""
        return self.deviance + self.free * log(self.points)


class Problem:
    """Residuals and slopes of experiments over the logarithms of the parameters in `bounds`."""

    def __init__(
        self, experiments: Sequence[Experiment], bounds: Bounds, scales: Mapping[str, float] | None = None
    ) -> None:
        self.experiments, self.names = experiments, tuple(bounds)
        self.low = np.log([low for low, _ in bounds.values()])
        self.high = np.log([high for _, high in bounds.values()])
        self.scales = dict(scales or {})
        self.held: dict[str, float] = {}
        self.labels = tuple(
            name
            for one in experiments
            for name, values in one.seen.items()
            for _ in range(int((~np.isnan(values)).sum()))
        )

    def residuals(self, logs: Values) -> Values:
        """(told - seen) / spread of every measurement, experiment by experiment."""
        parameters = {**dict(zip(self.names, np.exp(logs).tolist(), strict=True)), **self.held}
        found = []
        for one in self.experiments:
            try:
                told: Mapping[str, Values] | None = one.predict(parameters)
            except Refusal:
                told = None
            for name, values in one.seen.items():
                known = ~np.isnan(values)
                spread = one.errors[name].of(values)[known] * self.scales.get(name, 1.0)
                off = _FAR if told is None else (told[name] - values)[known] / spread
                found.append(np.broadcast_to(off, int(known.sum())).astype(np.float64))
        return np.concatenate(found) if found else np.zeros(0)

    def slopes(self, logs: Values) -> Values:
        """The residuals' derivatives by the logarithms, a column a parameter."""
        here = self.residuals(logs)
        columns = []
        for place in range(len(logs)):
            step = STEP if logs[place] + STEP <= self.high[place] else -STEP
            moved = logs.copy()
            moved[place] += step
            columns.append((self.residuals(moved) - here) / step)
        return np.column_stack(columns)

    def descend(self, first: Values) -> tuple[float, Values, Values, bool]:
        """From a start to the nearest least misfit: misfit, place, slopes there, whether it converged."""
        solved = least_squares(
            self.residuals, np.clip(first, self.low, self.high), jac=self.slopes,
            bounds=(self.low, self.high), max_nfev=200,
        )  # fmt: skip
        return float(2 * solved.cost), solved.x, np.asarray(solved.jac), bool(solved.success)

    def log_spreads(self) -> float:
        """Sum of log(2 pi spread^2) over all measurements."""
        total = 0.0
        for one in self.experiments:
            for name, values in one.seen.items():
                spread = one.errors[name].of(values)[~np.isnan(values)] * self.scales.get(name, 1.0)
                total += float(np.log(2 * pi * spread**2).sum())
        return total


def estimate(
    experiments: Sequence[Experiment],
    bounds: Bounds,
    *,
    starts: int = 8,
    seed: int = 0,
    first: Mapping[str, float] | None = None,
    errors_too: bool = False,
) -> Estimate:
    """The parameters in `bounds` (above 0) that make the experiments most likely.

    `first`: where one of the starts begins. `errors_too`: the size of each observable's error is estimated
    as well, by turns. Raises EstimationRefused: nothing to fit, fewer points than parameters, bounds that are
    none, or no start from which the search converged.
    """
    check(experiments, bounds)
    problem = Problem(experiments, bounds)
    best, agreeing = _search(problem, starts, seed, first)
    for _ in range(_ERROR_ROUNDS if errors_too else 0):
        before = dict(problem.scales)
        problem.scales = _scales(problem, best[1])
        best = problem.descend(best[1])
        if all(abs(problem.scales[name] / before.get(name, 1.0) - 1) < 0.002 for name in problem.scales):
            break
    misfit, place, slopes, _ = best
    covariance, spread = spreads(slopes)
    return Estimate(
        parameters=dict(zip(problem.names, np.exp(place).tolist(), strict=True)),
        spread=dict(zip(problem.names, spread.tolist(), strict=True)),
        covariance=covariance,
        jacobian=slopes,
        misfit=misfit,
        deviance=misfit + problem.log_spreads(),
        points=len(problem.labels),
        agreeing=agreeing,
        starts=starts,
        scales=problem.scales,
        bounds=dict(bounds),
    )


def spreads(slopes: Values) -> tuple[Values, Values]:
    """Covariance and standard deviations from the slopes.

    Infinite where nothing depends on a parameter, or only on what it makes together with others.
    """
    information = slopes.T @ slopes
    covariance = np.asarray(np.linalg.pinv(information), dtype=np.float64)
    spread = np.asarray(np.sqrt(np.maximum(np.diag(covariance), 0.0)), dtype=np.float64)
    sizes, directions = np.linalg.eigh(information)
    for size, direction in zip(sizes, directions.T, strict=True):
        if size <= _FLAT * max(float(sizes[-1]), _FLAT):
            spread[np.abs(direction) > _PART] = np.inf
    return covariance, spread


def check(experiments: Sequence[Experiment], bounds: Bounds) -> None:
    """Refuse bounds that are none and data that are too few."""
    for name, (low, high) in bounds.items():
        if not 0 < low < high:
            raise EstimationRefused(
                "{name} from {low} to {high}: give bounds above 0, the lower first",
                name=name,
                low=low,
                high=high,
            )
    points = sum(int((~np.isnan(values)).sum()) for one in experiments for values in one.seen.values())
    if not bounds or points <= len(bounds):
        raise EstimationRefused(
            "{points} measurements for {many} parameters; measure more or free fewer",
            points=points,
            many=len(bounds),
        )


def _search(
    problem: Problem, starts: int, seed: int, first: Mapping[str, float] | None
) -> tuple[tuple[float, Values, Values, bool], int]:
    chance = np.random.default_rng(seed)
    middle = 0.5 * (problem.low + problem.high)
    given = middle if first is None else np.log([first[name] for name in problem.names])
    found = []
    for number in range(starts):
        place = chance.uniform(problem.low, problem.high) if number else given
        told = problem.descend(place)
        if told[3]:
            found.append(told)
    if not found:
        raise EstimationRefused("none of {starts} searches converged; narrow the bounds", starts=starts)
    best = min(found, key=lambda one: one[0])
    return best, sum(one[0] <= best[0] * 1.001 + 1e-9 for one in found)


def _scales(problem: Problem, place: Values) -> dict[str, float]:
    """What makes each observable's misfit about one a point, the parameters' share taken off."""
    off = problem.residuals(place)
    labels = np.array(problem.labels)
    share = 1.0 - len(problem.names) / len(labels)
    found = {}
    for name in dict.fromkeys(problem.labels):
        chosen = off[labels == name]
        size = float(np.sqrt((chosen**2).sum() / (len(chosen) * share)))
        found[name] = max(size, 1e-6) * problem.scales.get(name, 1.0)
    return found
