"""`xiandao scaleup schedule`: a file of campaigns becomes a schedule in every form, or is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup

PLAN = """\
plant:
  machines:
    - {name: S1, capability: seed, volume_m3: 0.05}
    - {name: F1, capability: ferment, volume_m3: 0.5, changeover_h: 24, closed: [[0, 8]]}
  pools:
    - {name: skid, capacity: 1}
  people:
    - {name: one, qualifications: [operator], shifts: [[0, 168]]}
    - {name: two, qualifications: [operator, analyst]}
templates:
  protein:
    steps:
      - {name: seed, capability: seed, duration_h: 10, uses: {operator: 1}}
      - {name: run, capability: ferment, duration_h: 20, cleaning_h: 4, cleaning_uses: {skid: 1}}
    lags:
      - {before: seed, after: run, max_h: 2}
campaigns:
  - {name: first, template: protein, organism: E. coli}
"""
ROWS = "name,template,organism,release_h,due_h\nsecond,protein,yeast,5,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plant.yaml").write_text(PLAN)
    (tmp_path / "more.csv").write_text(ROWS)
    return tmp_path


def run(*words: object) -> str:
    result = CliRunner().invoke(scaleup, ["schedule", *map(str, words)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_file_of_campaigns_becomes_a_schedule_in_every_form(folder: Path) -> None:
    words = (folder / "plant.yaml", "--campaigns", folder / "more.csv")

    table, rows, told = run(*words), run(*words, "--to", "csv"), json.loads(run(*words, "--to", "json"))

    assert len(list(csv.DictReader(rows.splitlines()))) == 4 == len(told["bookings"])
    assert f"ends at hour {told['makespan_h']}" in table
    assert told["bound_h"] <= told["makespan_h"]


def test_a_calendar_needs_the_day_of_hour_0(folder: Path) -> None:
    plan = folder / "plant.yaml"

    refused = CliRunner().invoke(scaleup, ["schedule", str(plan), "--to", "ics"])

    assert refused.exit_code == 2
    assert "needs --origin" in refused.stderr
    run(plan, "--to", "ics", "--origin", "2026-03-01", "--out", folder / "plan.ics")
    assert b"DTSTART:20260301T000000Z\r\n" in (folder / "plan.ics").read_bytes()


def test_why_not_is_asked_from_the_terminal(folder: Path) -> None:
    said = run(folder / "plant.yaml", "--why", "first", "--by", 12)

    assert "its own steps and waits end at hour 30" in said


def test_a_recipe_that_loops_is_refused_naming_its_steps(folder: Path) -> None:
    looped = PLAN.replace("max_h: 2}", "max_h: 2}\n      - {before: run, after: seed}")
    (folder / "plant.yaml").write_text(looped)

    result = CliRunner().invoke(scaleup, ["schedule", str(folder / "plant.yaml")])

    assert result.exit_code == 2
    assert "wait for each other in a circle" in result.stderr
    assert "run" in result.stderr
