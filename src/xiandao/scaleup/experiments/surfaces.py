"""Response surfaces: a quadratic model of the factors, how sure it is, and where it is greatest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import t as student

from xiandao.scaleup.experiments.space import ExperimentRefused, Settings, Space, Values


def expand(space: Space, rows: Values) -> Values:
    """The terms of the quadratic model of each row: one, kinds but the first, factors, products, squares."""
    many = len(space.factors)
    factors = rows[:, :many]
    columns = [np.ones(len(rows))]
    place = many
    for kind in space.kinds:
        columns += [rows[:, place + number] for number in range(1, len(kind.kinds))]
        place += len(kind.kinds)
    columns += [factors[:, one] for one in range(many)]
    columns += [factors[:, one] * factors[:, two] for one, two in combinations(range(many), 2)]
    columns += [factors[:, one] ** 2 for one in range(many)]
    return np.column_stack(columns)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A fitted quadratic model: `effects` with their standard errors, and what it leaves over.

    `explained`: R2 of cross-validation leaving one out (PRESS), which is honest with few runs; `unfit`: the
    chance of so much lack of fit if the model were right, NaN without repeated runs.
    """

    space: Space
    names: tuple[str, ...]
    effects: Values
    errors: Values
    covariance: Values
    noise: float
    freedom: int
    explained: float
    unfit: float

    def predict(self, rows: Values, *, level: float = 0.95) -> tuple[Values, Values]:
        """What is expected at coded rows, and half the width of its interval of confidence."""
        terms = expand(self.space, rows)
        told = terms @ self.effects
        spread = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", terms, self.covariance, terms), 0.0))
        factor = float(student.ppf(0.5 + level / 2, self.freedom)) if self.freedom else float("nan")
        return told, factor * spread

    def best(self, *, seed: int, many: int = 4096) -> tuple[Settings, float]:
        """Where the surface is greatest among allowed settings, refined around the best of many."""
        rows = self.space.sample(many, seed=seed)
        told, _ = self.predict(rows)
        place = rows[int(np.argmax(told))]
        chance = np.random.default_rng(seed)
        reach, value = 0.3, float(told.max())
        for _ in range(12):
            near = np.tile(place, (64, 1))
            factors = len(self.space.factors)
            near[:, :factors] = np.clip(near[:, :factors] + reach * chance.normal(size=(64, factors)), -1, 1)
            settings = [self.space.settings(row) for row in near]
            coded = np.array([self.space.code(one) for one in settings])
            told = np.where([self.space.is_allowed(one) for one in settings], self.predict(coded)[0], -np.inf)
            if told.max() > value:
                place, value = coded[int(np.argmax(told))], float(told.max())
            reach *= 0.7
        return self.space.settings(place), value


def fit_surface(space: Space, rows: Values, seen: Values) -> Surface:
    """The quadratic model of `seen` at coded `rows`, by least squares.

    Raises ExperimentRefused: fewer runs than terms, or runs that do not tell the terms apart.
    """
    terms = expand(space, rows)
    names = term_names(space)
    if len(rows) < len(names) or np.linalg.matrix_rank(terms) < len(names):
        raise ExperimentRefused(
            "{runs} runs do not tell the {terms} terms of a quadratic model apart; add runs of a design",
            runs=len(rows),
            terms=len(names),
        )
    inverse = np.linalg.inv(terms.T @ terms)
    effects = inverse @ terms.T @ seen
    rest = seen - terms @ effects
    freedom = len(rows) - len(names)
    noise = float(np.sqrt(rest @ rest / freedom)) if freedom else float("nan")
    covariance = np.asarray(inverse * (noise**2 if freedom else 0.0), dtype=np.float64)
    leverage = np.clip(np.einsum("ij,jk,ik->i", terms, inverse, terms), 0, 1 - 1e-9)
    total = float(((seen - seen.mean()) ** 2).sum())
    explained = 1 - float(((rest / (1 - leverage)) ** 2).sum()) / total if total > 0 else float("nan")
    return Surface(
        space, names, effects, np.sqrt(np.diag(covariance)), covariance, noise, freedom, explained,
        _lack_of_fit(rows, seen, float(rest @ rest), freedom),
    )  # fmt: skip


def term_names(space: Space) -> tuple[str, ...]:
    """The terms by name, in the order of `expand`."""
    factors = [one.name for one in space.factors]
    kinds = [f"{one.name}={kind}" for one in space.kinds for kind in one.kinds[1:]]
    pairs = [f"{one}*{two}" for one, two in combinations(factors, 2)]
    return ("mean", *kinds, *factors, *pairs, *(f"{one}^2" for one in factors))


def _lack_of_fit(rows: Values, seen: Values, rest: float, freedom: int) -> float:
    """What is left beyond the scatter of repeated runs, by an F test."""
    from scipy.stats import f as fisher

    _, groups = np.unique(np.round(rows, 9), axis=0, return_inverse=True)
    groups = np.ravel(groups)
    pure = sum(
        float(((seen[groups == one] - seen[groups == one].mean()) ** 2).sum()) for one in set(groups.tolist())
    )
    repeats = len(rows) - len(set(groups.tolist()))
    left = freedom - repeats
    if repeats < 1 or left < 1 or pure <= 0:
        return float("nan")
    return float(fisher.sf(((rest - pure) / left) / (pure / repeats), left, repeats))
