"""`xiandao scaleup transfer` from a terminal: what breaks first, and refusals by vessel and field."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup

EXAMPLE = (resources.files("xiandao.scaleup.transfer") / "vessels-example.yaml").read_text("utf-8")


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
