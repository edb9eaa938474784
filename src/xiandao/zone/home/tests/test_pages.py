"""The first page for each reader, and the search."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from xiandao.zone.accounts.api import ZONE_ROLES, Account, Role, create_account
from xiandao.zone.plans.api import Plan, Unit, appoint_officer, load_bundled

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)


def client_of(account: Account, language: str = "en") -> Client:
    """A browser in which this account has signed in."""
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = language
    return client


def account_as(role: Role) -> Account:
    """An account of a role."""
    return create_account(username=role.value, display_name="某人", role=role, email="", by=None, at=NOW)


@pytest.fixture
def plan(db: None) -> Plan:
    """The bundled plan."""
    return load_bundled(name="baoshan-2023-2025", by=None, at=NOW)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("day", ["", "?as_of=2024-06-01", "?as_of=2020-01-01"])
def test_the_first_page_opens_for_every_role_on_any_day(
    role: Role, language: str, day: str, plan: Plan
) -> None:
    page = client_of(account_as(role), language).get(f"/{day}")

    assert page.status_code == 200
    assert page.context["plans"][0].plan == plan


def test_the_first_page_says_what_it_is_for_where_there_is_no_plan(db: None) -> None:
    office = client_of(account_as(Role.PLAN_OFFICE)).get("/")
    viewer = client_of(account_as(Role.VIEWER)).get("/")

    assert b"Bring an action plan" in office.content
    assert b"Once the plan office" in viewer.content


def test_an_officer_sees_the_measures_of_their_units_first_and_late_ones_on_top(plan: Plan) -> None:
    unit, officer = Unit.objects.get(name="区经委"), account_as(Role.UNIT_OFFICER)
    appoint_officer(unit=unit, account=officer, by=account_as(Role.PLAN_OFFICE), at=NOW)

    page = client_of(officer).get("/?as_of=2026-01-15")

    mine = page.context["plans"][0].mine
    assert mine
    assert all(unit.pk in measure.unit_ids for measure, _ in mine)
    assert "late" in mine[0][1]


def test_an_officer_of_no_unit_is_told_whom_to_ask(plan: Plan) -> None:
    page = client_of(account_as(Role.UNIT_OFFICER)).get("/")

    assert b"You speak for no unit yet" in page.content


@pytest.mark.parametrize("role", list(ZONE_ROLES))
def test_search_finds_measures_units_and_sites_and_keeps_its_filters(role: Role, plan: Plan) -> None:
    page = client_of(account_as(role)).get("/search/", {"q": "区经委", "kind": "unit", "as_of": "2024-06-01"})

    content = page.content.decode()
    assert [hit.kind for hit in page.context["hits"]] == ["unit"]
    assert 'value="区经委"' in content
    assert 'name="as_of" value="2024-06-01"' in content
    assert "?as_of=2024-06-01" in content


@pytest.mark.parametrize("words", ["", "   ", "没有这样的话", "<script>alert(1)</script>", "%", "甲" * 500])
def test_search_bears_any_words(words: str, plan: Plan) -> None:
    page = client_of(account_as(Role.VIEWER)).get("/search/", {"q": words, "kind": "nonsense"})

    assert page.status_code == 200
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("address", ["/", "/search/"])
def test_nobody_is_sent_to_sign_in(address: str, db: None) -> None:
    assert Client().get(address).status_code == 302


def test_the_first_page_asks_a_fixed_number_of_queries(
    plan: Plan, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client = client_of(account_as(Role.PLAN_OFFICE))

    with django_assert_max_num_queries(21):  # type: ignore[operator]
        client.get("/")
