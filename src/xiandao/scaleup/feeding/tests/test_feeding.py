"""Feeds against the analytic optimum, simple feeds and chance; limits looked at closely."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from xiandao.scaleup.feeding import (
    HEAT_KJ_PER_MOL_O2,
    FeedingRefused,
    FeedTask,
    Goal,
    Limits,
    Plan,
    Profile,
    best_feed,
    constant,
    exponential,
    outcome,
)
from xiandao.scaleup.kinetics import Start, changed, operation_of, rates, run, storing
from xiandao.scaleup.kinetics.tests.test_vessels import PLAIN, STRAIN

OPEN = Limits(2.0, 0.2)


def storing_task(limits: Limits, *, pieces: int = 4, goal: Goal = Goal.AMOUNT) -> FeedTask:
    operation = operation_of(Start(1.0, 15.0, 1.5, 1.0), 24.0, None)
    return FeedTask(storing(STRAIN), operation, {"carbon": 500.0}, "product", limits, 6.0, pieces, goal)


@cache
def planned(our: float = float("inf"), heat_kw: float = float("inf")) -> Plan:
    return best_feed(storing_task(Limits(2.0, 0.2, our, heat_kw)))


def test_the_best_feed_for_growth_that_too_much_sugar_slows_is_the_analytic_exponential() -> None:
    # Haldane: growth is fastest at S = sqrt(K Ki), and only F = mu X V / (Y (Sf - S)) holds it there
    strain = changed(PLAIN, inhibiting_carbon=5.0)
    sugar = float(np.sqrt(strain.half_carbon * strain.inhibiting_carbon))
    growth = rates(strain, 1.0, 0.0, sugar, 50.0).growth
    operation = operation_of(Start(1.0, sugar, 50.0, 1.0), 12.0, None)
    contents = {"carbon": 400.0, "nitrogen": 50.0}

    plan = best_feed(FeedTask(storing(strain), operation, contents, "biomass", Limits(2.0, 1.0), pieces=3))

    assert plan.best.profile is not None
    hours = plan.best.profile.hours
    analytic = growth / (0.5 * (400.0 - sugar)) * np.exp(growth * hours)
    assert plan.best.value == pytest.approx(np.exp(growth * 12.0), rel=1e-5)
    assert plan.best.profile.flows == pytest.approx(analytic, rel=0.02)
    assert plan.constant is not None
    assert plan.constant.value < 0.9 * plan.best.value


def test_the_plan_is_better_than_the_best_simple_feeds_and_than_chance() -> None:
    plan = planned()
    task, chance = storing_task(OPEN), np.random.default_rng(1)
    drawn: list[float] = []
    while len(drawn) < 60:
        profile = Profile(task.nodes, np.exp(chance.uniform(np.log(2e-4), np.log(0.2), 5)))
        if profile.litres <= 1.0:
            drawn.append(outcome(task, profile).value)

    assert plan.converged
    assert plan.constant is not None
    assert plan.exponential is not None
    assert plan.best.value > max(plan.constant.value, plan.exponential.value) > plan.nothing.value
    assert plan.best.value > max(drawn)


@pytest.mark.parametrize("name", ["oxygen", "heat"])
def test_a_limit_is_kept_between_the_hours_that_were_looked_at_and_costs_product(name: str) -> None:
    plan = planned(our=0.05) if name == "oxygen" else planned(heat_kw=0.006)

    assert plan.best.profile is not None
    task = storing_task(OPEN)
    operation = operation_of(Start(1.0, 15.0, 1.5, 1.0), 24.0, None)
    streams = plan.best.profile.streams(task.contents)
    again = run(
        task.model,
        type(operation)(operation.start, 1.0, 24.0, streams),
        at_h=np.linspace(0.0, 24.0, 2401),
    )
    kw = again.our * again.volume * HEAT_KJ_PER_MOL_O2 / 3600
    assert again.volume.max() <= 2.0 * 1.0001
    assert (again.our.max() / 0.05 if name == "oxygen" else kw.max() / 0.006) <= 1.002
    assert name in plan.binding
    assert plan.best.value < planned().best.value
    assert (again["product"] * again.volume)[-1] == pytest.approx(plan.best.value, rel=1e-4)


def test_titre_wants_less_volume_than_amount() -> None:
    amount, titre = planned(), best_feed(storing_task(OPEN, goal=Goal.TITRE, pieces=2))

    assert amount.best.profile is not None
    assert titre.best.profile is not None
    assert titre.best.profile.litres < amount.best.profile.litres
    assert titre.best.value > amount.best.value / float(amount.best.course.volume[-1])


def test_profiles_hold_the_feeds_that_are_known_by_name() -> None:
    hours = np.array([1.0, 2.0, 5.0])

    steady, growing = constant(hours, 0.2), exponential(hours, 0.1, 0.3)

    assert steady.litres == pytest.approx(0.8)
    assert growing.litres == pytest.approx(0.1 / 0.3 * np.expm1(0.3 * 4.0))
    assert growing.flow(np.array([0.5, 3.0])) == pytest.approx([0.0, 0.1 * np.exp(0.6)])
    assert [one.growth_per_h for one in growing.streams({})] == pytest.approx([0.3, 0.3])


def test_what_cannot_be_fed_is_refused() -> None:
    with pytest.raises(FeedingRefused, match="heat_kw is 0"):
        Limits(2.0, 0.2, heat_kw=0.0)
    with pytest.raises(FeedingRefused, match="no room for a feed"):
        storing_task(Limits(1.0, 0.2))
    with pytest.raises(FeedingRefused, match="in 0 pieces"):
        storing_task(OPEN, pieces=0)
    with pytest.raises(FeedingRefused, match="without any feed oxygen already comes to"):
        best_feed(storing_task(Limits(2.0, 0.2, our=0.001)))
