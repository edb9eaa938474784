"""Balances that close are believed; a gross error is found, and the one that was corrupted is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import chi2

from xiandao.scaleup.kinetics import BIOMASS, ETHANOL, GLUCOSE
from xiandao.scaleup.runs import CARBON_DIOXIDE, OXYGEN, Rate, RunRefused, balance, reconcile
from xiandao.scaleup.runs.tests.simulated import recorded


def rates(noise: float, seed: int, *, wrong: str = "", by: float = 0.0) -> dict[str, Rate]:
    """1 C-mol biomass and some ethanol from glucose; `wrong` is off by `by` standard deviations."""
    glucose, ethanol = -2.0, 0.25
    electrons = glucose * 4.0 + 1.0 * 4.2 + ethanol * 6.0
    true = {
        "glucose": (glucose, 1.0, GLUCOSE.electrons),
        "biomass": (1.0, 1.0, BIOMASS.electrons),
        "ethanol": (ethanol, 1.0, ETHANOL.electrons),
        "oxygen": (electrons / 4.0, *OXYGEN),
        "carbon dioxide": (-glucose - 1.0 - ethanol, *CARBON_DIOXIDE),
    }
    chance = np.random.default_rng(seed)
    found = {}
    for name, (value, carbon, reduced) in true.items():
        spread = noise * abs(value)
        off = chance.normal(0, 1) + (by if name == wrong else 0.0)
        found[name] = Rate(value + spread * off, spread, carbon, reduced)
    return found


def test_balances_that_close_leave_everything_as_it_was() -> None:
    exact = {name: replace(one, spread=0.03 * abs(one.value)) for name, one in rates(1e-12, 0).items()}

    told = reconcile(exact)

    assert told.agrees
    assert told.statistic == pytest.approx(0, abs=1e-12)
    assert told.carbon_recovery == pytest.approx(1)
    assert told.electron_recovery == pytest.approx(1)
    assert told.reconciled["biomass"] == pytest.approx(1)
    assert told.suspect is None


@given(st.integers(0, 10_000))
def test_reconciled_rates_close_and_are_surer(seed: int) -> None:
    measured = rates(0.05, seed)

    told = reconcile(measured)

    carbon = sum(one.carbon * told.reconciled[name] for name, one in measured.items())
    electrons = sum(one.electrons * told.reconciled[name] for name, one in measured.items())
    assert carbon == pytest.approx(0, abs=1e-9)
    assert electrons == pytest.approx(0, abs=1e-9)
    assert all(told.spreads[name] <= one.spread * (1 + 1e-9) for name, one in measured.items())


def test_reconciling_is_weighted_least_squares_with_the_balances_held() -> None:
    measured = rates(0.05, 3)
    value = np.array([one.value for one in measured.values()])
    spread = np.array([one.spread for one in measured.values()])
    elements = np.array([[one.carbon, one.electrons] for one in measured.values()]).T

    plain = minimize(
        lambda x: float((((x - value) / spread) ** 2).sum()), value,
        constraints={"type": "eq", "fun": lambda x: elements @ x}, options={"ftol": 1e-14},
    )  # fmt: skip

    told = reconcile(measured)
    assert list(told.reconciled.values()) == pytest.approx(plain.x, rel=1e-4)
    assert told.statistic == pytest.approx(plain.fun, rel=1e-3)


def test_the_statistic_is_chi_square_where_nothing_is_wrong() -> None:
    found = [reconcile(rates(0.05, seed)).statistic for seed in range(400)]

    assert float(np.mean(found)) == pytest.approx(2.0, rel=0.2)
    alarms = float(np.mean(np.array(found) > chi2.ppf(0.95, 2)))
    assert alarms == pytest.approx(0.05, abs=0.035)


@pytest.mark.parametrize("wrong", ["glucose", "biomass", "ethanol", "oxygen", "carbon dioxide"])
def test_the_suspect_is_the_one_that_was_corrupted(wrong: str) -> None:
    told = reconcile(rates(1e-9, 1, wrong=wrong, by=1e7))

    assert not told.agrees
    assert told.suspect == wrong
    assert told.without < told.limit
    assert told.size != 0


def test_the_right_suspect_is_named_most_of_the_time_at_ten_deviations() -> None:
    found = [reconcile(rates(0.03, seed, wrong="glucose", by=10.0)) for seed in range(200)]

    assert np.mean([not one.agrees for one in found]) > 0.95
    assert np.mean([one.suspect == "glucose" or "glucose" in one.alike for one in found]) > 0.85


def test_an_unmeasured_rate_is_worked_out_and_leaves_less_to_test_with() -> None:
    measured = rates(0.03, 2)
    missing = {"carbon dioxide": measured.pop("carbon dioxide")}

    told = reconcile(measured, missing)

    assert told.freedom == 1
    assert told.suspect is None


def test_what_leaves_nothing_to_test_is_refused() -> None:
    measured = rates(0.03, 2)
    two = {name: measured.pop(name) for name in ("oxygen", "carbon dioxide")}
    with pytest.raises(RunRefused, match="leave nothing to test with"):
        reconcile(measured, two)
    with pytest.raises(RunRefused, match="glucose: a rate needs"):
        reconcile({"glucose": Rate(1.0, 0.0, 1.0, 4.0)})


def test_a_whole_run_closes_and_a_wrong_sensor_in_it_is_named() -> None:
    right = balance(recorded(), from_h=0.0, to_h=30.0, feed_g_per_l=400.0)
    wrong = balance(recorded(wrong="carbon dioxide", by=0.6), from_h=0.0, to_h=30.0, feed_g_per_l=400.0)

    assert right.verdict.agrees
    assert right.verdict.carbon_recovery == pytest.approx(1, abs=2e-3)
    assert right.verdict.electron_recovery == pytest.approx(1, abs=2e-3)
    assert wrong.verdict.suspect == "carbon dioxide"
    with pytest.raises(RunRefused, match=r"does not cover 0\.0 to 99\.0"):
        balance(recorded(), from_h=0.0, to_h=99.0)
