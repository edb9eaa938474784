"""What is not known for sure: correlated draws, what matters most, and what a measurement is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.economics.cashflow import EconomicsRefused, Values

Model = Callable[[Mapping[str, Values]], Values]  # samples of each input -> one figure a sample
_LEAST_SAMPLES: Final = 100


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An input by its least, most likely and greatest value (triangular)."""

    least: float
    likely: float
    most: float

    def __post_init__(self) -> None:
        """Refuse values out of order."""
        if not self.least <= self.likely <= self.most:
            raise EconomicsRefused(
                "{least}, {likely}, {most}: give least, likely, greatest",
                least=self.least,
                likely=self.likely,
                most=self.most,
            )

    def at(self, share: Values) -> Values:
        """The value below which this share of the draws lies."""
        width = self.most - self.least
        if width == 0:
            return np.full_like(share, self.likely)
        middle = (self.likely - self.least) / width
        rising = np.sqrt(middle * share)
        falling = 1.0 - np.sqrt((1.0 - middle) * (1.0 - share))
        return np.asarray(self.least + width * np.where(share < middle, rising, falling))


@dataclass(frozen=True, slots=True)
class Band:
    """An input by its 10 %, 50 % and 90 % values, all above 0: a normal logarithm on each side of the
    middle.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse values out of order."""
        if not 0 < self.low <= self.likely <= self.high:
            raise EconomicsRefused(
                "{low}, {likely}, {high}: give the 10 %, 50 % and 90 % values, above 0",
                low=self.low,
                likely=self.likely,
                high=self.high,
            )

    @property
    def least(self) -> float:
        """The 1 % value."""
        return float(self.at(np.array(0.01)))

    @property
    def most(self) -> float:
        """The 99 % value."""
        return float(self.at(np.array(0.99)))

    def at(self, share: Values) -> Values:
        """The value below which this share of the draws lies."""
        from scipy.special import ndtri  # heavy: only where something is drawn

        normal = ndtri(share)
        side = np.where(normal < 0, np.log(self.likely / self.low), np.log(self.high / self.likely))
        return np.asarray(self.likely * np.exp(normal * side / ndtri(0.9)))


Unsure = Uncertain | Band


def draws(
    inputs: Mapping[str, Unsure],
    many: int,
    *,
    seed: int,
    correlated: Mapping[tuple[str, str], float] | None = None,
) -> dict[str, Values]:
    """So many draws of every input; ranks correlated as told (a Gaussian copula).

    Raises EconomicsRefused for a correlation of an input that is not there, or that no draws can have.
    """
    from scipy.special import ndtr  # heavy: only where something is drawn

    names = list(inputs)
    matrix = np.eye(len(names))
    for (one, other), rho in (correlated or {}).items():
        if one not in inputs or other not in inputs:
            raise EconomicsRefused("{one} and {other} are not both inputs", one=one, other=other)
        at = names.index(one), names.index(other)
        matrix[at] = matrix[at[::-1]] = rho
    try:
        root = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError as fault:
        raise EconomicsRefused("these correlations cannot all hold together") from fault
    normal = np.random.default_rng(seed).standard_normal((many, len(names))) @ root.T
    share = ndtr(normal)
    return {name: inputs[name].at(share[:, at]) for at, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input alone does to the figure, the others at their likely values."""

    name: str
    at_least: float
    at_most: float


def tornado(model: Model, inputs: Mapping[str, Unsure]) -> list[Swing]:
    """Each input from its 10 % to its 90 % value, the widest swing first."""
    likely = {name: np.array([one.likely] * 2) for name, one in inputs.items()}
    found = []
    for name, one in inputs.items():
        low, high = model({**likely, name: one.at(np.array([0.1, 0.9]))})
        found.append(Swing(name, float(low), float(high)))
    return sorted(found, key=lambda swing: -abs(swing.at_most - swing.at_least))


def sobol(
    model: Model, inputs: Mapping[str, Unsure], *, many: int, seed: int
) -> dict[str, tuple[float, float]]:
    """For each input its first-order and total share of the variance (Saltelli 2010; Jansen 1999).

    `many` draws and as many again for each input; draws where the model gives NaN are left out of all sums.
    """
    if many < _LEAST_SAMPLES:
        raise EconomicsRefused(
            "{many} draws tell nothing; take {least} or more", many=many, least=_LEAST_SAMPLES
        )
    first, second = draws(inputs, many, seed=seed), draws(inputs, many, seed=seed + 1)
    base, other = model(first), model(second)
    found = {}
    for name in inputs:
        mixed = model({**first, name: second[name]})
        sound = ~(np.isnan(base) | np.isnan(other) | np.isnan(mixed))
        a, b, c = base[sound], other[sound], mixed[sound]
        spread = np.var(np.concatenate([a, b]))
        if spread == 0:
            found[name] = (0.0, 0.0)
            continue
        alone = 1.0 - float(np.mean((b - c) ** 2)) / (2.0 * spread)
        total = float(np.mean((a - c) ** 2)) / (2.0 * spread)
        found[name] = (alone, total)
    return found


@dataclass(frozen=True, slots=True)
class Worth:
    """What knowing is worth before deciding to build, in the unit of the values.

    `now`: of the better choice today; `perfect`: more with perfect knowledge (EVPI); `sample`: more with
    the measurement (EVSI); `error`: standard error of `sample` from the number of draws.
    """

    now: float
    perfect: float
    sample: float
    error: float


def worth(
    values: Values,
    inputs: Mapping[str, Values],
    measured: Sequence[str],
    noise: Mapping[str, float],
    *,
    seed: int,
) -> Worth:
    """What it is worth to measure inputs with noise before deciding to build.

    `values`: net present value of building, a draw each; not building is worth 0; `noise`: standard
    deviation of each measurement. The mean after a measurement is found by regression on what it would say
    (Strong, Oakley & Brennan 2014; a cubic here). Never below 0; never above perfect knowledge. Draws that
    are NaN are left out: give a plant that cannot be its loss.
    """
    for name in measured:
        if name not in inputs or name not in noise:
            raise EconomicsRefused("{name} is measured, but is no input or has no noise", name=name)
    chance = np.random.default_rng(seed)
    sound = ~np.isnan(values)
    kept = values[sound]
    if len(kept) < _LEAST_SAMPLES:
        raise EconomicsRefused(
            "{many} draws tell nothing; take {least} or more", many=len(kept), least=_LEAST_SAMPLES
        )
    now = max(0.0, float(kept.mean()))
    perfect = float(np.maximum(kept, 0.0).mean()) - now
    if not measured:
        return Worth(now, perfect, 0.0, 0.0)
    seen = np.column_stack(
        [inputs[name][sound] + chance.normal(0, noise[name], len(kept)) for name in measured]
    )
    expected = _regressed(seen, kept)
    gains = np.maximum(expected, 0.0)
    error = float(np.std(gains - (kept if now > 0 else 0.0)) / np.sqrt(len(kept)))
    return Worth(now, perfect, min(max(float(gains.mean()) - now, 0.0), perfect), error)


def _regressed(seen: Values, values: Values) -> Values:
    """The mean of the values given what is seen: cubics of each, products of two, least squares."""
    scaled = (seen - seen.mean(axis=0)) / np.maximum(seen.std(axis=0), 1e-300)
    columns = [np.ones(len(values))]
    columns += [scaled[:, at] ** power for at in range(scaled.shape[1]) for power in (1, 2, 3)]
    columns += [scaled[:, one] * scaled[:, two] for one in range(scaled.shape[1]) for two in range(one)]
    design = np.column_stack(columns)
    found: Values = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return found


def worth_of_measuring(
    values: Values,
    inputs: Mapping[str, Values],
    measured: Sequence[str],
    noise: Mapping[str, float],
    *,
    seed: int,
) -> float:
    """`worth` of the measurement alone."""
    return worth(values, inputs, measured, noise, seed=seed).sample
