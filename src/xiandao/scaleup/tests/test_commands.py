"""The demonstration from a terminal: every step there, figures that agree with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup


def test_the_demonstration_goes_from_runs_through_a_campaign_to_a_plant(tmp_path: Path) -> None:
    page = CliRunner().invoke(scaleup, ["demo", "--draws", "500", "-o", str(tmp_path)]).stdout

    told = json.loads((tmp_path / "result.json").read_text("utf-8"))
    low, _, high = told["plant"]["price"]
    large = told["vessels"][-1]["otr_mmol_per_l_h"]
    ours = [one for one in told["campaign"]["schedule"]["bookings"] if one["campaign"].startswith("PHA")]
    assert page.count("nvented:") == 7
    assert (tmp_path / "page.txt").read_text("utf-8") == page
    assert low < high
    assert max(told["fermentations_drawn"]["otr"]) * 1000 <= large[2]
    assert len(ours) == 3 * 7
    assert (tmp_path / "schedule.ics").read_text("utf-8").count("BEGIN:VEVENT") == len(ours) + 9
    assert re.search(r"carbon closes to \de-(09|1\d)", page)


def test_one_seed_gives_one_page() -> None:
    first, again = (CliRunner().invoke(scaleup, ["demo", "--draws", "300"]).stdout for _ in range(2))

    assert first == again
    assert len(first.splitlines()) < 80


def test_families_are_listed_and_a_plant_is_summed_up() -> None:
    listed = CliRunner().invoke(scaleup, ["plant"]).stdout
    summed = CliRunner().invoke(scaleup, ["plant", "succinic", "--set", "titre=90"]).stdout

    assert "corn-stover" in listed
    assert "least selling price" in summed
    assert "mass, carbon and energy close" in summed


def test_the_report_of_a_plant_is_a_page_and_a_broken_one_is_refused() -> None:
    page = CliRunner().invoke(scaleup, ["plant", "enzyme", "--report", "--draws", "300"]).stdout
    refused = CliRunner().invoke(scaleup, ["plant", "pha", "--set", "working=12"])
    unknown = CliRunner().invoke(scaleup, ["plant", "pha", "--set", "colour=red"])

    assert "One more pilot run" in page
    assert refused.exit_code == 2
    assert "12 of it" in refused.stderr
    assert "has no parameter colour" in unknown.stderr


def test_the_report_is_told_as_json_and_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plant.xlsx"
    told = CliRunner().invoke(
        scaleup, ["plant", "mrna", "--json", "--draws", "200", "--xlsx", str(path), "--year", "2024"]
    )

    assert json.loads(told.stdout)["index_year"] == 2024
    assert path.exists()


def test_what_must_be_true_at_a_price_is_told_or_refused() -> None:
    told = CliRunner().invoke(scaleup, ["plant", "succinic", "--target", "14"]).stdout
    refused = CliRunner().invoke(scaleup, ["plant", "mrna", "--target", "14"])

    assert "least productivity, g/(L h), for 14 CNY/kg" in told
    assert len(told.splitlines()) == 7
    assert "mrna has no yield_product" in refused.stderr
