"""The demonstration from a terminal: every step there, figures that agree with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup


def test_the_demonstration_goes_from_runs_to_risk() -> None:
    page = CliRunner().invoke(scaleup, ["demo", "--draws", "500"]).stdout

    assert "Everything here is invented" in page
    price = float(re.search(r"least selling price ([\d.]+)", page)[1])  # type: ignore[index]
    shares = sum(float(share) for share in re.findall(r"  ([\d.]+) yuan/kg$", page, re.MULTILINE)[:8])
    spread = re.search(r"price (\S+) / (\S+) / (\S+) yuan", page)
    assert spread
    low, middle, high = (float(one) for one in spread.groups())
    assert shares < price
    assert low < middle < high
    assert re.search(r"carbon closes to \de-(09|1\d)", page)


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
