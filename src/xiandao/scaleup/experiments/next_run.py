"""The next bench run: which of the runs that could be done would tell most of what is not known yet.

Judged by the information each is expected to add to what the runs so far tell (Fisher; D and A criteria of
Atkinson & Donev 1992), and proven by simulating it and fitting again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.estimation import ErrorModel, Estimate, Experiment, estimate
from xiandao.scaleup.experiments.space import ExperimentRefused, Values

Predict = Callable[[Mapping[str, float]], Mapping[str, Values]]
_STEP: Final = 1e-4
_TRUTHS: Final = 6  # beside the estimate
_DRAWN: Final = 2000
_PRIOR: Final = 1e-2  # information of a parameter that nothing tells: a spread of ten in the logarithm


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A run that could be done: what it would show, how exactly, and what it costs (any unit)."""

    name: str
    predict: Predict
    errors: Mapping[str, ErrorModel]
    cost: float = 1.0


@dataclass(frozen=True, slots=True)
class Promise:
    """What a candidate is expected to bring: relative spreads with it; gains a unit of cost, both criteria.

    `d_gain`: growth of the logarithm of the determinant; `a_gain`: fall of the sum of variances.
    """

    name: str
    spreads: Mapping[str, float]
    before: Mapping[str, float]
    d_gain: float
    a_gain: float
    cost: float


def rank(
    found: Estimate,
    candidates: Sequence[Candidate],
    *,
    criterion: str = "D",
    wanted: Sequence[str] = (),
    seed: int = 0,
) -> tuple[Promise, ...]:
    """Candidates from most to least promising a unit of cost, by `criterion` D or A.

    Averaged over truths that the data allow, since at the estimate a parameter that is not told may stand
    where it has no effect. `wanted`: the parameters whose variances the A criterion counts, else all. Raises
    ExperimentRefused: nothing to choose from, an unknown criterion or parameter.
    """
    if not candidates or criterion not in ("A", "D"):
        raise ExperimentRefused("give candidates, and the criterion D or A")
    for name in wanted:
        if name not in found.parameters:
            raise ExperimentRefused("{name} was not estimated; there are {known}", name=name,
                                    known=", ".join(found.names))  # fmt: skip
    places = [found.names.index(name) for name in (wanted or found.names)]
    now = found.jacobian.T @ found.jacobian + _PRIOR * np.eye(len(found.names))
    before = np.asarray(np.linalg.inv(now), dtype=np.float64)
    truths = _truths(found, before, seed)
    promises = []
    for one in candidates:
        after = np.array([np.linalg.inv(now + information(found, one, at=truth)) for truth in truths])
        smaller = np.linalg.slogdet(before)[1] - np.linalg.slogdet(after)[1]
        variances = np.diagonal(after, axis1=1, axis2=2)
        fall = np.diag(before)[places].sum() - variances[:, places].sum(axis=1)
        promises.append(
            Promise(
                one.name,
                _named(found, np.median(variances, axis=0)),
                _named(found, np.diag(before)),
                float(smaller.mean()) / one.cost,
                float(fall.mean()) / one.cost,
                one.cost,
            )
        )
    return tuple(sorted(promises, key=lambda one: -(one.d_gain if criterion == "D" else one.a_gain)))


def _truths(found: Estimate, covariance: Values, seed: int) -> list[dict[str, float]]:
    """The estimate, and where something is not told also what else the data allow within the bounds."""
    told = [dict(found.parameters)]
    if not found.unknown:
        return told
    chance = np.random.default_rng(seed)
    middle = np.log(list(found.parameters.values()))
    low, high = (np.log([limit[side] for limit in found.bounds.values()]) for side in (0, 1))
    drawn = chance.multivariate_normal(middle, covariance, size=_DRAWN)
    inside = drawn[((drawn >= low) & (drawn <= high)).all(axis=1)][:_TRUTHS]
    rows = inside if len(inside) else np.clip(drawn[:_TRUTHS], low, high)
    return told + [dict(zip(found.names, np.exp(row).tolist(), strict=True)) for row in rows]


def information(found: Estimate, candidate: Candidate, *, at: Mapping[str, float] | None = None) -> Values:
    """Expected Fisher information of the logarithms of the parameters, at these values, else the estimate."""
    at = dict(at or found.parameters)
    here = candidate.predict(at)
    total = np.zeros((len(at), len(at)))
    moved = [candidate.predict({**at, name: at[name] * float(np.exp(_STEP))}) for name in found.names]
    for name, error in candidate.errors.items():
        slopes = np.column_stack([(one[name] - here[name]) / _STEP for one in moved])
        weighted = slopes / (error.of(here[name]) * found.scales.get(name, 1.0))[:, None]
        total += weighted.T @ weighted
    return total


def prove(
    found: Estimate,
    experiments: Sequence[Experiment],
    candidate: Candidate,
    *,
    seed: int,
    truth: Mapping[str, float] | None = None,
) -> tuple[Estimate, tuple[Experiment, ...]]:
    """The candidate simulated (at `truth`, else at the estimate) with its errors; all is fitted again.

    With it come all experiments, the new one last, so that intervals can be taken from them.
    """
    chance = np.random.default_rng(seed)
    told = candidate.predict(dict(truth or found.parameters))
    seen = {
        name: told[name] + chance.normal(size=len(told[name])) * error.of(told[name])
        for name, error in candidate.errors.items()
    }
    fresh = Experiment(candidate.name, seen, candidate.errors, candidate.predict)
    together = (*experiments, fresh)
    again = estimate(together, found.bounds, starts=3, first=found.parameters, seed=seed)
    return again, together


def _named(found: Estimate, variances: Values) -> dict[str, float]:
    return dict(zip(found.names, np.sqrt(variances).tolist(), strict=True))
