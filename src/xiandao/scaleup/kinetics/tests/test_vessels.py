"""Runs against solutions known in closed form, and balances that close whatever is done."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.kinetics import Feed, KineticsRefused, Start, Strain, changed, simulate

STRAIN = Strain(  # an example, of nobody's strain
    growth=0.3,
    half_carbon=0.5,
    inhibiting_carbon=80.0,
    half_nitrogen=0.1,
    most_product=150.0,
    with_growth=0.05,
    without_growth=0.12,
    short_nitrogen=0.05,
    full=3.0,
    yield_biomass=0.5,
    yield_product=0.4,
    maintenance=0.01,
)
PLAIN = changed(
    STRAIN, inhibiting_carbon=1e12, most_product=1e12, with_growth=0.0, without_growth=0.0, maintenance=0.0,
    half_nitrogen=1e-12,
)  # fmt: skip


def test_a_batch_follows_the_closed_form_of_monod_growth() -> None:
    # with X + Y S constant the equation can be integrated: t as a function of X
    start = Start(biomass=0.1, carbon=10.0, nitrogen=50.0, volume=1.0)
    run = simulate(PLAIN, start, until_h=14.0)
    whole, half = start.biomass + 0.5 * start.carbon, PLAIN.half_carbon

    for hour, biomass in zip(run.hours[20:160:20], run.biomass[20:160:20], strict=True):
        a = (half * 0.5 + whole) / whole
        b = half * 0.5 / whole
        left = whole - biomass
        first = whole - start.biomass
        elapsed = (a * math.log(biomass / start.biomass) - b * math.log(left / first)) / PLAIN.growth
        assert hour == pytest.approx(elapsed, rel=1e-5)


def test_a_chemostat_comes_to_its_steady_state_or_washes_out() -> None:
    feed = Feed(carbon=10.0, nitrogen=50.0, flow=0.2, outflow=True)
    start = Start(biomass=2.0, carbon=1.0, nitrogen=50.0, volume=1.0)

    steady = simulate(PLAIN, start, until_h=200.0, feed=feed)
    washed = simulate(PLAIN, start, until_h=200.0, feed=Feed(10.0, 50.0, 0.35, outflow=True))

    substrate = 0.2 * 0.5 / (0.3 - 0.2)  # D K / (mu - D)
    assert steady.carbon[-1] == pytest.approx(substrate, rel=1e-6)
    assert steady.biomass[-1] == pytest.approx(0.5 * (10 - substrate), rel=1e-6)
    assert washed.biomass[-1] < 1e-2


def test_an_exponential_feed_holds_the_growth_rate() -> None:
    rate, carbon = 0.15, 0.5 * 0.15 / (0.3 - 0.15)
    biomass, volume = 5.0, 1.0
    flow = rate * biomass * volume / 0.5 / (400.0 - carbon)
    feed = Feed(carbon=400.0, nitrogen=50.0, flow=flow, growth=rate)

    run = simulate(PLAIN, Start(biomass, carbon, 50.0, volume), until_h=10.0, feed=feed)

    assert run.carbon == pytest.approx(np.full(200, carbon), rel=1e-4)
    grown = run.biomass * run.volume
    assert grown == pytest.approx(5.0 * np.exp(rate * run.hours), rel=1e-4)


def test_a_feed_begins_at_its_hour_and_stops_when_the_vessel_is_full() -> None:
    feed = Feed(carbon=300.0, nitrogen=0.0, flow=0.1, from_h=5.0, until_volume=2.0)

    run = simulate(STRAIN, Start(0.5, 20.0, 1.0, 1.0), until_h=30.0, feed=feed)

    assert run.volume[run.hours < 5].max() == pytest.approx(1.0)
    assert run.volume[-1] == pytest.approx(2.0, abs=1e-6)
    assert run.volume.max() <= 2.0 + 1e-6


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.05, 0.6), st.floats(0.0, 0.3), st.floats(0.0, 0.05), st.floats(0.0, 60.0),
    st.floats(0.0, 5.0),
    st.sampled_from([None, Feed(300.0, 1.0, 0.02), Feed(20.0, 2.0, 0.1, outflow=True)]),
    st.sampled_from([float("inf"), 0.05, 0.002]),
)  # fmt: skip
def test_carbon_closes_whatever_is_done(
    growth: float, stored: float, burnt: float, carbon: float, nitrogen: float, feed: Feed | None, otr: float
) -> None:
    strain = changed(STRAIN, growth=growth, without_growth=stored, maintenance=burnt)

    run = simulate(strain, Start(0.5, carbon, nitrogen, 1.0), until_h=20.0, feed=feed, most_otr=otr)

    assert run.carbon_gap < 1e-8
    assert run.biomass.min() >= -1e-9
    assert run.our.max() <= otr * (1 + 1e-9)


def test_product_is_stored_when_nitrogen_runs_out_until_cells_are_full() -> None:
    run = simulate(STRAIN, Start(0.5, 40.0, 0.6, 1.0), until_h=60.0)

    gone = int(np.argmax(run.nitrogen < 0.01))
    assert run.product[-1] > 3 * run.product[gone]
    assert (run.product / run.biomass).max() <= STRAIN.full


def test_electrons_tell_the_oxygen_that_is_taken_up() -> None:
    # growth alone: a C-mol of glucose gives 4 electrons, one of biomass takes 4.2
    run = simulate(PLAIN, Start(0.1, 10.0, 50.0, 1.0), until_h=30.0)
    grown, used = run.biomass[-1] - 0.1, 10.0 - run.carbon[-1]

    expected = (used / 30.026 * 4.0 - grown / 24.6258 * 4.2) / 4.0
    assert run.o2[-1] == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"growth": -0.1}, "growth is -0.1"),
        ({"yield_biomass": 0.9}, "allow above 0 to"),
        ({"yield_product": 0.0}, "yield_product is 0.0"),
    ],
)
def test_a_strain_that_makes_matter_from_nothing_is_refused(parameters: dict[str, float], said: str) -> None:
    with pytest.raises(KineticsRefused, match=said):
        changed(STRAIN, **parameters)


@pytest.mark.parametrize(
    ("start", "until", "hours", "said"),
    [
        (Start(0.5, 10.0, 1.0, 1.0), -1.0, None, "does not run forward"),
        (Start(0.5, -1.0, 1.0, 1.0), 1.0, None, "-1.0 of carbon"),
        (Start(0.0, 10.0, 1.0, 1.0), 1.0, None, "above 0"),
        (Start(0.5, 10.0, 1.0, 1.0), 1.0, [0.5, 0.2], "must grow"),
    ],
)
def test_a_run_that_cannot_be_is_refused(
    start: Start, until: float, hours: list[float] | None, said: str
) -> None:
    with pytest.raises(KineticsRefused, match=said):
        simulate(STRAIN, start, until_h=until, at_h=None if hours is None else np.array(hours))
