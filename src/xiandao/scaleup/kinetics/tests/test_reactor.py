"""Any model in any vessel: balances, events, known steady states and a slow obvious twin."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from xiandao.scaleup.kinetics import (
    Addition,
    Change,
    KineticsRefused,
    Model,
    Operation,
    Outflow,
    Stream,
    Surroundings,
    Transfer,
    Trigger,
    Withdrawal,
    aerobe,
    bacterium,
    mammalian,
    microcarrier,
    run,
    yeast,
)
from xiandao.scaleup.kinetics.laws import cardinal_ph, cardinal_temperature
from xiandao.scaleup.kinetics.models.yeast import critical_growth
from xiandao.scaleup.kinetics.sets import (
    CHO_2018,
    COLI_2017,
    EXAMPLE_AEROBE,
    EXAMPLE_STEM_CELL,
    EXAMPLE_YEAST,
)

AIR = Transfer(kla_per_h=600.0, saturation_mmol_per_l=0.21)
PLENTY = Transfer(kla_per_h=1e5, saturation_mmol_per_l=0.21)
HELD = {**EXAMPLE_AEROBE, "maintenance": 0.0, "half_oxygen": 1e-9}


def chemostat(
    model: Model, dilution: float, *, retained: float = 0.0, bleed: float | None = None
) -> Operation:
    outflows = (
        (Outflow(retained=retained),)
        if bleed is None
        else (Outflow(bleed), Outflow(dilution - bleed, retained=1.0))
    )
    start = {"biomass": 2.0, "carbon": 0.5, "oxygen": 0.2}
    return Operation(start, 1.0, 300.0, (Stream({"carbon": 10.0}, dilution),), outflows, transfer=PLENTY)


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from([yeast(EXAMPLE_YEAST), bacterium(COLI_2017), aerobe(EXAMPLE_AEROBE)]),
    st.floats(0.0, 40.0),
    st.floats(0.0, 0.1),
    st.sampled_from([(), (Outflow(),), (Outflow(0.01, retained=0.9),)]),
    st.booleans(),
)
def test_carbon_and_electrons_close_whatever_the_cells_and_the_vessel(
    model: Model, carbon: float, flow: float, outflows: tuple[Outflow, ...], handled: bool
) -> None:
    operation = Operation(
        {"biomass": 0.3, "carbon": carbon, "oxygen": 0.2}, 1.0, 15.0,
        (Stream({"carbon": 200.0}, flow, 4.0, 11.0, 0.05),), outflows,
        (Addition(3.0, 0.05, {"carbon": 300.0}),) if handled else (),
        (Withdrawal(6.0, 0.1),) if handled else (), transfer=AIR,
    )  # fmt: skip

    course = run(model, operation)

    assert course.carbon_gap < 1e-8
    assert course.electron_gap < 1e-8
    assert min(course[name].min() for name in model.names) > -1e-7


def test_a_plain_twin_in_concentrations_comes_to_the_same_place() -> None:
    p = EXAMPLE_YEAST
    course = run(
        yeast(p),
        Operation({"biomass": 0.5, "carbon": 20.0, "oxygen": 0.2}, 2.0, 12.0,
                  (Stream({"carbon": 300.0}, 0.03),), transfer=AIR),
    )  # fmt: skip

    def twin(_: float, y: np.ndarray) -> list[float]:
        x, s, e, o, v = y
        per_sugar = (4 / 30.026 - p["respired"] / 24.6258 * 4.2) / 4
        per_ethanol = (6 / (12.011 + 3.024 + 7.9995) - p["on_ethanol"] / 24.6258 * 4.2) / 4
        taken = p["uptake"] * s / (s + p["half_carbon"])
        can = p["capacity"] * o / (o + p["half_oxygen"])
        burnt = min(taken, can / per_sugar)
        again = min(p["uptake"] * e / (e + p["half_ethanol"]) * p["inhibiting_carbon"]
                    / (p["inhibiting_carbon"] + s), (can - burnt * per_sugar) / per_ethanol)  # fmt: skip
        of_sugar = (4 / 30.026 - p["fermented"] / 24.6258 * 4.2) / (6 / 23.0345)
        spilt = taken - burnt
        growth = p["respired"] * burnt + p["fermented"] * spilt + p["on_ethanol"] * again
        breathed = 1000 * (burnt * per_sugar + again * per_ethanol) * x
        d = 0.03 / v
        return [
            growth * x - d * x, -taken * x + d * (300 - s), (of_sugar * spilt - again) * x - d * e,
            600 * (0.21 - o) - breathed - d * o, 0.03,
        ]  # fmt: skip

    plain = solve_ivp(twin, (0, 12), [0.5, 20.0, 0.0, 0.2, 2.0], method="Radau", rtol=1e-8, atol=1e-10)

    end = [course[name][-1] for name in ("biomass", "carbon", "ethanol", "oxygen")]
    assert end == pytest.approx(plain.y[:4, -1], rel=2e-3, abs=1e-4)


def test_yeast_in_a_chemostat_makes_ethanol_only_above_its_critical_rate() -> None:
    critical = critical_growth(EXAMPLE_YEAST)
    model = yeast(EXAMPLE_YEAST)

    below = run(model, chemostat(model, 0.95 * critical), exact=1e-7)
    above = run(model, chemostat(model, 1.05 * critical), exact=1e-7)

    assert below["ethanol"][-1] < 1e-3
    assert below["biomass"][-1] == pytest.approx(0.5 * 10.0, rel=0.02)
    assert above["ethanol"][-1] > 0.05
    assert above["biomass"][-1] < below["biomass"][-1]


def test_perfusion_holds_cells_that_a_chemostat_would_lose() -> None:
    # a bleed of 0.1 1/h sets the growth; the cells are then thicker by what is drawn over what is bled
    model = aerobe(HELD)
    dilution, bleed = 0.8, 0.1

    held = run(model, chemostat(model, dilution, bleed=bleed), exact=1e-8)
    lost = run(model, chemostat(model, dilution), exact=1e-8)

    carbon = bleed * 0.1 / (0.5 - bleed)
    assert held["carbon"][-1] == pytest.approx(carbon, rel=1e-4)
    assert held["biomass"][-1] == pytest.approx(0.5 * (10.0 - carbon) * dilution / bleed, rel=1e-4)
    assert lost["biomass"][-1] < 1e-3  # 0.8 1/h is above the greatest growth rate of 0.5


def test_contois_leaves_more_sugar_where_there_are_more_cells() -> None:
    model = aerobe({**HELD, "half_carbon": 0.05}, relative=True)

    course = run(model, chemostat(model, 0.2), exact=1e-8)

    # steady state: S = K X D / (mu - D), X = Y (S_in - S)
    ratio = 0.05 * 0.2 / (0.5 - 0.2)
    biomass = 0.5 * 10.0 / (1 + 0.5 * ratio)
    assert course["biomass"][-1] == pytest.approx(biomass, rel=1e-4)
    assert course["carbon"][-1] == pytest.approx(ratio * biomass, rel=1e-4)


def test_growth_short_of_oxygen_is_linear_at_what_the_gas_gives() -> None:
    model = aerobe({**EXAMPLE_AEROBE, "maintenance": 0.0})
    course = run(
        model,
        Operation({"biomass": 5.0, "carbon": 60.0, "oxygen": 0.0}, 1.0, 8.0, transfer=Transfer(100.0, 0.21)),
    )

    late = course.hours > 2
    assert course.our[late] == pytest.approx(100.0 * 0.21 / 1000, rel=0.02)
    steps = np.diff(course["biomass"][late])
    assert steps == pytest.approx(np.full(len(steps), steps.mean()), rel=0.02)


def test_temperature_and_ph_change_the_rate_from_their_hour_on() -> None:
    model = aerobe(HELD)
    cool = Surroundings(temperature_c=30.0, ph=6.0)
    course = run(
        model,
        Operation({"biomass": 0.01, "carbon": 500.0, "oxygen": 0.2}, 1.0, 8.0,
                  changes=(Change(4.0, surroundings=cool),), transfer=PLENTY),
        at_h=np.array([1.0, 3.0, 5.0, 7.0]),
    )  # fmt: skip

    warm, cold = np.log(course["biomass"][1::2] / course["biomass"][::2]) / 2
    share = cardinal_temperature(30.0, 10.0, 37.0, 45.0) * cardinal_ph(6.0, 4.5, 7.0, 9.0)
    assert warm == pytest.approx(0.5, rel=1e-3)
    assert cold / warm == pytest.approx(share, rel=1e-4)


def test_induction_is_a_change_of_parameters() -> None:
    course = run(
        mammalian({**CHO_2018, "antibody": 0.0}),
        Operation({"living": 1.0, "glucose": 30.0, "glutamine": 4.0}, 1.0, 40.0,
                  changes=(Change(20.0, {"antibody": 1.5}),)),
    )  # fmt: skip

    assert course["antibody"][course.hours < 20].max() == 0
    assert course["antibody"][-1] > 0


def test_a_feed_that_waits_for_the_sugar_to_run_out_begins_then() -> None:
    feed = Stream({"carbon": 400.0}, 0.02, 0.0, 5.0)
    course = run(
        bacterium(COLI_2017),
        Operation({"biomass": 0.5, "carbon": 8.0, "oxygen": 0.2}, 1.0, 25.0,
                  trigger=Trigger("carbon", 0.1, (feed,)), transfer=AIR),
    )  # fmt: skip

    before = course.volume < 1.0001
    assert course["carbon"][before].min() >= 0.1 - 1e-6
    assert course["carbon"][before][-1] < 0.6
    assert course.volume[-1] == pytest.approx(1.1, rel=1e-6)
    assert course.carbon_gap < 1e-8


def test_mammalian_cells_stop_with_their_glutamine_and_count_what_they_used() -> None:
    # table 2 of Bioengineering 2018, 5:25: all glutamine grown from or kept up with; glucose to lactate 0.70
    course = run(
        mammalian(CHO_2018), Operation({"living": 0.3, "glucose": 40.0, "glutamine": 6.0}, 2.0, 150.0)
    )

    assert course["glutamine"][-1] < 0.02
    made = course["living"][-1] + course["dead"][-1] - 0.3
    assert 0.8 * 0.974 * 6.0 < made < 0.974 * 6.0
    assert course["lactate"][-1] == pytest.approx(0.70 * (40.0 - course["glucose"][-1]), rel=1e-6)
    assert math.isnan(course.carbon_gap)


def test_stem_cells_fill_their_carriers_and_grow_again_on_new_ones() -> None:
    start = {"suspended": 0.02, "carrier": 5.0, "glucose": 15.0}
    model = microcarrier({**EXAMPLE_STEM_CELL, "detaching": 0.0, "maintenance": 0.0})

    full = run(model, Operation(start, 1.0, 500.0))
    more = run(
        model,
        Operation(
            start, 1.0, 500.0, additions=(Addition(250.0, 0.0, {}), Addition(250.0, 0.1, {"carrier": 50.0}))
        ),
    )

    assert full["attached"][-1] + full["suspended"][-1] <= 0.05 * 5.0 * (1 + 1e-6)
    assert full["attached"][-1] == pytest.approx(0.05 * 5.0, rel=0.02)
    assert more["attached"][-1] * 1.1 > 1.5 * full["attached"][-1]


def test_acetate_is_spilt_while_there_is_sugar_and_taken_up_after() -> None:
    course = run(
        bacterium(COLI_2017),
        Operation(
            {"biomass": 0.2, "carbon": 10.0, "oxygen": 0.2}, 1.0, 20.0, transfer=Transfer(1000.0, 0.21)
        ),
    )

    gone = int(np.argmax(course["carbon"] < 0.01))
    assert course["acetate"][:gone].max() > 0.2
    assert course["acetate"][-1] < 0.01
    assert course["biomass"][-1] == pytest.approx(course["biomass"].max(), rel=1e-2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"volume_l": 0.0}, "give a volume above 0"),
        ({"until_h": -1.0}, "does not run forward"),
        ({"start": {"sugar": 1.0}}, "has no sugar; it has biomass, carbon, oxygen"),
        ({"withdrawals": (Withdrawal(1.0, 2.0),)}, "2.0 L are taken from 1.0 L"),
        ({"additions": (Addition(9.0, 0.1),)}, "cannot be added or taken in a run of 5.0 h"),
        ({"transfer": None}, "say how oxygen comes in"),
        ({"changes": (Change(1.0, {"colour": 1.0}),)}, "no parameter colour"),
    ],
)
def test_a_run_that_cannot_be_done_is_refused_by_what_is_wrong(wrong: dict[str, object], said: str) -> None:
    right = {"start": {"biomass": 1.0}, "volume_l": 1.0, "until_h": 5.0, "transfer": AIR}

    with pytest.raises(KineticsRefused, match=said):
        run(aerobe(EXAMPLE_AEROBE), Operation(**{**right, **wrong}))  # type: ignore[arg-type]


def test_a_stream_that_flows_backwards_is_refused() -> None:
    with pytest.raises(KineticsRefused, match="is none"):
        Stream({"carbon": 1.0}, -0.1)
    with pytest.raises(KineticsRefused, match="growth is -1"):
        aerobe({**EXAMPLE_AEROBE, "growth": -1.0})


@given(st.floats(0.001, 1.0), st.floats(-0.2, 0.3), st.floats(0.0, 5.0))
def test_the_hour_of_so_many_litres_is_the_inverse_of_the_litres(
    flow: float, growth: float, hours: float
) -> None:
    stream = Stream({}, flow, 2.0, growth_per_h=growth)

    assert stream.until_litres(stream.litres(hours)) == pytest.approx(2.0 + hours, abs=1e-6)
