"""People of every role, and limits that start afresh with each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from xiandao.zone.accounts.api import Account, Role, create_account

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)
PASSWORD = "correct horse battery 9"

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
