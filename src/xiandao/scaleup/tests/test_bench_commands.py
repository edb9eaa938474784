"""Bench runs from a terminal: read, fitted, the next one chosen, the feed planned, experiments designed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup
from xiandao.scaleup.runs.tests.simulated import recorded
from xiandao.scaleup.studies import example


def asked(*words: str) -> Any:
    found = CliRunner().invoke(scaleup, [*words, "--json"])
    assert found.exit_code == 0, found.stderr
    return json.loads(found.stdout)


def refused(*words: str) -> str:
    found = CliRunner().invoke(scaleup, list(words))
    assert found.exit_code == 2, found.stdout
    return found.stderr


def controller_files(folder: Path, wrong: str = "") -> list[str]:
    """A simulated fed-batch as on-line data and samples in two files."""
    run = recorded(noise=0.005, seed=1, wrong=wrong, by=1.5)
    units = {"off_gas_o2": "off gas O2 [%]", "off_gas_co2": "off gas CO2 [%]", "air_flow": "air flow [L/min]",
             "feed_volume": "feed volume [L]", "temperature": "Temperature [°C]"}  # fmt: skip
    hours = run.online["temperature"].hours
    online = [",".join(["Time [h]", *units.values()])]
    online += [
        ",".join(f"{value:.6f}" for value in (hour, *(run.online[name].values[place] for name in units)))
        for place, hour in enumerate(hours)
    ]
    samples = ["Time [h],biomass [g/L],product [g/L],glucose [g/L],nitrogen [g/L]"]
    for place, hour in enumerate(run.offline["biomass"].hours):
        values = [run.offline[name].values[place] for name in ("biomass", "product", "carbon", "nitrogen")]
        samples.append(",".join(f"{value:.5f}" for value in (hour, *values)))
    (folder / "online.csv").write_text("\n".join(online), "utf-8")
    (folder / "samples.csv").write_text("\n".join(samples), "utf-8")
    return [str(folder / "online.csv"), str(folder / "samples.csv")]


def test_a_run_is_read_balanced_and_kept(tmp_path: Path) -> None:
    files, kept = controller_files(tmp_path), str(tmp_path / "run.json")

    told = asked("runs", *files, "--volume", "2", "--feed", "400", "--out", kept)
    again = CliRunner().invoke(scaleup, ["runs", kept, "--feed", "400"]).stdout

    assert set(told["offline"]) == {"biomass", "product", "carbon", "nitrogen"}
    assert told["balance"]["agrees"]
    assert told["balance"]["carbon_recovery"] == pytest.approx(1.0, abs=0.03)
    assert 0.2 < told["growth_per_h"] < 0.4
    assert "the elements agree" in again


def test_a_wrong_measurement_is_named_in_the_page(tmp_path: Path) -> None:
    files = controller_files(tmp_path, wrong="carbon dioxide")

    page = CliRunner().invoke(scaleup, ["runs", *files, "--volume", "2", "--feed", "400"]).stdout

    assert "suspect: carbon dioxide" in page
    assert "Temperature" in page


def test_what_is_wrong_in_a_file_is_refused_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Time [h],biomass [g/L]\n0,1\n2,2\n1,3\n", "utf-8")

    assert "time runs backwards" in refused("runs", str(path), "--volume", "2")
    assert "row 4" in refused("runs", str(path), "--volume", "2")
    assert "--volume" in refused("runs", str(path))
    assert "no such column" in refused("runs", str(path), "--volume", "2", "--column", "x=biomass")


def test_the_fit_says_what_is_told_and_what_is_open() -> None:
    told = asked("fit", "--starts", "1")

    found = {one["name"]: one for one in told["parameters"]}
    assert found["growth"]["verdict"] == "told"
    assert found["growth"]["low"] < 0.3 < found["growth"]["high"]
    assert found["yield_biomass"]["low"] < 0.5 < found["yield_biomass"]["high"]
    assert found["without_growth"]["verdict"] != "told"


def test_the_next_run_closes_what_was_open() -> None:
    told = asked("next-run", "--starts", "1", "--prove", "--truth", "without_growth=0.12")

    proof = {one["name"]: one for one in told["proof"]}
    assert told["unknown"] == ["without_growth"]
    assert told["promises"][0]["name"] == "short of nitrogen"
    assert told["promises"][-1]["name"] == "rich again"
    assert proof["without_growth"]["verdict"] == "told"
    assert proof["without_growth"]["low"] < 0.12 < proof["without_growth"]["high"]


def test_the_feed_is_better_than_simple_feeds_and_says_what_binds() -> None:
    told = asked("feed")

    assert told["value"] > told["beside"]["constant"]
    assert told["value"] > told["beside"]["exponential"]
    assert "oxygen" in told["binding"]
    assert told["used"]["oxygen"] <= 1.0001


def test_a_design_is_a_table_and_its_results_are_answered_by_both_ways(tmp_path: Path) -> None:
    table = CliRunner().invoke(scaleup, ["design", "--runs", "16"]).stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    chance = np.random.default_rng(1)
    for place, row in enumerate(rows):
        away = (float(row["temperature"]) - 33) ** 2 / 20 + (float(row["feed"]) - 3) ** 2
        row["result"] = f"{10 - away + (row['medium'] == 'rich') + chance.normal(0, 0.05):.3f}"
        row["cycle"] = str(1 + place // 5)
    done = tmp_path / "done.csv"
    with done.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    told = asked("design", "--results", str(done), "--batch", "2")
    page = CliRunner().invoke(scaleup, ["design", "--results", str(done)]).stdout

    assert all(float(row["temperature"]) + 2 * float(row["feed"]) <= 44.0 for row in rows)
    assert told["surface"]["best"]["medium"] == "rich"
    assert told["surface"]["best"]["temperature"] == pytest.approx(33.0, abs=1.0)
    assert [one["cycle"] for one in told["cycles"]] == [2]
    assert len(told["next"]) == 2
    assert "next by Bayesian optimisation" in page


def test_what_does_not_fit_in_a_study_is_refused_by_its_place(tmp_path: Path) -> None:
    def study(old: str, new: str) -> str:
        path = tmp_path / "wrong.yaml"
        assert old in example()
        path.write_text(example().replace(old, new, 1), "utf-8")
        return str(path)

    assert "strain has no speed" in refused("fit", study("  growth: 0.25", "  speed: 0.25"))
    assert "strain lacks growth" in refused("fit", study("  growth: 0.25\n", ""))
    assert "free.growth needs two bounds" in refused("fit", study("growth: [0.05, 1.0]", "growth: 0.05"))
    assert "a study begins with" in refused("fit", study("xiandao-study/1", "other"))
    assert "is not later" in refused("fit", study("hours: [3.0, 6.0", "hours: [6.0, 3.0"))
    assert "feeding.goal is fame" in refused("feed", study("goal: amount", "goal: fame"))
    assert "no room for a feed" in refused("feed", study("volume_l: 2.0", "volume_l: 0.5"))
    assert "x is not a factor" in refused("design", study("{temperature: 1,", "{x: 1,"))
    assert "cannot tell the 7 terms" in refused("design", "--runs", "5")
    assert "write NAME=VALUE" in refused("next-run", "--starts", "1", "--truth", "growth")
