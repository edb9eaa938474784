"""Zones of a large vessel: mixed in the time of the law, fed as much as is taken up, felt in the lab."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from xiandao.scaleup.transfer import (
    Cooling,
    Criterion,
    Demand,
    Engineering,
    Organism,
    TransferRefused,
    gradients,
    scale_down,
    scale_up,
)
from xiandao.scaleup.transfer.gradients import Values, exchange
from xiandao.scaleup.transfer.tests.vessels import BENCH_RUN, SALTY, typical

EATER = Organism(most_uptake=1.5, half_substrate=0.05)
BIOMASS = 10.0


def plant(our: float = 120.0) -> Engineering:
    """50 m3 at a speed that transfers so much oxygen."""
    large = typical(50, tall=2.5, impellers=3, cooling=Cooling(150, 600, 12))
    _, found = scale_up(
        (typical(0.005), BENCH_RUN), [large], SALTY, Demand(our=our), criterion=Criterion.OXYGEN
    )
    return found.engineering


@pytest.mark.parametrize("zones", [2, 3, 5, 8, 10])
def test_a_stack_is_mixed_in_the_time_it_was_made_for(zones: int) -> None:
    volume, mixing = 50.0, 120.0
    flow = exchange(volume, mixing, zones)
    chain = np.diag(np.full(zones, -2.0)) + np.diag(np.ones(zones - 1), 1) + np.diag(np.ones(zones - 1), -1)
    chain[0, 0] = chain[-1, -1] = -1
    poured = np.zeros(zones)
    poured[-1] = zones

    left = expm(chain * flow * zones / volume * mixing) @ poured

    assert np.abs(left - 1).max() == pytest.approx(0.05, rel=0.02)


@settings(max_examples=15)
@given(st.floats(0.1, 0.4), st.integers(2, 10), st.booleans())
def test_what_is_fed_is_taken_up(uptake: float, zones: int, from_below: bool) -> None:
    found = gradients(
        plant(), EATER, biomass=BIOMASS, uptake=uptake, zones=zones, feed_zone=0 if from_below else None
    )

    assert found.gap < 1e-6
    assert found.uptake.mean() == pytest.approx(uptake, rel=1e-6)
    assert int(found.substrate.argmax()) == found.feed_zone
    assert (found.oxygen > 0).all()


def test_the_steady_profile_is_where_the_balances_run_to_in_time() -> None:
    large = plant()
    found = gradients(large, EATER, biomass=BIOMASS, uptake=0.3, zones=4)
    volume, most = large.reactor.volume_m3, EATER.most_uptake / 3600 * BIOMASS
    chain = np.diag([-1.0, -2, -2, -1]) + np.diag(np.ones(3), 1) + np.diag(np.ones(3), -1)
    feed = np.array([0, 0, 0, 0.3 * most * 4])
    breathing = 1 - found.oxygen_short

    def change(_: float, substrate: Values) -> Any:
        eaten = most * substrate / (EATER.half_substrate + substrate) * breathing
        return chain @ substrate * found.exchange_m3_per_s * 4 / volume + feed - eaten

    run = solve_ivp(change, (0, 4000), np.full(4, 0.05), method="LSODA", rtol=1e-9, atol=1e-12)

    assert run.y[:, -1] == pytest.approx(found.substrate, rel=1e-4)


def test_faster_mixing_makes_a_vessel_even() -> None:
    slow, fast = (
        gradients(plant(our), EATER, biomass=BIOMASS, uptake=0.25, zones=6) for our in (110.0, 180.0)
    )

    assert fast.stay_s < slow.stay_s
    assert fast.spread < slow.spread
    assert fast.starving <= slow.starving


def test_more_than_oxygen_allows_is_refused_with_what_to_do() -> None:
    with pytest.raises(TransferRefused, match="Lower the uptake or the biomass"):
        gradients(plant(60), EATER, biomass=40, uptake=0.7)


@pytest.mark.parametrize(
    ("told", "said"),
    [({"zones": 1}, "2 to 10"), ({"zones": 11}, "2 to 10"), ({"uptake": 1.0}, "between 0 and 1"),
     ({"feed_zone": 9}, "There is no zone 9")],
)  # fmt: skip
def test_a_stack_that_cannot_be_is_refused(told: dict[str, float], said: str) -> None:
    with pytest.raises(TransferRefused, match=said):
        gradients(plant(), EATER, **{"biomass": BIOMASS, "uptake": 0.3, **told})  # type: ignore[arg-type]


def test_the_loop_on_the_bench_has_the_large_vessels_stay_and_share() -> None:
    large = gradients(plant(), EATER, biomass=BIOMASS, uptake=0.3)

    found = scale_down(large, EATER, biomass=BIOMASS, uptake=0.3, total_l=3.0)

    assert found.loop_l / (found.loop_l + found.vessel_l) == pytest.approx(found.share_in_loop)
    assert found.loop_l / found.pump_l_per_min * 60 == pytest.approx(found.loop_stay_s)
    assert found.exit_g_per_l < found.entrance_g_per_l
    assert found.entrance_g_per_l == pytest.approx(found.large_g_per_l, rel=0.5)


def test_substrate_along_the_loop_falls_as_the_uptake_law_says() -> None:
    large = gradients(plant(), EATER, biomass=BIOMASS, uptake=0.3)
    found = scale_down(large, EATER, biomass=BIOMASS, uptake=0.3, total_l=3.0)
    most = EATER.most_uptake / 3600 * BIOMASS

    run = solve_ivp(
        lambda _, s: -most * s / (EATER.half_substrate + s),
        (0, found.loop_stay_s),
        [found.entrance_g_per_l],
        rtol=1e-10,
        atol=1e-12,
    )

    assert found.exit_g_per_l == pytest.approx(run.y[0, -1], rel=1e-6)


def test_a_loop_too_small_to_build_is_remarked() -> None:
    large = gradients(plant(), EATER, biomass=BIOMASS, uptake=0.3)

    found = scale_down(large, EATER, biomass=BIOMASS, uptake=0.3, total_l=0.1)

    assert any("cannot be built" in remark for remark in found.remarks)
