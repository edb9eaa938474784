"""Risk: draws with the ranks asked for, shares of variance known in closed form, worth of measuring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from xiandao.scaleup.economics import EconomicsRefused, Uncertain, draws, sobol, tornado, worth_of_measuring
from xiandao.scaleup.economics.cashflow import Values

INPUTS = {"a": Uncertain(0, 1, 2), "b": Uncertain(0, 2, 4), "c": Uncertain(5, 5, 5)}


def summed(drawn: Mapping[str, Values]) -> Values:
    return drawn["a"] + 2 * drawn["b"] + drawn["c"]


def test_draws_lie_within_their_bounds_with_the_mean_of_a_triangle() -> None:
    found = draws(INPUTS, 20_000, seed=1)

    assert found["a"].min() >= 0
    assert found["a"].max() <= 2
    assert found["b"].mean() == pytest.approx(2, abs=0.03)
    assert set(found["c"]) == {5.0}
    assert np.array_equal(found["a"], draws(INPUTS, 20_000, seed=1)["a"])


def test_ranks_are_correlated_as_told() -> None:
    found = draws(INPUTS, 20_000, seed=2, correlated={("a", "b"): 0.7})

    rho = stats.spearmanr(found["a"], found["b"]).statistic
    assert rho == pytest.approx(6 / np.pi * np.arcsin(0.35), abs=0.02)  # of a Gaussian copula


def test_shares_of_variance_of_a_sum_are_those_of_its_terms() -> None:
    found = sobol(summed, INPUTS, many=20_000, seed=3)

    # variances of the terms: 1/6, and 4 x 4/6
    assert found["a"][0] == pytest.approx(1 / 17, abs=0.02)
    assert found["b"][1] == pytest.approx(16 / 17, abs=0.02)
    assert found["c"] == pytest.approx((0.0, 0.0), abs=0.02)


def test_the_widest_swing_comes_first() -> None:
    assert [swing.name for swing in tornado(summed, INPUTS)] == ["b", "a", "c"]


def test_measuring_is_worth_nothing_where_it_changes_nothing_and_all_where_it_decides() -> None:
    chance = np.random.default_rng(4)
    theta = chance.normal(0, 1, 50_000)
    inputs = {"theta": theta}

    decided = worth_of_measuring(theta + 9, inputs, ["theta"], {"theta": 0.1}, seed=1)
    exact = worth_of_measuring(theta, inputs, ["theta"], {"theta": 1e-9}, seed=1)
    noisy = worth_of_measuring(theta, inputs, ["theta"], {"theta": 1.0}, seed=1)

    assert decided == pytest.approx(0, abs=1e-3)
    assert exact == pytest.approx(1 / np.sqrt(2 * np.pi), rel=0.03)  # E max(0, N(0,1))
    assert noisy == pytest.approx(1 / np.sqrt(2 * np.pi) / np.sqrt(2), rel=0.05)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(EconomicsRefused, match="give least, likely, greatest"):
        Uncertain(2, 1, 3)
    with pytest.raises(EconomicsRefused, match="not both inputs"):
        draws(INPUTS, 10, seed=1, correlated={("a", "z"): 0.5})
    with pytest.raises(EconomicsRefused, match="cannot all hold"):
        draws(INPUTS, 10, seed=1, correlated={("a", "b"): 1.5})
    with pytest.raises(EconomicsRefused, match="tell nothing"):
        sobol(summed, INPUTS, many=10, seed=1)
