"""Estimation of any model: linear cases in closed form, coverage, what cannot be told, choice of model."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from scipy.stats import chi2

from xiandao.scaleup.estimation import (
    ErrorModel,
    EstimationRefused,
    Experiment,
    bands,
    choose,
    estimate,
    experiment_of,
    intervals,
    ratio_test,
    trades,
)
from xiandao.scaleup.estimation.likelihood import Values
from xiandao.scaleup.estimation.tests.test_fitting import FREE, RUNS
from xiandao.scaleup.kinetics.tests.test_vessels import STRAIN

HOURS = np.linspace(0.0, 10.0, 21)
WIDE = {"a": (0.01, 100.0), "k": (0.001, 10.0)}


def decay(parameters: Mapping[str, float]) -> Mapping[str, Values]:
    return {"y": parameters["a"] * np.exp(-parameters["k"] * HOURS)}


def seen(seed: int, size: float = 0.1, relative: float = 0.0) -> Experiment:
    true = decay({"a": 5.0, "k": 0.3})["y"]
    spread = np.hypot(size, relative * true)
    return Experiment(
        f"run {seed}",
        {"y": true + np.random.default_rng(seed).normal(0, 1, len(HOURS)) * spread},
        {"y": ErrorModel(size, relative)},
        decay,
    )


def test_the_spread_is_that_of_least_squares_in_closed_form() -> None:
    found = estimate([seen(1)], WIDE, starts=2)

    a, k = found.parameters["a"], found.parameters["k"]
    slopes = np.column_stack([a * np.exp(-k * HOURS), -k * HOURS * a * np.exp(-k * HOURS)]) / 0.1
    expected = np.sqrt(np.diag(np.linalg.inv(slopes.T @ slopes)))
    assert list(found.spread.values()) == pytest.approx(expected, rel=1e-2)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = 0
    for seed in range(100):
        experiment = seen(seed)
        found = estimate([experiment], WIDE, starts=1, first={"a": 5.0, "k": 0.3})
        (told,) = intervals(found, [experiment], names=["k"])
        assert told.low is not None
        assert told.high is not None
        held += told.low <= 0.3 <= told.high

    assert 89 <= held <= 99  # 95 of 100, within three standard deviations


def test_two_runs_tell_more_than_one() -> None:
    one = estimate([seen(1)], WIDE, starts=1)
    two = estimate([seen(1), seen(2)], WIDE, starts=1)

    assert two.spread["k"] == pytest.approx(one.spread["k"] / np.sqrt(2), rel=0.1)


def test_the_size_of_the_errors_is_estimated_along() -> None:
    wrong = [Experiment(one.name, one.seen, {"y": ErrorModel(0.01)}, decay) for one in map(seen, range(10))]

    found = estimate(wrong, WIDE, starts=1, errors_too=True)

    assert found.scales["y"] * 0.01 == pytest.approx(0.1, rel=0.15)
    assert found.free == 3


def test_an_error_in_proportion_weighs_small_values_more() -> None:
    found = estimate([seen(3, 1e-3, 0.05)], WIDE, starts=1)

    assert found.misfit == pytest.approx(found.points - 2, rel=0.6)
    assert found.spread["k"] < estimate([seen(3)], WIDE, starts=1).spread["k"]


def test_what_only_a_product_of_parameters_shows_is_named_with_its_partner() -> None:
    def product(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        return {"y": parameters["b"] * parameters["c"] * np.exp(-0.3 * HOURS)}

    experiment = Experiment("r", seen(1).seen, {"y": ErrorModel(0.1)}, product)
    found = estimate([experiment], {"b": (0.1, 10.0), "c": (0.1, 100.0)}, starts=2)

    (trade,) = trades(found)
    assert set(trade.parts) == {"b", "c"}
    assert trade.parts["b"] == pytest.approx(-trade.parts["c"], abs=1e-2)
    assert set(found.unknown) == {"b", "c"}
    told = {one.name: one.verdict for one in intervals(found, [experiment])}
    assert told == {"b": "not told", "c": "not told"}


def test_a_parameter_with_one_limit_only_says_which() -> None:
    def saturated(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        return {"y": 5.0 * np.exp(-0.3 * HOURS) / (1.0 + 1.0 / parameters["limit"])}

    experiment = Experiment("r", seen(2).seen, {"y": ErrorModel(0.1)}, saturated)
    found = estimate([experiment], {"limit": (0.1, 1e9)}, starts=3)

    (told,) = intervals(found, [experiment])
    assert told.verdict == "only a least value"
    assert told.low is not None
    assert 5 < told.low < 1e4


def test_an_idle_parameter_at_its_bound_does_not_open_the_interval_of_another() -> None:
    def with_idle(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        return decay(parameters)

    experiment = Experiment("r", seen(1).seen, {"y": ErrorModel(0.1)}, with_idle)
    found = estimate(
        [experiment], {**WIDE, "idle": (0.1, 10.0)}, starts=1, first={"a": 5.0, "k": 0.3, "idle": 0.1}
    )

    (told,) = intervals(found, [experiment], names=["k"])

    assert found.parameters["idle"] == pytest.approx(0.1, rel=0.02)
    assert told.verdict == "told"


def test_bands_hold_the_truth_and_the_measurements() -> None:
    inside = measured = 0
    true = decay({"a": 5.0, "k": 0.3})["y"]
    for seed in range(60):
        experiment = seen(seed)
        found = estimate([experiment], WIDE, starts=1, first={"a": 5.0, "k": 0.3})
        band = bands(found, decay, {"y": 0.1})["y"]
        inside += int(band.low[6] <= true[6] <= band.high[6])
        fresh = seen(seed + 1000).seen["y"][6]
        measured += int(band.seen_low[6] <= fresh <= band.seen_high[6])

    assert 51 <= inside <= 60
    assert 51 <= measured <= 60


def test_the_true_model_is_chosen_over_a_smaller_and_a_larger_one() -> None:
    def flat(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        return {"y": np.full(len(HOURS), parameters["a"])}

    def bent(parameters: Mapping[str, float]) -> Mapping[str, Values]:
        return {"y": decay(parameters)["y"] + parameters["c"]}

    data = seen(4)
    models = {
        name: estimate([Experiment("r", data.seen, data.errors, predict)], bounds, starts=3)
        for name, predict, bounds in (
            ("flat", flat, {"a": (0.01, 100.0)}),
            ("decay", decay, WIDE),
            ("bent", bent, {**WIDE, "c": (1e-6, 1.0)}),
        )
    }

    assert choose(models)[0].name == "decay"
    assert ratio_test(models["flat"], models["decay"]) < 1e-6
    assert ratio_test(models["decay"], models["bent"]) > 0.05
    gap = models["flat"].deviance - models["decay"].deviance
    assert ratio_test(models["flat"], models["decay"]) == pytest.approx(float(chi2.sf(gap, 1)))


def test_intervals_of_a_strain_hold_what_was_hidden() -> None:
    experiments = [experiment_of(STRAIN, run) for run in RUNS]
    found = estimate(
        experiments, FREE, starts=1, first={"growth": 0.3, "without_growth": 0.12, "yield_biomass": 0.5}
    )

    told = intervals(found, experiments, level=0.999)

    for one, true in zip(told, (0.3, 0.12, 0.5), strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.low < true < one.high
        assert one.verdict == "told"


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(EstimationRefused, match="y needs an error"):
        Experiment("r", {"y": HOURS}, {}, decay)
    with pytest.raises(EstimationRefused, match="bounds above 0"):
        estimate([seen(1)], {"a": (0.0, 1.0)})
    small, large = estimate([seen(1)], WIDE, starts=1), estimate([seen(1), seen(2)], WIDE, starts=1)
    with pytest.raises(EstimationRefused, match="the same measurements"):
        choose({"one": small, "two": large})
    with pytest.raises(EstimationRefused, match="no more parameters"):
        ratio_test(small, large)
