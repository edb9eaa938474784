"""Every page and API operation states to whom it is open, and keeps to it for every role and nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from xiandao.zone.accounts.api import Access, Account, Role, create_account, operations_of, rule_of
from xiandao.zone.plans.api import load_bundled
from xiandao.zone.plans.tests.conftest import NOW

FILLED = {
    "slug": "baoshan-2023-2025",
    "key": "m01",
    "number": "1",
    "pk": "1",
    "secret": "x",
    "item": "M01",
    "path": "x",
}
pytestmark = pytest.mark.django_db


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address that the product answers, with an example of it."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern

    yield from walk(get_resolver().url_patterns, "/")


ALL = list(addresses())


def example(route: str) -> str:
    """An address that fits the route."""
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: FILLED.get(m[1], "1"), route)
    return re.sub(r"[\^$?\\]|\(\?P<\w+>[^)]*\)", "", filled)


def rules_of(pattern: URLPattern) -> dict[str, Access | None]:
    """The rule of each method of an address."""
    operations = operations_of(pattern.callback)
    if operations:
        return {method: rule_of(operation) for operation in operations for method in operation.methods}
    return {"GET": rule_of(pattern.callback)}


@pytest.mark.parametrize(("route", "pattern"), ALL, ids=[route for route, _ in ALL])
def test_an_address_states_its_rule(route: str, pattern: URLPattern) -> None:
    rules = rules_of(pattern)

    assert rules
    assert all(rule is not None for rule in rules.values()), f"{route} states no rule"


@pytest.fixture
def people() -> dict[Role | None, Client]:
    """A browser for each role, and one for nobody."""
    accounts: dict[Role, Account] = {
        role: create_account(username=role.value, display_name=role.value, role=role, by=None, at=NOW)
        for role in Role
    }
    load_bundled(name=FILLED["slug"], by=None, at=NOW)
    clients: dict[Role | None, Client] = {None: Client(raise_request_exception=False)}
    for role, account in accounts.items():
        clients[role] = Client(raise_request_exception=False)
        clients[role].force_login(account)
    return clients


def test_every_address_keeps_to_its_rule_for_every_role_and_for_nobody(
    people: dict[Role | None, Client],
) -> None:
    broken = []

    for route, pattern in ALL:
        for method, rule in rules_of(pattern).items():
            if rule is None or "logout" in str(pattern.name):
                continue
            for role, client in people.items():
                answer = client.generic(method, example(route))
                open_to = rule.anybody or role in rule.roles
                away = answer.status_code in {401, 403} or (
                    answer.status_code == 302 and "sign-in" in answer["Location"]
                )
                if not open_to and not away:
                    broken.append(f"{method} {route} let {role} in: {answer.status_code}")
                if open_to and answer.status_code >= 500:
                    broken.append(f"{method} {route} broke for {role}: {answer.status_code}")

    assert not broken, "\n".join(broken)
