"""Substances and streams: published heats and molar masses, and what pouring together may not change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.flowsheets import FlowsheetRefused, mixed, stream, substance
from xiandao.scaleup.flowsheets.equilibria import ethanol_table, water_pressure


@pytest.mark.parametrize(
    ("name", "kilojoules_a_mol"),
    [("ethanol", -1366.8), ("glucose", -2803.0), ("acetic acid", -874.2), ("glycerol", -1655.4)],
)
def test_heats_of_burning_are_the_published_ones(name: str, kilojoules_a_mol: float) -> None:
    # NIST Chemistry WebBook, liquids and crystals at 25 degrees C
    found = substance(name)
    of = dict(found.atoms)

    burnt = of["C"] * -393.51 + of["H"] / 2 * -285.83 - found.formation * found.grams_per_mol / 1000

    assert burnt == pytest.approx(kilojoules_a_mol, rel=0.005)


def test_mean_compositions_burn_by_115_kilojoules_an_electron() -> None:
    # cells of Roels (1983): 4.8 electrons to nitrogen gas a C-mol
    cells = substance("biomass")

    burnt = -393.51 + 0.9 * -285.83 - cells.formation * cells.grams_per_mol / 1000

    assert burnt == pytest.approx(-115.0 * 4.8)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 1e4), st.floats(0, 1e3), st.floats(5, 95)), min_size=1, max_size=4))
def test_pouring_together_keeps_mass_carbon_and_heat(parts: list[tuple[float, float, float]]) -> None:
    streams = [stream(celsius, water=water, glucose=sugar) for water, sugar, celsius in parts]

    together = mixed(*streams)

    assert together.total == pytest.approx(sum(one.total for one in streams))
    assert together.element("C") == pytest.approx(sum(one.element("C") for one in streams))
    assert together.heat == pytest.approx(sum(one.heat for one in streams), rel=1e-9)


def test_ethanol_and_water_have_their_azeotrope() -> None:
    # 89.4 mol% and 78.2 degrees C at 1 atm (Gmehling's collection)
    liquid, vapour, boils = ethanol_table()

    at = int(np.argmin(boils))

    assert liquid[at] == pytest.approx(0.894, abs=0.02)
    assert boils[at] == pytest.approx(78.15, abs=0.3)
    assert boils[0] == pytest.approx(100.0, abs=0.1)
    assert boils[-1] == pytest.approx(78.3, abs=0.2)
    assert np.interp(0.1, liquid, vapour) == pytest.approx(0.44, abs=0.02)
    assert water_pressure(100.0) == pytest.approx(1.013, abs=0.003)


def test_what_cannot_flow_is_refused() -> None:
    with pytest.raises(FlowsheetRefused, match="water is below 0"):
        stream(water=-1.0)
    with pytest.raises(FlowsheetRefused, match="no substance is called unobtainium"):
        stream(unobtainium=1.0)
    with pytest.raises(FlowsheetRefused, match="a gas and a liquid"):
        mixed(stream(water=1.0), stream(water=1.0, vapour=True))
