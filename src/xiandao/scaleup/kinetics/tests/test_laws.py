"""Each rate law at the points where its paper says what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.scaleup.kinetics.laws import (
    cardinal_ph,
    cardinal_temperature,
    contact,
    contois,
    haldane,
    hindrance,
    luedeking_piret,
    luong,
    monod,
    overflow,
    respiration,
    shortage,
)

AMOUNTS = st.floats(1e-6, 1e3)


@given(AMOUNTS, AMOUNTS)
def test_saturation_is_a_half_at_its_constant_and_never_above_one(substrate: float, half: float) -> None:
    assert monod(half, half) == pytest.approx(0.5)
    assert 0 <= monod(substrate, half) <= 1
    assert monod(substrate, half) + shortage(substrate, half) == pytest.approx(1)
    assert contois(substrate, 1.0, half) == pytest.approx(monod(substrate, half))


@given(AMOUNTS, AMOUNTS)
def test_inhibition_by_substrate_is_least_between_its_constants(half: float, inhibiting: float) -> None:
    best = (half * inhibiting) ** 0.5

    assert haldane(best, half, inhibiting) >= haldane(best * 1.3, half, inhibiting)
    assert haldane(best, half, inhibiting) >= haldane(best / 1.3, half, inhibiting)


def test_a_product_stops_growth_at_its_limit() -> None:
    assert (luong(0, 50), luong(25, 50), luong(50, 50), luong(60, 50)) == (1.0, 0.5, 0.0, 0.0)
    assert luong(25, 50, 2.0) == 0.25


def test_growth_is_full_at_the_best_temperature_and_none_at_the_ends() -> None:
    # E. coli: 5, 40 and 47 degrees C (Rosso et al. 1993 give 4.9, 41.3 and 47.5 for one data set)
    shares = [cardinal_temperature(now, 4.9, 41.3, 47.5) for now in (4.9, 20.0, 41.3, 47.5, 60.0)]

    assert shares[0] == shares[3] == shares[4] == 0
    assert shares[2] == pytest.approx(1)
    assert 0 < shares[1] < 1


def test_product_comes_with_growth_and_without() -> None:
    assert luedeking_piret(0.2, 2.0, 0.03) == pytest.approx(0.43)
    assert (monod(0, 1), haldane(-1, 1, 1), contois(0, 1, 1)) == (0, 0, 0)


def test_growth_over_ph_is_full_at_the_best_and_none_at_the_ends() -> None:
    shares = [cardinal_ph(now, 4.0, 7.0, 9.5) for now in (4.0, 5.5, 7.0, 9.5)]

    assert shares[0] == shares[3] == 0
    assert shares[2] == pytest.approx(1)
    assert 0 < shares[1] < 1


@given(AMOUNTS, AMOUNTS)
def test_what_overflows_and_what_is_respired_add_up(uptake: float, capacity: float) -> None:
    respired, spilt, left = overflow(uptake, capacity)

    assert respired + spilt == pytest.approx(uptake)
    assert respired + left == pytest.approx(capacity)
    assert min(spilt, left) == 0


def test_hindrance_is_a_half_at_its_constant_and_a_full_surface_stops_growth() -> None:
    assert (hindrance(0, 5), hindrance(5, 5), respiration(3, 3)) == (1.0, 0.5, 0.5)
    assert (contact(0, 2), contact(1, 2), contact(2, 2), contact(3, 2)) == (1.0, 0.5, 0.0, 0.0)
