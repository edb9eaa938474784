"""Every ready family: it closes, it is linear, it refuses, and samples are what each would be alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xiandao.scaleup.flowsheets import FAMILIES, FlowsheetRefused, Outcome, Sheet, Stream, family
from xiandao.scaleup.flowsheets.families import read


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_makes_what_is_wanted_and_closes(name: str) -> None:
    found = family(name).run()

    assert found.reasons == {}
    assert max(max(gaps) for gaps in found.gaps.values()) < 1e-6
    wanted = family(name).parameters.get("tonnes")
    if wanted:
        made = found.sold[family(name).product] * found.hours / 1000
        assert float(made[0]) == pytest.approx(wanted.value, rel=1e-6)


@pytest.mark.parametrize("name", FAMILIES)
def test_samples_are_what_each_would_be_alone(name: str) -> None:
    chosen = family(name)
    varied = [key for key, one in chosen.parameters.items() if one.most > one.least]
    chance = np.random.default_rng(3)
    ends = {key: (chosen.parameters[key].least, chosen.parameters[key].most) for key in varied}
    samples = {key: chance.uniform(least, most, 3) for key, (least, most) in ends.items()}

    together = chosen.run(samples)

    for at in np.flatnonzero(together.feasible):
        alone = chosen.run({key: one[at] for key, one in samples.items()})
        for key in together.bought:
            assert together.bought[key][at] == pytest.approx(float(alone.bought[key][0]), rel=1e-6, abs=1e-9)


def test_corn_stover_makes_what_the_design_of_2011_makes() -> None:
    # NREL/TP-5100-47764: 22,273 kg/h of ethanol, 79 gallons a dry US ton; our blocks are simpler, so 5 %
    found = family("corn-stover").run()

    assert float(found.sold["ethanol"][0]) == pytest.approx(22273.0, rel=0.05)
    assert float(found.figures["gallons_a_dry_ton"][0]) == pytest.approx(79.0, rel=0.05)


def test_samples_that_break_an_invariant_are_counted_with_block_and_figure() -> None:
    found = family("pha").run({"our": np.array([0.17, 0.18, 0.30, 0.40])})

    assert found.feasible.tolist() == [True, True, False, False]
    (reason,) = [one for one in found.reasons if "oxygen demand" in one]
    assert reason == "fermentation: oxygen demand of 0.35 mol/(L h) is more than is transferred"
    assert found.reasons[reason] == 2


def test_a_single_case_that_breaks_one_is_refused_with_block_and_figure() -> None:
    with pytest.raises(
        FlowsheetRefused, match=r"fermentation: more of a vessel is filled than there is, 12 of it"
    ):
        family("pha").run({"working": 12.0})


def test_a_block_that_makes_mass_is_refused_by_name_and_figure() -> None:
    sheet = Sheet("leak", 8000.0)
    sheet.buy("water", Stream({"water": np.array([100.0])}))
    (out,) = sheet.add(
        Outcome("tank", "x", (Stream({"water": np.array([100.0])}),), (Stream({"water": np.array([103.0])}),))
    )
    sheet.sell("water", out)

    with pytest.raises(FlowsheetRefused, match=r"tank: mass does not close, 0.03 of what goes in"):
        sheet.settled()


def test_what_is_no_family_or_parameter_is_refused_with_what_there_is() -> None:
    with pytest.raises(FlowsheetRefused, match="no family is called beer; there are pha"):
        family("beer")
    with pytest.raises(FlowsheetRefused, match="pha has no parameter colour; it has biomass"):
        family("pha").run({"colour": 1.0})
    with pytest.raises(FlowsheetRefused, match="titre has a value that is below 0"):
        family("pha").run({"titre": -1.0})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no family"),
        ("as_of: soon", "parameters without a day"),
        (
            "as_of: 2026-01-01\nfamily: x\ntitle: x\nproduct: x\nmoney: {}\nparameters: {a: [3, 2, 1, u, s]}",
            "out of order",
        ),
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)

    with pytest.raises(FlowsheetRefused, match=f"mine.yaml.*{said}"):
        read(path)
