"""People of the zone and of an organisation; time is given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.registry import api

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
DAY = date(2025, 6, 1)
SOURCE = "园区登记表"
FIRM = {"name": "上海示例生物科技有限公司", "sort": "firm", "rank": "leading"}


def account(name: str, role: Role) -> Account:
    return create_account(username=name, display_name=name, role=role, by=None, at=NOW)


def registered(
    kind: api.Kind, *, by: Account | None = None, owner: api.Record | None = None, **values: object
) -> api.Record:
    return api.register(kind=kind, values=values, source=SOURCE, happened_on=DAY, by=by, owner=owner, at=NOW)


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each test keeps its files apart."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def registrar(db: None) -> Account:
    """Who keeps the registry."""
    return account("registrar", Role.REGISTRAR)


@pytest.fixture
def firm(db: None) -> api.Record:
    """A firm that the registry knows."""
    return registered(api.Kind.ORGANISATION, **FIRM)  # type: ignore[arg-type]


@pytest.fixture
def member(firm: api.Record, registrar: Account) -> Account:
    """Somebody who works for the firm."""
    found = account("member", Role.MEMBER)
    api.join_member(account=found, organisation=firm, by=registrar, at=NOW)
    return found
