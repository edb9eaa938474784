"""Vessels as a file, and the command over it: read strictly, refused by vessel and field."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup
from xiandao.scaleup.transfer import TransferRefused
from xiandao.scaleup.transfer.describing import read_study

EXAMPLE = (resources.files("xiandao.scaleup.transfer") / "vessels-example.yaml").read_text("utf-8")


def test_the_example_is_read_as_it_is_written() -> None:
    study = read_study(EXAMPLE)

    assert [f"{one.volume_m3:.2g}" for one in (study.first, *study.others)] == ["0.005", "0.5", "50"]
    assert study.others[1].impellers[1].sort == "pitched-blade"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: xiandao-vessels/1", "format: other/1", "begins with"),
        ("diameter_m: 0.68", "diameter_m: wide", "pilot 500 L: diameter_m must be a number, and is “wide”"),
        ("motor_kw: 5.5", "motor_kW: 5.5", "pilot 500 L: there is no field “motor_kW”"),
        ("    most_rpm: 450\n", "", "pilot 500 L: not all is told: most_rpm"),
        ("sort: pitched-blade", "sort: spoon", "There is no impeller “spoon”"),
        ("rpm: 950", "rpm: -950", "rpm must be above 0"),
        ("demand: {our", "wish: {our", "demand is missing"),
        ("vessels:", "vessels: [", "is no YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_vessel_and_field(old: str, new: str, said: str) -> None:
    with pytest.raises(TransferRefused, match=said):
        read_study(EXAMPLE.replace(old, new, 1))


def test_the_command_says_what_breaks_first(tmp_path: Path) -> None:
    page = CliRunner().invoke(scaleup, ["transfer", "--criterion", "tip speed"]).stdout
    weak = tmp_path / "weak.yaml"
    weak.write_text(EXAMPLE.replace("motor_kw: 200", "motor_kw: 2"), "utf-8")
    told = json.loads(CliRunner().invoke(scaleup, ["transfer", str(weak), "--json"]).stdout)

    assert "Invented vessels" in page
    assert "plant 50 m3" in page
    assert "first: " in page
    assert told[-1]["limits"][0]["name"] == "motor"


def test_the_command_refuses_with_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: xiandao-vessels/1\nvessels: []\n", "utf-8")

    refused = CliRunner().invoke(scaleup, ["transfer", str(wrong)])

    assert refused.exit_code == 2
    assert "xiandao scaleup: The file names no vessels" in refused.stderr
