"""One figure is held, the others move as they must; limits come in the order in which they break."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiandao.scaleup.transfer import (
    Cooling,
    Criterion,
    Demand,
    Gas,
    Operation,
    TransferRefused,
    engineering,
    first_broken,
    limits,
    scale_up,
    window,
)
from xiandao.scaleup.transfer.tests.vessels import BENCH_RUN, DEMAND, SALTY, typical

PILOT = typical(0.5, tall=2, impellers=2)
PLANT = typical(50, tall=2.5, impellers=3, cooling=Cooling(150, 600, 12))
HELD = {
    Criterion.POWER_PER_VOLUME: "power per volume",
    Criterion.KLA: "kLa",
    Criterion.TIP_SPEED: "tip speed",
    Criterion.MIXING_TIME: "mixing time",
}


@pytest.mark.parametrize("criterion", list(Criterion))
def test_what_is_held_is_the_same_in_the_next_vessel(criterion: Criterion) -> None:
    near = typical(0.05, tall=1.0)
    if criterion is Criterion.OXYGEN:
        found = scale_up((typical(0.005), BENCH_RUN), [PILOT], SALTY, DEMAND, criterion=criterion)
        assert found[1].engineering.otr[1] == pytest.approx(DEMAND.our, rel=1e-6)
        return

    found = scale_up((typical(0.005), BENCH_RUN), [near], SALTY, DEMAND, criterion=criterion)

    assert found[1].ratios[HELD[criterion]] == pytest.approx(1, rel=1e-6)


def test_equal_power_per_volume_makes_tips_faster_and_mixing_slower() -> None:
    first, pilot, plant = scale_up(
        (typical(0.005), BENCH_RUN), [PILOT, PLANT], SALTY, DEMAND, criterion=Criterion.POWER_PER_VOLUME
    )

    assert first.ratios["tip speed"] == 1
    assert 1 < pilot.ratios["tip speed"] < plant.ratios["tip speed"]
    assert 1 < pilot.ratios["mixing time"] < plant.ratios["mixing time"]
    assert plant.ratios["superficial velocity"] > 1  # at equal vvm


def test_equal_gas_velocity_needs_fewer_volumes_in_a_taller_vessel() -> None:
    by_vvm, by_velocity = (
        scale_up((typical(0.005), BENCH_RUN), [PLANT], SALTY, DEMAND, criterion=Criterion.TIP_SPEED, gas=gas)[
            1
        ]
        for gas in (Gas.VVM, Gas.VELOCITY)
    )

    assert by_velocity.engineering.operation.vvm < by_vvm.engineering.operation.vvm
    assert by_velocity.ratios["superficial velocity"] == pytest.approx(1, rel=1e-6)


def test_the_mixing_time_of_the_bench_cannot_be_held_in_a_plant() -> None:
    with pytest.raises(TransferRefused, match="50 m3: no speed from 1 to 5000 rpm holds the mixing time"):
        scale_up((typical(0.005), BENCH_RUN), [PLANT], SALTY, DEMAND, criterion=Criterion.MIXING_TIME)


def test_heat_breaks_before_oxygen_where_the_jacket_is_small() -> None:
    small = replace(PLANT, cooling=Cooling(20, 400, 15))
    run = Operation(110, 0.3, 33, 1.3)

    found = limits(engineering(small, run, SALTY, Demand(our=100)), Demand(our=100))

    broken = first_broken(found)
    assert broken is not None
    assert broken.name == "cooling"
    allowed = [one.our for one in found if one.our is not None]
    assert allowed == sorted(allowed)


def test_a_limit_allows_just_what_it_says() -> None:
    run = Operation(110, 1.0, 33, 1.3)
    cooling = next(
        one for one in limits(engineering(PLANT, run, SALTY, DEMAND), DEMAND) if one.name == "cooling"
    )
    assert cooling.our is not None

    for factor, holds in ((0.999, True), (1.001, False)):
        asked = Demand(our=cooling.our * factor)
        again = next(
            one for one in limits(engineering(PLANT, run, SALTY, asked), asked) if one.name == "cooling"
        )
        assert again.holds is holds


def test_the_window_lies_between_too_little_oxygen_and_a_flooded_impeller() -> None:
    demand = Demand(our=80)

    places = window(
        PILOT, Operation(100, 1, 33, 1.3), SALTY, demand, rpm=(60, 150, 300, 450), vvm=(0.2, 1.0, 1.5)
    )

    broken = {(place.rpm, place.vvm): place.broken for place in places}
    assert broken[60, 1.5] == "flooding"
    assert broken[150, 0.2] == "oxygen"
    assert "" in broken.values()
