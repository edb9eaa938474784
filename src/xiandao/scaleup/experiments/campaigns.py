"""Ways to a better process on a small budget: response surfaces, Bayesian optimisation, chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.experiments.designs import box_behnken, central_composite, d_optimal
from xiandao.scaleup.experiments.learning import next_batch
from xiandao.scaleup.experiments.space import ExperimentRefused, Settings, Space, Values
from xiandao.scaleup.experiments.surfaces import fit_surface, term_names

_LEAST: Final = 5
_FORETELLS: Final = 0.5  # R2 leaving one out from which a surface is believed
Measure = Callable[[Mapping[str, float | str]], float]


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """What a way found: rows run and seen, in order, and the settings it ends with."""

    way: str
    rows: Values
    seen: Values
    chosen: Settings


def first_design(space: Space, budget: int, *, seed: int) -> Values:
    """Central composite or Box-Behnken where the space is free and the budget allows, else D-optimal."""
    many = len(space.factors)
    if not space.kinds and not space.allowed and many >= 2:
        made = [central_composite(many, centre=2)]
        if 3 <= many <= 7:
            made.append(box_behnken(many, centre=2))
        fitting = [one for one in made if len(one) <= budget]
        if fitting:
            rows = max(fitting, key=len)
            return np.array([space.code(space.settings(row)) for row in rows])
    return d_optimal(space, max(len(term_names(space)), min(budget, len(term_names(space)) + 3)), seed=seed)


def by_surfaces(space: Space, measure: Measure, budget: int, *, batch: int, seed: int) -> Campaign:
    """A design, then its greatest point and a smaller design around it, until the budget is spent.

    Raises ExperimentRefused: a budget below the terms of a quadratic model.
    """
    terms = len(term_names(space))
    if budget < terms:
        raise ExperimentRefused(
            "{budget} runs cannot tell the {terms} terms of a quadratic model; allow more or drop a factor",
            budget=budget,
            terms=terms,
        )
    rows = first_design(space, budget, seed=seed)
    seen = _measured(space, measure, rows)
    chance = np.random.default_rng(seed)
    factors = len(space.factors)
    reach = 0.5
    while len(rows) < budget:
        best, _ = fit_surface(space, rows, seen).best(seed=seed + len(rows))
        centre = space.code(best)  # run even where the surface is doubtful: that is how it is found out
        fresh = [centre]
        while len(fresh) < min(batch, budget - len(rows)):
            near = centre.copy()
            near[:factors] = np.clip(
                centre[:factors] + reach * chance.choice([-1.0, 0.0, 1.0], factors), -1, 1
            )
            settings = space.settings(near)
            if space.is_allowed(settings):
                fresh.append(space.code(settings))
        more = np.array(fresh)
        rows, seen = np.vstack([rows, more]), np.append(seen, _measured(space, measure, more))
        reach *= 0.6
    return Campaign("response surfaces", rows, seen, _believed(space, rows, seen, seed))


def _believed(space: Space, rows: Values, seen: Values, seed: int) -> Settings:
    """Where the surface is greatest, if it foretells the runs left out of it; else the best run so far."""
    surface = fit_surface(space, rows, seen)
    if surface.explained >= _FORETELLS:
        return surface.best(seed=seed)[0]
    return space.settings(rows[int(np.argmax(seen))])


def by_learning(space: Space, measure: Measure, budget: int, *, batch: int, seed: int) -> Campaign:
    """An even sample, then batch after batch of what promises most, until the budget is spent.

    Raises ExperimentRefused: a budget of fewer than five runs.
    """
    if budget < _LEAST:
        raise ExperimentRefused(
            "{budget} runs are too few to learn from; allow {least}", budget=budget, least=_LEAST
        )
    first = max(4, min(budget // 2, 2 * space.width))
    rows = space.sample(first, seed=seed)
    seen = _measured(space, measure, rows)
    while len(rows) < budget:
        told = next_batch(space, rows, seen, min(batch, budget - len(rows)), seed=seed + len(rows))
        more = np.array([space.code(one) for one in told])
        rows, seen = np.vstack([rows, more]), np.append(seen, _measured(space, measure, more))
    return Campaign("Bayesian optimisation", rows, seen, space.settings(rows[int(np.argmax(seen))]))


def by_chance(space: Space, measure: Measure, budget: int, *, seed: int) -> Campaign:
    """Settings drawn at random: what any way must beat. A small space may have fewer than the budget."""
    drawn = space.sample(max(4 * budget, 64), seed=seed)
    rows = drawn[np.random.default_rng(seed).permutation(len(drawn))[:budget]]
    seen = _measured(space, measure, rows)
    return Campaign("random", rows, seen, space.settings(rows[int(np.argmax(seen))]))


def _measured(space: Space, measure: Measure, rows: Values) -> Values:
    return np.array([measure(space.settings(row)) for row in rows])
