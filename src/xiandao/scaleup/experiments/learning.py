"""Bayesian optimisation: a Gaussian process of what was seen, and the batch that promises most.

Kinds are columns of their own; batches believe their own predictions (Ginsbourger et al. 2010).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.stats import norm

from xiandao.scaleup.experiments.space import ExperimentRefused, Settings, Space, Values

_CANDIDATES: Final = 1024
_NEAR: Final = 256  # candidates around the best seen


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """A fitted process; `predict` tells the mean and standard deviation of the mean."""

    space: Space
    process: Any  # scikit-learn's GaussianProcessRegressor
    middle: float
    scale: float

    def predict(self, rows: Values) -> tuple[Values, Values]:
        """At coded rows, in the unit of what was seen."""
        mean, spread = _mean_and_spread(self.process, rows)
        return self.middle + self.scale * mean, self.scale * spread


def believe(space: Space, rows: Values, seen: Values, *, seed: int) -> Belief:
    """A process with a length for each column and noise of its own, by maximum likelihood.

    Raises ExperimentRefused: fewer than three runs, or runs that all came to the same.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    if len(rows) < 3:
        raise ExperimentRefused("{many} runs are too few to learn from; begin with a design", many=len(rows))
    middle, scale = float(seen.mean()), float(seen.std())
    if not scale > 0:
        raise ExperimentRefused("all runs came to {value}; nothing can be learnt", value=middle)
    kernel = ConstantKernel(1.0, (0.05, 20.0)) * Matern(
        np.ones(rows.shape[1]), (0.1, 20.0), nu=2.5
    ) + WhiteKernel(0.05, (1e-6, 1.0))
    process = GaussianProcessRegressor(kernel, n_restarts_optimizer=1, random_state=seed, normalize_y=False)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ConvergenceWarning
        )  # a length at its limit is a factor without effect
        process.fit(rows, (seen - middle) / scale)
    return Belief(space, process, middle, scale)


def _mean_and_spread(process: Any, rows: Values) -> tuple[Values, Values]:
    """Of the mean: the noise of a single run, which scikit-learn counts in, is taken out."""
    mean, spread = process.predict(rows, return_std=True)
    noise = float(process.kernel_.k2.noise_level)
    return mean, np.sqrt(np.maximum(spread**2 - noise, 1e-12))


def next_batch(space: Space, rows: Values, seen: Values, many: int, *, seed: int) -> tuple[Settings, ...]:
    """The settings to run next, together: greatest expected improvement, one after another.

    Allowed, in steps and none twice. Raises ExperimentRefused: too little to learn from.
    """
    told = believe(space, rows, seen, seed=seed)
    pool = _pool(space, rows, seen, seed)
    known_rows, known = rows, (seen - told.middle) / told.scale
    chosen: list[Values] = []
    for _ in range(many):
        process = _conditioned(told, known_rows, known)
        mean, spread = _mean_and_spread(process, pool)
        best = float(process.predict(known_rows).max())
        score = (mean - best) / spread
        improvement = (mean - best) * norm.cdf(score) + spread * norm.pdf(score)
        for row in (*chosen, *rows):
            improvement[np.abs(pool - row).max(axis=1) < 1e-6] = -1.0
        place = int(np.argmax(improvement))
        if improvement[place] < 0:
            raise ExperimentRefused(
                "all {many} settings that are allowed have been run", many=len(known_rows)
            )
        chosen.append(pool[place])
        known_rows = np.vstack([known_rows, pool[place]])
        known = np.append(known, mean[place])
    return tuple(space.settings(row) for row in chosen)


def _pool(space: Space, rows: Values, seen: Values, seed: int) -> Values:
    pool = space.sample(_CANDIDATES, seed=seed)
    chance = np.random.default_rng(seed)
    best = rows[int(np.argmax(seen))]
    near = np.tile(best, (_NEAR, 1))
    factors = len(space.factors)
    near[:, :factors] = np.clip(near[:, :factors] + 0.15 * chance.normal(size=(_NEAR, factors)), -1, 1)
    settings = [space.settings(row) for row in near]
    kept = [space.code(one) for one in settings if space.is_allowed(one)]
    return np.vstack([pool, *kept]) if kept else pool


def _conditioned(told: Belief, rows: Values, known: Values) -> Any:
    from sklearn.gaussian_process import GaussianProcessRegressor

    process = GaussianProcessRegressor(told.process.kernel_, optimizer=None)
    return process.fit(rows, known)
