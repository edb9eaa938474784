"""Designs against their known properties, and D-optimal ones against every subset of a small space."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.experiments import (
    ExperimentRefused,
    Factor,
    Kind,
    Space,
    box_behnken,
    central_composite,
    d_efficiency,
    d_optimal,
    fit_surface,
    settings_of,
    term_names,
)
from xiandao.scaleup.experiments.surfaces import expand


def space(many: int, step: float | None = None) -> Space:
    return Space(tuple(Factor(f"x{one}", -1.0, 1.0, step=step) for one in range(many)))


@pytest.mark.parametrize("many", [2, 3, 4, 5, 6])
def test_a_central_composite_design_is_rotatable_where_its_star_may_reach_out(many: int) -> None:
    rows = central_composite(many, face=False)
    terms = expand(space(many), rows)
    inverse = np.linalg.inv(terms.T @ terms)
    chance = np.random.default_rng(1)
    around = chance.normal(size=(50, many))
    around *= 0.6 / np.linalg.norm(around, axis=1)[:, None]

    told = expand(space(many), around)
    variance = np.einsum("ij,jk,ik->i", told, inverse, told)

    assert variance == pytest.approx(variance[0], rel=1e-9)
    assert np.abs(rows).max() == pytest.approx(1.0)


def test_a_central_composite_design_on_the_faces_has_its_known_runs() -> None:
    assert len(central_composite(3, centre=6)) == 8 + 6 + 6
    assert len(central_composite(5, centre=6)) == 16 + 10 + 6  # half the cube
    assert set(np.unique(central_composite(3))) == {-1.0, 0.0, 1.0}


@pytest.mark.parametrize(("many", "runs"), [(3, 12), (4, 24), (5, 40), (6, 48), (7, 56)])
def test_a_box_behnken_design_visits_no_corner_and_is_balanced(many: int, runs: int) -> None:
    rows = box_behnken(many, centre=0)

    assert len(rows) == runs
    assert len(np.unique(rows, axis=0)) == runs
    assert np.linalg.norm(rows, axis=1).max() < np.sqrt(many)
    assert rows.sum(axis=0) == pytest.approx(np.zeros(many))
    squares = rows.T @ rows
    assert squares == pytest.approx(np.eye(many) * squares[0, 0])  # as often each, uncorrelated


def test_a_d_optimal_design_is_the_best_of_all_subsets() -> None:
    small = space(2, step=1.0)  # nine settings
    rows = np.array([[one, two] for one in (-1.0, 0.0, 1.0) for two in (-1.0, 0.0, 1.0)])

    found = d_optimal(small, 7, seed=1)

    best = max(d_efficiency(small, rows[list(chosen)]) for chosen in combinations(range(9), 7))
    assert d_efficiency(small, found) >= best - 1e-9


def test_a_d_optimal_design_keeps_constraints_steps_and_kinds_and_counts_what_was_run() -> None:
    mixed = Space(
        (Factor("temperature", 28.0, 37.0, "C", step=1.0), Factor("feed", 1.0, 5.0, "g/(L h)")),
        (Kind("medium", ("A", "B", "C")),),
        (lambda one: float(one["temperature"]) + 2 * float(one["feed"]) <= 44.0,),
    )

    rows = d_optimal(mixed, 12, seed=3)

    told = settings_of(mixed, rows)
    assert all(mixed.is_allowed(one) for one in told)
    assert {one["medium"] for one in told} == {"A", "B", "C"}
    assert all(float(one["temperature"]) % 1 == pytest.approx(0.0) for one in told)
    more = d_optimal(mixed, 4, seed=3, already=rows)
    drawn = mixed.sample(4, seed=1)
    assert d_efficiency(mixed, np.vstack([rows, more])) > d_efficiency(mixed, np.vstack([rows, drawn]))


def test_a_design_tells_a_quadratic_exactly_and_finds_where_it_is_greatest() -> None:
    plane = Space((Factor("a", 0.0, 10.0), Factor("b", 20.0, 40.0)))
    rows = central_composite(2)
    told = settings_of(plane, rows)
    seen = np.array([5 - (float(one["a"]) - 7) ** 2 - 0.1 * (float(one["b"]) - 32) ** 2 for one in told])

    found = fit_surface(plane, rows, seen)
    best, value = found.best(seed=1)

    assert found.predict(rows)[0] == pytest.approx(seen)
    assert found.explained == pytest.approx(1.0)
    assert float(best["a"]) == pytest.approx(7.0, abs=0.1)
    assert float(best["b"]) == pytest.approx(32.0, abs=0.3)
    assert value == pytest.approx(5.0, abs=0.02)


def test_effects_are_within_their_errors_and_lack_of_fit_is_seen() -> None:
    plane, chance = space(2), np.random.default_rng(4)
    rows = np.vstack([central_composite(2, centre=5)] * 2)
    flat = 3 + rows[:, 0] - 2 * rows[:, 1] ** 2
    noise = 0.1 * chance.normal(size=len(rows))

    good = fit_surface(plane, rows, flat + noise)
    bad = fit_surface(plane, rows, flat + noise + 2 * rows[:, 0] ** 2 * rows[:, 1])

    named = dict(zip(good.names, zip(good.effects, good.errors, strict=True), strict=True))
    for name, true in {"mean": 3.0, "x0": 1.0, "x1^2": -2.0, "x0*x1": 0.0}.items():
        effect, error = named[name]
        assert abs(effect - true) < 4 * error
    assert good.noise == pytest.approx(0.1, rel=0.5)
    assert good.unfit > 0.01
    assert bad.unfit < 1e-3


@settings(max_examples=50, deadline=None)
@given(st.floats(-1, 1), st.floats(0.05, 1.0))
def test_a_setting_is_always_within_its_range_and_on_a_step(coded: float, step: float) -> None:
    factor = Factor("x", 2.0, 3.0, step=step)

    value = factor.value(coded)

    assert 2.0 <= value <= 3.0 + 1e-9
    assert abs((value - 2.0) / step - round((value - 2.0) / step)) < 1e-6


def test_what_cannot_be_designed_is_refused() -> None:
    with pytest.raises(ExperimentRefused, match="two factors or more"):
        central_composite(1)
    with pytest.raises(ExperimentRefused, match="3 to 7 factors"):
        box_behnken(8)
    with pytest.raises(ExperimentRefused, match="cannot tell the 10 terms"):
        d_optimal(space(3), len(term_names(space(3))) - 1, seed=1)
    with pytest.raises(ExperimentRefused, match="give the lower first"):
        Factor("x", 2.0, 1.0)
    with pytest.raises(ExperimentRefused, match="two kinds or more"):
        Kind("medium", ("A", "A"))
    with pytest.raises(ExperimentRefused, match="name each factor once"):
        Space((Factor("x", 0, 1), Factor("x", 0, 1)))
    with pytest.raises(ExperimentRefused, match="allow nothing"):
        Space((Factor("x", 0, 1),), (), (lambda _: False,)).sample(4, seed=1)
    with pytest.raises(ExperimentRefused, match="do not tell the 6 terms"):
        fit_surface(space(2), np.zeros((8, 2)), np.zeros(8))
    with pytest.raises(ExperimentRefused, match="cannot be D"):
        Space((), (Kind("medium", ("A", "B")),)).code({"medium": "D"})
