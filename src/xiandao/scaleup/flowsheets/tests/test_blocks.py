"""Blocks against sums done by hand, and every block against mass, carbon and energy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.flowsheets import FlowsheetRefused, Outcome, Stream, converged, mixed, stream
from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.chromatography import buffers_for, chromatographed
from xiandao.scaleup.flowsheets.blocks.crystallisation import crystallised
from xiandao.scaleup.flowsheets.blocks.distillation import distilled, least_reflux, stages
from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.evaporation import evaporated
from xiandao.scaleup.flowsheets.blocks.extraction import extracted_share
from xiandao.scaleup.flowsheets.blocks.fermentation import (
    Fermentation,
    feed_for,
    fermented,
    turned,
    vessels_for,
)
from xiandao.scaleup.flowsheets.blocks.lysis import lysed
from xiandao.scaleup.flowsheets.blocks.membrane import buffer_for, membrane
from xiandao.scaleup.flowsheets.blocks.recovery import recovered
from xiandao.scaleup.flowsheets.blocks.waste import treated

ETHANOL = Fermentation(
    "ethanol", titre=80.0, hours=36.0, turnaround=8.0, yield_product=0.46, biomass=3.0, vessel=1000.0,
    working=0.9,
)  # fmt: skip
ENZYME = Fermentation(
    "protein", titre=30.0, hours=100.0, turnaround=12.0, yield_product=0.11, biomass=45.0, vessel=100.0,
    working=0.75, our=0.15,
)  # fmt: skip


def brewed(told: Fermentation, made: float) -> Outcome:
    medium = mixed(*feed_for(told, "glucose", made, concentration=0.6)).at(told.celsius)
    return fermented("fermentation", told, medium, made)


def test_glucose_burnt_takes_six_oxygens_and_frees_the_published_heat() -> None:
    # C6H12O6 + 6 O2 -> 6 CO2 + 6 H2O, all but a trace of cells; 1 kmol/h is 2,803 MJ/h (NIST)
    told = Fermentation("biomass", 1.0, 10.0, 1.0, 1e-9, 0.0, 100.0, 0.8, our=0.1)

    found = turned(told, "glucose", 180.156e-9, 0.0)

    assert found.oxygen_mol == pytest.approx(6000.0, rel=1e-6)
    assert found.flows["carbon dioxide"] == pytest.approx(6 * 44.009, rel=1e-4)


def test_heat_of_a_fermentation_is_that_of_its_oxygen() -> None:
    # 460 kJ a mol of oxygen (Cooney, Wang & Mateles 1969), here from the heats of formation of all that flows
    outcome = brewed(ENZYME, 50.0)
    found = turned(ENZYME, "glucose", 50.0, 75.0)

    warmed = sum(one.heat for one in outcome.inlets) - sum(one.heat for one in outcome.outlets)
    vapour = outcome.outlets[1].of("water") * 2442.0 / 3600.0

    assert warmed + vapour == pytest.approx(found.oxygen_mol * 460.0 / 3600.0, rel=0.06)


def test_without_air_electrons_go_to_the_by_product_and_no_oxygen_is_taken() -> None:
    found = turned(ETHANOL, "glucose", 1000.0, 40.0)

    assert np.all(found.flows["oxygen"] == 0)
    assert found.flows["glycerol"] > 0
    assert found.flows["carbon dioxide"] == pytest.approx(
        955.0, rel=0.06
    )  # a mol for each of ethanol, and cells


def test_vessels_are_what_the_hand_gets() -> None:
    # 100 m3/h for 44 h is 4,400 m3 in vessels of 900: 5
    assert vessels_for(ETHANOL, 100.0) == 5


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (
            Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 0.9, 12.0, our=0.15),
            "more of a vessel is filled",
        ),
        (
            Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 1.0, 0.75, our=0.15),
            "vessels, more than 60",
        ),
        (
            Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 100.0, 0.75, our=0.30),
            "more than is transferred",
        ),
        (
            Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 100.0, 0.75, our=0.05),
            "more than at the peak",
        ),
        (
            Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 100.0, 0.75, our=0.2, cooling=20.0),
            "taken away",
        ),
        (Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 100.0, 0.75, our=0.2, power=9.0), "motor"),
        (Fermentation("protein", 30.0, 100.0, 12.0, 0.11, 45.0, 9000.0, 0.75, our=0.15), "is not built"),
        (Fermentation("ethanol", 80.0, 36.0, 8.0, 0.60, 3.0, 1000.0, 0.9), "more was made than"),
        (
            Fermentation(
                "protein", 300.0, 100.0, 12.0, 0.11, 45.0, 100.0, 0.75, our=0.9, otr=1.0, cooling=200.0
            ),
            "thinner",
        ),
    ],
)
def test_a_fermentation_that_cannot_be_says_why(told: Fermentation, reason: str) -> None:
    broken = [one.told(0.0) for one in brewed(told, 50.0).broken if np.any(one.mask)]

    assert any(reason in one for one in broken)


def test_a_medium_without_a_carbon_source_is_refused_by_the_block() -> None:
    with pytest.raises(FlowsheetRefused, match="fermentation: the medium holds none"):
        fermented("fermentation", ETHANOL, stream(water=1.0), 1.0)


@pytest.mark.parametrize(
    ("factor", "stages_", "share"), [(2.0, 1, 2 / 3), (2.0, 3, 14 / 15), (1.0, 4, 0.8), (0.5, 2, 3 / 7)]
)
def test_extraction_is_that_of_kremser(factor: float, stages_: int, share: float) -> None:
    assert extracted_share(factor, stages_) == pytest.approx(share)


def test_diafiltration_washes_by_the_exponential() -> None:
    feed = stream(water=1000.0, protein=10.0, salts=20.0)

    outcome = membrane("uf", feed, {"protein": 1.0}, factor=1.0, volumes=5.0, buffer=stream(water=5000.0))
    kept, _ = outcome.outlets

    assert kept.of("protein") == pytest.approx(10.0)
    assert kept.of("salts") == pytest.approx(20.0 * np.exp(-5.0))


def test_a_column_steps_as_many_stages_as_a_slow_twin() -> None:
    feed, top, bottom = np.array(0.05), np.array(0.80), np.array(0.001)
    reflux = least_reflux(feed, top) * 1.4

    found = stages(feed, top, bottom, reflux)

    assert found == _slow_stages(0.05, 0.80, 0.001, float(reflux))
    assert np.isnan(stages(feed, np.array(0.95), bottom, np.array(3.0)))  # beyond the azeotrope


def _slow_stages(feed: float, top: float, bottom: float, reflux: float) -> int:
    from xiandao.scaleup.flowsheets.equilibria import ethanol_table

    liquid, vapour, _ = ethanol_table()
    share, y, count = (feed - bottom) / (top - bottom), top, 0
    while True:
        at = next(n for n in range(len(vapour)) if vapour[n + 1] >= y)
        x = liquid[at] + (y - vapour[at]) / (vapour[at + 1] - vapour[at]) * (liquid[at + 1] - liquid[at])
        count += 1
        if x <= bottom:
            return count
        if x > feed:
            y = (reflux * x + top) / (reflux + 1)
        else:
            y = ((reflux * share + 1) * x - (1 - share) * bottom) / ((reflux + 1) * share)


BEER = stream(32.0, ethanol=50.0, water=950.0, biomass=5.0)
BROTH = stream(30.0, water=1000.0, biomass=40.0, protein=10.0, salts=5.0)
OUTCOMES = {
    "ethanol fermentation": lambda: brewed(ETHANOL, 100.0),
    "enzyme fermentation": lambda: brewed(ENZYME, 100.0),
    "centrifuge": lambda: centrifuged("c", BROTH, ("biomass",)),
    "lysis": lambda: lysed("l", BROTH),
    "membrane": lambda: membrane(
        "m", BROTH, {"protein": 0.99}, factor=4.0, volumes=2.0, buffer=buffer_for(BROTH, 4.0, 2.0, 0.01)
    ),
    "chromatography": lambda: chromatographed(
        "x", BROTH, "protein", buffer=buffers_for(BROTH, "protein", load=40.0, volumes=20.0, salts=0.02)
    ),
    "evaporation": lambda: evaporated("e", stream(30.0, water=900.0, succinic_acid=100.0), solids=0.4),
    "crystallisation": lambda: crystallised(
        "k", stream(60.0, water=60.0, succinic_acid=40.0), "succinic acid", soluble=0.07, celsius=20.0
    ),
    "distillation": lambda: distilled("d", BEER),
    "drying": lambda: dried("s", stream(30.0, water=100.0, protein=30.0)),
    "recovery": lambda: recovered("r", stream(60.0, ethyl_acetate=100.0, phb=10.0), "ethyl acetate"),
    "waste water": lambda: treated("w", BROTH, stream(20.0, water=100.0, rna=3.0))[0],
}  # fmt: skip


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_block_closes_mass_carbon_and_energy(name: str) -> None:
    outcome = OUTCOMES[name]()

    assert max(float(np.max(gap)) for gap in outcome.gaps) < 1e-9
    for duty in ("electricity", "work", "steam", "cooling", "chilled", "lost"):
        assert np.all(np.asarray(getattr(outcome.duties, duty)) >= 0)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 0.95), st.floats(0.1, 100.0))
def test_a_recycle_comes_to_the_rest_that_algebra_gives(back: float, fed: float) -> None:
    found, broken = converged(
        lambda old: Stream({"water": (old.of("water") + fed) * back}),
        Stream({"water": np.zeros(())}),
        block="loop",
    )

    assert found.of("water") == pytest.approx(fed * back / (1.0 - back), rel=1e-6, abs=1e-9)
    assert not np.any(broken.mask)


def test_a_recycle_that_grows_for_ever_says_so() -> None:
    _, broken = converged(
        lambda old: Stream({"water": old.of("water") * 1.5 + 1.0}),
        Stream({"water": np.ones(2)}),
        block="loop",
    )

    assert np.all(broken.mask)
    assert broken.told(0.5) == "loop: the recycle did not come to rest, 0.5 of it still moves"
