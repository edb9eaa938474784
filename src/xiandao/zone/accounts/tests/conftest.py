"""People of every role, and limits that start afresh with each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.audit.api import Entry

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)
PASSWORD = "correct horse battery 9"
SIGN_IN = "/accounts/sign-in/"

MakeAccount = Callable[..., Account]
SignedIn = Callable[[Account], Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Rate limits live in the cache, and the cache outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def make_account(db: None) -> MakeAccount:
    """An account of a role, with a password where one is given."""

    def make(role: Role = Role.VIEWER, *, name: str = "", password: str = "") -> Account:
        account = create_account(
            username=name or role.value, display_name=role.name.title(), role=role, by=None, at=NOON
        )
        if password:
            account.set_password(password)
            account.save(update_fields=["password"])
        return account

    return make


@pytest.fixture
def administrator(make_account: MakeAccount) -> Account:
    """The one administrator."""
    return make_account(Role.ADMINISTRATOR, name="chief")


@pytest.fixture
def signed_in_as() -> SignedIn:
    """A browser in which this account is signed in."""

    def sign_in(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def wang(make_account: MakeAccount) -> Account:
    """A person with a password."""
    return make_account(Role.PLAN_OFFICE, name="wang", password=PASSWORD)


def sign_in(client: Client, password: str = PASSWORD, name: str = "wang", **extra: Any) -> Any:
    """What the sign-in page answers."""
    return client.post(SIGN_IN, {"login": name, "password": password}, **extra)


def is_inside(client: Client) -> bool:
    """Whether a page for every account opens."""
    return client.get("/hall/").status_code == 200


def verbs_of_trail() -> list[str]:
    """What was done since the accounts were made, in its order."""
    return [entry.verb for entry in Entry.objects.order_by("pk") if entry.verb != "created the account"]
