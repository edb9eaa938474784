"""The next run: the one expected to tell most does tell most, and closes the profile that was open."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from xiandao.scaleup.estimation import ErrorModel, Experiment, estimate, experiment_of, intervals
from xiandao.scaleup.estimation.fitting import Measured
from xiandao.scaleup.estimation.tests.test_fitting import SPREAD
from xiandao.scaleup.experiments import Candidate, ExperimentRefused, information, prove, rank
from xiandao.scaleup.kinetics import Start, simulate
from xiandao.scaleup.kinetics.tests.test_vessels import STRAIN

TRUE = {"rate": 2.0, "half": 1.5}
BOUNDS = {"rate": (0.05, 500.0), "half": (0.05, 500.0)}
ERRORS = {"speed": ErrorModel(0.05)}
LOW = np.array([0.05, 0.08, 0.1, 0.12, 0.15])  # far below the half: only rate over half is told


def speeds(at: np.ndarray) -> Candidate:
    def predict(parameters: Mapping[str, float]) -> Mapping[str, np.ndarray]:
        return {"speed": parameters["rate"] * at / (parameters["half"] + at)}

    return Candidate(f"to {at.max():g}", predict, ERRORS)


def first_run() -> Experiment:
    told = speeds(LOW)
    seen = told.predict(TRUE)["speed"] + np.random.default_rng(1).normal(0, 0.01, len(LOW))
    return Experiment("low", {"speed": seen}, {"speed": ErrorModel(0.01)}, told.predict)


def test_expected_information_is_that_of_the_slopes_in_closed_form() -> None:
    found = estimate([first_run()], BOUNDS, starts=1, first=TRUE)
    at = np.array([0.5, 2.0, 8.0])

    told = information(found, speeds(at))

    rate, half = found.parameters["rate"], found.parameters["half"]
    slopes = np.column_stack([rate * at / (half + at), -rate * half * at / (half + at) ** 2]) / 0.05
    assert told == pytest.approx(slopes.T @ slopes, rel=1e-3)


def test_the_run_chosen_closes_the_profile_that_was_open() -> None:
    first = first_run()
    found = estimate([first], BOUNDS, starts=2, first=TRUE)
    candidates = [speeds(LOW), speeds(np.linspace(0.1, 0.4, 5)), speeds(np.array([0.5, 1.0, 2.0, 5.0, 10.0]))]

    promises = rank(found, candidates, wanted=["half"])
    best = next(one for one in candidates if one.name == promises[0].name)
    again, together = prove(found, [first], best, seed=2, truth=TRUE)

    before = {one.name: one.verdict for one in intervals(found, [first])}
    after = {one.name: one for one in intervals(again, together)}
    assert before["half"] != "told"
    assert promises[0].name == "to 10"
    assert after["half"].verdict == "told"
    assert after["half"].low < TRUE["half"] < after["half"].high  # type: ignore[operator]
    assert again.spread["half"] == pytest.approx(promises[0].spreads["half"], rel=1.0)


def test_the_order_of_promises_is_that_of_the_spreads_after_fitting_again() -> None:
    found = estimate([first_run()], BOUNDS, starts=1, first=TRUE)
    candidates = [speeds(np.linspace(0.1, most, 6)) for most in (0.3, 1.0, 5.0)]

    told = [one.name for one in rank(found, candidates, criterion="A", wanted=["half"])]

    spreads = {
        one.name: float(
            np.median(
                [
                    prove(found, [first_run()], one, seed=seed, truth=TRUE)[0].spread["half"]
                    for seed in range(3)
                ]
            )
        )
        for one in candidates
    }
    assert told == sorted(spreads, key=lambda name: spreads[name])


def test_a_dear_run_must_tell_more() -> None:
    found = estimate([first_run()], BOUNDS, starts=1, first=TRUE)
    cheap, dear = speeds(np.array([0.5, 2.0])), speeds(np.array([0.5, 2.0, 8.0]))
    dear = Candidate("dear", dear.predict, dear.errors, cost=10.0)

    assert [one.name for one in rank(found, [dear, cheap])] == [cheap.name, "dear"]


def test_a_batch_that_runs_out_of_nitrogen_settles_the_formation_of_product() -> None:
    hours = np.linspace(2.0, 16.0, 8)
    rich, poor = Start(0.5, 30.0, 30.0, 2.0), Start(0.5, 30.0, 0.5, 2.0)
    free = {"growth": (0.05, 1.0), "without_growth": (0.001, 1.0), "short_nitrogen": (0.001, 1.0)}
    told = simulate(STRAIN, rich, until_h=16.0, at_h=hours)
    chance = np.random.default_rng(3)
    seen = {name: getattr(told, name) + chance.normal(0, size, 8) for name, size in SPREAD.items()}
    first = experiment_of(STRAIN, Measured("rich", rich, hours, seen, SPREAD))
    found = estimate([first], free, starts=1)
    errors = {name: ErrorModel(size) for name, size in SPREAD.items()}

    def candidate(name: str, start: Start) -> Candidate:
        run = Measured(name, start, hours, {}, {})
        return Candidate(name, experiment_of(STRAIN, run).predict, errors)

    promises = rank(found, [candidate("again rich", rich), candidate("poor", poor)])

    assert "without_growth" in found.unknown
    assert promises[0].name == "poor"
    truth = {"growth": 0.3, "without_growth": 0.12, "short_nitrogen": 0.05}
    again, together = prove(found, [first], candidate("poor", poor), seed=1, truth=truth)
    (told_now,) = intervals(again, together, names=["without_growth"])
    assert told_now.verdict == "told"
    assert again.unknown == ()


def test_what_cannot_be_ranked_is_refused() -> None:
    found = estimate([first_run()], BOUNDS, starts=1, first=TRUE)
    with pytest.raises(ExperimentRefused, match="the criterion D or A"):
        rank(found, [speeds(LOW)], criterion="E")
    with pytest.raises(ExperimentRefused, match="colour was not estimated"):
        rank(found, [speeds(LOW)], wanted=["colour"])
