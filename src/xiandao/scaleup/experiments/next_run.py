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
    found: Estimate, candidates: Sequence[Candidate], *, criterion: str = "D", wanted: Sequence[str] = ()
) -> tuple[Promise, ...]:
    """Candidates from most to least promising a unit of cost, by `criterion` D or A.

    `wanted`: the parameters whose variances the A criterion counts, else all. Raises ExperimentRefused:
    nothing to choose from, an unknown criterion or parameter.
    """
    if not candidates or criterion not in ("A", "D"):
        raise ExperimentRefused("give candidates, and the criterion D or A")
    for name in wanted:
        if name not in found.parameters:
            raise ExperimentRefused("{name} was not estimated; there are {known}", name=name,
                                    known=", ".join(found.names))  # fmt: skip
    places = [found.names.index(name) for name in (wanted or found.names)]
    now = found.jacobian.T @ found.jacobian + _PRIOR * np.eye(len(found.names))
    before = np.linalg.inv(now)
    promises = []
    for one in candidates:
        after = np.linalg.inv(now + information(found, one))
        promises.append(
            Promise(
                one.name,
                _named(found, after),
                _named(found, before),
                float(np.linalg.slogdet(before)[1] - np.linalg.slogdet(after)[1]) / one.cost,
                float(np.diag(before)[places].sum() - np.diag(after)[places].sum()) / one.cost,
                one.cost,
            )
        )
    return tuple(sorted(promises, key=lambda one: -(one.d_gain if criterion == "D" else one.a_gain)))


def information(found: Estimate, candidate: Candidate) -> Values:
    """Expected Fisher information of the logarithms of the parameters, at the estimate."""
    at = dict(found.parameters)
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
) -> Estimate:
    """The candidate simulated (at `truth`, else at the estimate) with its errors, and everything fitted again."""
    chance = np.random.default_rng(seed)
    told = candidate.predict(dict(truth or found.parameters))
    seen = {
        name: told[name] + chance.normal(size=len(told[name])) * error.of(told[name])
        for name, error in candidate.errors.items()
    }
    fresh = Experiment(candidate.name, seen, candidate.errors, candidate.predict)
    return estimate([*experiments, fresh], found.bounds, starts=1, first=found.parameters, seed=seed)


def _named(found: Estimate, covariance: Values) -> dict[str, float]:
    return dict(zip(found.names, np.sqrt(np.diag(covariance)).tolist(), strict=True))
