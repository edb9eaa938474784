"""Recipes, readiness, comparison and risk as tables; a vessel's figures by the engine's laws."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.pilot.rules.estimating import EXAMPLE, GeometryRefused, Running, computed
from xiandao.zone.pilot.rules.readiness import RULES, Shown, judged
from xiandao.zone.pilot.rules.recipes import (
    STARTER,
    STARTER_ZH,
    RecipeRefused,
    read_recipe,
    recipe_of,
    written_recipe,
)
from xiandao.zone.pilot.rules.records import RecordRefused, agrees, compared, priority
from xiandao.zone.pilot.rules.states import NEXT, CampaignState, Quantity

RANGED = "{name: a, capability: x, hours: 1, parameters: [{name: p, low: 8, high: 7}]}"
STEP = "{name: a, capability: x, hours: 1}"
RUNNING = Running(300.0, 1.0, 33.0, 1.2, 100.0, coalescing=False)


@pytest.mark.parametrize("example", [STARTER, STARTER_ZH])
def test_the_example_recipe_is_read_and_written_back(example: str) -> None:
    body = read_recipe(example)

    assert [step.name for step in recipe_of(body).ordered()] == [step["name"] for step in body["steps"]]
    assert read_recipe(written_recipe(body)) == body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "list of steps"),
        (f"steps: [{STEP}, {STEP}]", "Two steps are called a"),
        ("steps: [{name: a, capability: x, hours: 0}]", "a: hours is a whole number"),
        ("steps: [{name: a, capability: x, hours: 1.5}]", "a: hours is a whole number"),
        ("steps: [{name: a, hours: 1}]", "Step a needs a name and a capability"),
        ("steps: [{name: a, capability: x, hours: 1, volume: 2}]", "a: volume is not known here"),
        ("steps: [{name: a, capability: x, hours: 1, uses: {p: 0}}]", "a: uses names"),
        ("steps: [{name: a, capability: x, hours: 1}]\nlags: [{before: a, after: b}]", "names the step b"),
(f"steps: [{RANGED}]", "low above high"),
        ("steps: [{", "not YAML"),
    ],
)  # fmt: skip
def test_a_recipe_that_cannot_be_followed_is_refused(text: str, said: str) -> None:
    with pytest.raises(RecipeRefused, match=said):
        read_recipe(text)


def test_a_recipe_that_loops_is_refused_naming_its_steps() -> None:
    text = STARTER + "  - {before: harvest, after: seed}\n"

    with pytest.raises(RecipeRefused, match="circle") as refused:
        read_recipe(text)

    assert all(name in refused.value.sentence for name in ("seed", "fermentation", "harvest"))


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with suppress(RecipeRefused):
        assert recipe_of(read_recipe(text)).steps


def test_every_state_of_a_campaign_has_its_ways_on() -> None:
    assert set(NEXT) == set(CampaignState)


NOTHING = Shown(
    0, 0.0, steps_signed=False, deviations_open=0, gmp_batches=0, compared=False, within_limits=False
)


@pytest.mark.parametrize(
    ("shown", "trl", "mrl"),
    [
        (NOTHING, 0, 0),
        (Shown(1, 0.01, True, 0, 0, False, False), 4, 5),
        (Shown(1, 0.1, True, 0, 0, False, False), 5, 5),
        (Shown(1, 0.5, True, 0, 0, False, False), 6, 5),
        (Shown(1, 0.5, True, 1, 0, False, False), 5, 5),
        (Shown(1, 0.5, True, 0, 0, True, True), 7, 5),
        (Shown(2, 0.5, True, 0, 0, True, True), 7, 6),
        (Shown(3, 0.5, True, 0, 0, True, True), 7, 7),
        (Shown(3, 0.5, True, 0, 3, True, True), 7, 8),
        (Shown(3, 0.5, False, 0, 3, True, True), 4, 4),
    ],
)
def test_readiness_follows_the_table(shown: Shown, trl: int, mrl: int) -> None:
    assert (judged(shown, "trl").level, judged(shown, "mrl").level) == (trl, mrl)


@given(st.integers(0, 5), st.floats(0, 2), st.integers(0, 2), st.integers(0, 5), st.booleans())
def test_more_batches_never_lower_a_level(
    many: int, volume: float, open_ones: int, gmp: int, within: bool
) -> None:
    fewer = Shown(many, volume, True, open_ones, min(gmp, many), within, within)
    more = Shown(many + 1, volume, True, open_ones, min(gmp, many), within, within)

    for scale in {rule.scale for rule in RULES}:
        assert judged(more, scale).level >= judged(fewer, scale).level


@pytest.mark.parametrize(
    ("donor", "receiver", "agreeing"),
    [
        ({}, {}, False),
        ({"volume_m3": 1}, {"volume_m3": 9}, False),
        ({"kla_per_h": 100}, {"kla_per_h": 125}, True),
        ({"kla_per_h": 100}, {"kla_per_h": 126}, False),
        ({"kla_per_h": 100, "titre_g_per_l": 10}, {"kla_per_h": 100, "titre_g_per_l": 8}, False),
        ({"kla_per_h": 0}, {"kla_per_h": 1}, False),
    ],
)
def test_donor_and_receiver_agree_within_their_limits(
    donor: dict[str, float], receiver: dict[str, float], agreeing: bool
) -> None:
    assert agrees(compared(donor, receiver)) is agreeing


def test_a_risk_outside_its_scales_is_refused() -> None:
    assert priority(10, 10, 10) == 1000
    with pytest.raises(RecordRefused):
        priority(0, 5, 5)


def test_a_vessel_gives_figures_with_their_laws_and_band() -> None:
    found = {one.quantity: one for one in computed("pilot 500 L", EXAMPLE, RUNNING)}

    assert found[Quantity.VOLUME].value == pytest.approx(0.5, rel=0.01)
    assert found[Quantity.OUR].value == 100
    # 100 mmol/(L h) of oxygen at about 0.46 MJ/mol give about 12.8 kW/m3 (oxycaloric equivalent)
    assert found[Quantity.HEAT].value == pytest.approx(12.8, rel=0.05)
    low, high = (float(part) for part in found[Quantity.KLA].source.split(":")[0].split(" ")[0].split("–"))
    assert low * 0.99 <= found[Quantity.KLA].value <= high * 1.01


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "not YAML"),
        ("5", "by its fields"),
        ("diameter_m: 1", "F1:"),
        (EXAMPLE + "colour: red\n", "colour"),
    ],
)
def test_a_vessel_described_wrongly_is_refused(text: str, said: str) -> None:
    with pytest.raises(GeometryRefused, match=said):
        computed("F1", text, RUNNING)
