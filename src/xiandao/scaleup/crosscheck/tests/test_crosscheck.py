"""The cross-check on what BioSTEAM 2.54.0 said on the day it was recorded, without BioSTEAM."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from xiandao.scaleup.crosscheck import (
    CrosscheckRefused,
    ask,
    cane_in_dollars,
    design_of_2011,
    read,
    reconciled,
    violations,
)


def unit(name: str, kind: str, area: str, installed: float, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": kind,
        "area": area,
        "installed_usd": installed,
        "design": {},
        "hours": 0.0,
        "m3_h": 0.0,
        **more,
    }


# biosteam 2.54.0, thermosteam 0.54.2, biorefineries 2.35.1 on Python 3.12: its corn stover as shipped.
RECORDED = {
    "version": 1,
    "family": "corn-stover",
    "packages": {"biosteam": "2.54.0", "thermosteam": "0.54.2", "biorefineries": "2.35.1"},
    "load_s": 28.6,
    "simulate_s": [0.393, 0.338, 0.360],
    "index": 525.4,
    "product_kg_h": 21314.6,
    "price_usd_kg": 0.65885,
    "total_capital_usd": 343.9e6,
    "installed_usd": 192.6e6,
    "units": [
        unit("R201", "PretreatmentReactorSystem", "200", 30.271e6),
        unit(
            "R303", "SaccharificationAndCoFermentation", "300", 1.685e6, hours=100.0, m3_h=396.13,
            design={"Number of reactors": 3669.0, "Reactor volume": 0.89996},
        ),
        unit("R301", "ContinuousPresaccharification", "300", 10.025e6),
        unit("BT", "BoilerTurbogenerator", "700", 70.443e6),
    ],
}  # fmt: skip


def test_the_call_that_broke_is_named_by_our_invariants() -> None:
    found = violations(read(json.dumps(RECORDED)))

    assert found[0] == "R303 (SaccharificationAndCoFermentation): 3,669 vessels, more than 60"
    assert any("12.00 of a vessel is filled" in one for one in found)


def test_a_sound_run_breaks_nothing() -> None:
    sound = json.loads(json.dumps(RECORDED))
    sound["units"][1]["design"] = {"Number of reactors": 12.0, "Reactor volume": 3785.0}

    assert violations(read(json.dumps(sound))) == []


def test_areas_stand_side_by_side_with_the_published_design() -> None:
    rows = {row.name: row for row in reconciled(design_of_2011(), read(json.dumps(RECORDED)))}

    assert rows["200 pretreatment"].published == 32.9
    assert rows["200 pretreatment"].ours == pytest.approx(32.9, rel=0.10)
    assert rows["200 pretreatment"].peer == pytest.approx(30.271)
    assert rows["300 saccharification and fermentation"].peer == pytest.approx(11.71)
    assert rows["ethanol"].ours == pytest.approx(22_273, rel=0.05)
    # MESP 2.15 dollars a gallon; ours holds no rectifier, scrubber or silos of its own
    assert rows["price"].ours == pytest.approx(2.15, rel=0.12)


def test_cane_is_reconciled_without_a_published_design() -> None:
    rows = reconciled(cane_in_dollars(), None)

    assert all(row.peer is None and row.published is None for row in rows)
    assert rows[-1].unit == "kg/h"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no answer"),
        ("{}", "no answer"),
        (json.dumps({**RECORDED, "price_usd_kg": float("nan")}), "NaN is no number"),
        (json.dumps({**RECORDED, "version": 9}), "version 9"),
    ],
)
def test_what_is_no_answer_is_refused(text: str, said: str) -> None:
    with pytest.raises(CrosscheckRefused, match=said):
        read(text)


def test_a_peer_is_asked_in_its_own_process(tmp_path: Path) -> None:
    fake = tmp_path / "fake.py"
    fake.write_text(f"print('chatter')\nprint({json.dumps(json.dumps(RECORDED))})")
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('out of memory')")

    assert ask("corn-stover", command=[sys.executable, str(fake)]).index == 525.4
    with pytest.raises(CrosscheckRefused, match="BioSTEAM failed: out of memory"):
        ask("corn-stover", command=[sys.executable, str(broken)])
    with pytest.raises(CrosscheckRefused, match="pha is not cross-checked"):
        ask("pha")
