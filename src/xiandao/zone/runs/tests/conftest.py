"""Two organisations, their people, and the computations of the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from xiandao.zone.accounts.api import Account, Role, create_account, let_act
from xiandao.zone.runs.tests import computing

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
OURS, THEIRS = "organisation:ours", "organisation:theirs"


@pytest.fixture(autouse=True)
def _computations(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.XIANDAO_COMPUTATIONS = (
        "xiandao.zone.runs.tests.computing.COMPUTATIONS",
        "xiandao.zone.runs.tasks.COMPUTATIONS",
    )
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.VAR = tmp_path
    monkeypatch.setenv("XIANDAO_PROCESSES", "1")
    computing.kept.clear()
    computing.counted.clear()


def person(name: str, role: Role, *parties: str) -> Account:
    """An account that speaks for these."""
    made = create_account(username=name, display_name=name, role=role, by=None, at=NOW)
    for party in parties:
        let_act(account=made, party=party, by=None, at=NOW)
    return made


@pytest.fixture
def scientist(db: None) -> Account:
    """Works for the organisation that computes."""
    return person("scientist", Role.MEMBER, OURS)


@pytest.fixture
def colleague(db: None) -> Account:
    """Works there too."""
    return person("colleague", Role.MEMBER, OURS)


@pytest.fixture
def stranger(db: None) -> Account:
    """Works for another one."""
    return person("stranger", Role.MEMBER, THEIRS)


@pytest.fixture
def administrator(db: None) -> Account:
    """Runs the house."""
    return person("root", Role.ADMINISTRATOR)
