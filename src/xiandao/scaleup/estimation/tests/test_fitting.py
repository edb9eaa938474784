"""Parameters that were hidden in simulated runs are found again, and those that no run shows are named."""

from __future__ import annotations

import numpy as np
import pytest

from xiandao.scaleup.estimation import EstimationRefused, Measured, fit, profile
from xiandao.scaleup.kinetics import Feed, Start, changed, simulate
from xiandao.scaleup.kinetics.tests.test_vessels import STRAIN

HOURS = np.linspace(2.0, 36.0, 18)
SPREAD = {"biomass": 0.15, "product": 0.15, "carbon": 0.3, "nitrogen": 0.02}
FREE = {"growth": (0.05, 1.0), "without_growth": (0.01, 1.0), "yield_biomass": (0.2, 0.75)}
TRUE = {"growth": 0.3, "without_growth": 0.12, "yield_biomass": 0.5}


def measured(name: str, start: Start, *, seed: int, feed: Feed | None = None) -> Measured:
    told = simulate(STRAIN, start, until_h=36.0, feed=feed, at_h=HOURS)
    chance = np.random.default_rng(seed)
    seen = {key: getattr(told, key) + chance.normal(0, SPREAD[key], len(HOURS)) for key in SPREAD}
    return Measured(name, start, HOURS, seen, SPREAD, feed)


RUNS = [
    measured("batch", Start(0.5, 30.0, 0.8, 3.0), seed=1),
    measured("fed", Start(0.5, 10.0, 1.0, 2.0), seed=2, feed=Feed(300.0, 0.0, 0.02, from_h=8.0)),
]


def test_hidden_parameters_are_found_within_what_is_said_of_their_spread() -> None:
    found = fit(changed(STRAIN, growth=0.5), FREE, RUNS, starts=2, seed=1)

    for name, value in TRUE.items():
        assert abs(np.log(found.parameters[name] / value)) < 4 * found.spread[name]
        assert found.spread[name] < 0.05
    assert found.misfit == pytest.approx(found.points, rel=0.35)  # chi-square: about one a point
    assert found.agreeing >= 2
    assert found.unknown == ()


def test_what_no_run_shows_is_named() -> None:
    # inhibition by the product is never felt in these runs
    found = fit(STRAIN, {"growth": (0.05, 1.0), "most_product": (100.0, 1e5)}, RUNS[:1], starts=2)

    assert found.unknown == ("most_product",)


def test_a_profile_is_least_at_the_fit_and_rises_on_both_sides() -> None:
    free = {"growth": FREE["growth"], "without_growth": FREE["without_growth"]}
    found = fit(STRAIN, free, RUNS[:1], starts=2)
    at = found.parameters["growth"]

    rises = profile(found, "growth", [at * 0.8, at, at * 1.25], free, RUNS[:1])

    assert rises[1] == pytest.approx(found.misfit, rel=1e-3)
    assert rises[0] - rises[1] > 3.84
    assert rises[2] - rises[1] > 3.84


def test_what_cannot_be_estimated_is_refused() -> None:
    start = Start(0.5, 30.0, 0.8, 3.0)
    with pytest.raises(EstimationRefused, match=r"sample 3 at 1\.0 h is not later"):
        Measured("r", start, np.array([1.0, 2.0, 1.0]), {}, {})
    with pytest.raises(EstimationRefused, match="r: colour needs"):
        Measured("r", start, np.array([1.0]), {"colour": np.array([1.0])}, {"colour": 1.0})
    with pytest.raises(EstimationRefused, match="0 measurements for 1"):
        fit(STRAIN, {"growth": (0.1, 1.0)}, [Measured("r", start, np.array([1.0]), {}, {})])
    with pytest.raises(EstimationRefused, match=r"speed from 0\.1"):
        fit(STRAIN, {"speed": (0.1, 1.0)}, RUNS)
