"""The cross-check from a terminal: named where BioSTEAM is missing, and useful without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from xiandao.scaleup.commands import scaleup


def test_a_peer_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIANDAO_BIOSTEAM", str(tmp_path / "nothing"))

    refused = CliRunner().invoke(scaleup, ["crosscheck", "corn-stover"])
    alone = CliRunner().invoke(scaleup, ["crosscheck", "corn-stover", "--without-peer"])

    assert refused.exit_code == 2
    assert "run `make biosteam`" in refused.stderr
    assert "2.15" in alone.stdout
