"""Secrets, names and the last administrator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.accounts.rules import (
    NameRefused,
    SecretState,
    account_name,
    hash_of,
    loses_last_administrator,
    new_secret,
    new_token,
    secret_state,
)

NOON = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("used_at", "at", "expected"),
    [
        (None, NOON, SecretState.USABLE),
        (None, LATER - timedelta(seconds=1), SecretState.USABLE),
        (None, LATER, SecretState.EXPIRED),
        (None, LATER + timedelta(days=9), SecretState.EXPIRED),
        (NOON, NOON, SecretState.USED),
        (NOON, LATER, SecretState.USED),
    ],
)
def test_a_secret_is_usable_once_and_before_its_end(
    used_at: datetime | None, at: datetime, expected: SecretState
) -> None:
    assert secret_state(used_at=used_at, expires_at=LATER, at=at) is expected


def test_two_secrets_are_never_the_same_and_never_stored_as_they_are() -> None:
    secrets = {new_secret() for _ in range(50)} | {new_token() for _ in range(50)}

    assert len(secrets) == 100
    assert all(secret not in hash_of(secret) and len(hash_of(secret)) == 64 for secret in secrets)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" wang.fang ", "wang.fang"),
        ("王芳", "王芳"),
        ("\uff57\uff41\uff4e\uff47", "wang"),
        ("a@b.cn", "a@b.cn"),
    ],
)
def test_an_account_name_has_one_spelling(typed: str, kept: str) -> None:
    assert account_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "a", "two words", "x" * 81, "semi;colon", "line\nbreak", "</script>"])
def test_a_name_that_cannot_be_typed_safely_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused, match="cannot be an account name"):
        account_name(typed)


@given(st.text(max_size=90))
def test_a_name_that_is_accepted_stays_as_it_is(typed: str) -> None:
    try:
        name = account_name(typed)
    except NameRefused:
        return

    assert account_name(name) == name


@pytest.mark.parametrize(
    ("is_administrator", "stays", "others", "loses"),
    [
        (True, False, 0, True),
        (True, False, 1, False),
        (True, True, 0, False),
        (False, False, 0, False),
        (False, True, 0, False),
    ],
)
def test_only_the_last_administrator_leaving_loses_the_house(
    is_administrator: bool, stays: bool, others: int, loses: bool
) -> None:
    answer = loses_last_administrator(
        is_administrator=is_administrator, stays_administrator=stays, active_others=others
    )

    assert answer is loses
