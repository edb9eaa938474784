"""A small plant, its operators and a tenant; time is given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.pilot import api
from xiandao.zone.registry.api import Kind, Record, join_member, register

NOW = datetime(2025, 6, 30, 1, 0, tzinfo=UTC)  # Monday, 9:00 in Shanghai
PASSWORD = "correct horse battery staple"
RECIPE = """\
steps:
  - {name: seed, capability: seed, hours: 10, cleaning_hours: 2, uses: {operator: 1}}
  - name: run
    capability: ferment
    hours: 30
    cleaning_hours: 4
    volume_m3: 0.5
    uses: {operator: 1}
    cleaning_uses: {skid: 1}
    parameters: [{name: pH, unit: "1", low: 6.8, high: 7.2}]
    materials: [medium]
lags: [{before: seed, after: run, max_hours: 2}]
"""


def account(name: str, role: Role) -> Account:
    found = create_account(username=name, display_name=f"Name of {name}", role=role, by=None, at=NOW)
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each test keeps its files apart."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def administrator(db: None) -> Account:
    return account("administrator", Role.ADMINISTRATOR)


def operator_named(name: str, administrator: Account) -> Account:
    found = account(name, Role.UNIT_OFFICER)
    api.appoint_operator(account=found, by=administrator, at=NOW)
    return found


@pytest.fixture
def operator(administrator: Account) -> Account:
    return operator_named("operator", administrator)


@pytest.fixture
def second(administrator: Account) -> Account:
    return operator_named("second", administrator)


def firm_named(name: str, registrar: Account) -> tuple[Record, Account]:
    firm = register(
        kind=Kind.ORGANISATION,
        values={"name": name, "sort": "firm", "rank": "leading"},
        source="test",
        happened_on=date(2025, 1, 2),
        by=None,
        at=NOW,
    )
    member = account(f"member-{firm.pk}", Role.MEMBER)
    join_member(account=member, organisation=firm, by=registrar, at=NOW)
    return firm, member


@pytest.fixture
def tenant(administrator: Account) -> tuple[Record, Account]:
    return firm_named("启航合成生物有限公司", administrator)


@pytest.fixture
def stranger(administrator: Account) -> Account:
    return firm_named("别家生物科技有限公司", administrator)[1]


def equip(operator: Account, *, fermenters: int = 1) -> None:
    """A seed vessel, fermenters, a skid and two people."""
    rows = [("S1", "seed", "0.1"), *((f"F{n + 1}", "ferment", "0.5") for n in range(fermenters))]
    for name, capability, volume in rows:
        api.save_equipment(
            values={"name": name, "capability": capability, "volume_m3": volume, "hygiene_class": "gmp"},
            by=operator,
            at=NOW,
        )
    api.save_utility(name="skid", capacity=1, by=operator, at=NOW)
    for name in ("one", "two"):
        api.save_operative(name=name, qualifications=["operator"], shifts=[], by=operator, at=NOW)


@pytest.fixture
def plant(operator: Account) -> None:
    equip(operator)


@pytest.fixture
def recipe(operator: Account) -> api.TemplateVersion:
    return api.save_template(name="protein", text=RECIPE, description="", party="", by=operator, at=NOW)


def asked(
    recipe: api.TemplateVersion,
    tenant: tuple[Record, Account],
    title: str = "our secret run",
    **values: object,
) -> api.Campaign:
    given = {"organism": "E. coli", "wanted_from": date(2025, 6, 30), **values}
    return api.ask_campaign(
        title=title, version=recipe, party=tenant[0].party, values=given, by=tenant[1], at=NOW
    )
