"""Personal API tokens: shown once, always ending, revoked at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xiandao.zone.accounts.api import AccessRefused, Account, Role
from xiandao.zone.accounts.models import ApiToken
from xiandao.zone.accounts.operations import TokenRefused, issue_api_token, note_token_used, revoke_api_token
from xiandao.zone.accounts.queries import valid_token
from xiandao.zone.accounts.tests.conftest import NOON, MakeAccount
from xiandao.zone.audit.api import Entry


def test_a_token_opens_the_door_until_its_last_day(make_account: MakeAccount) -> None:
    account = make_account(Role.VIEWER)

    token, secret = issue_api_token(name="monthly script", days=30, by=account, at=NOON)

    assert secret.startswith("xd_")
    assert valid_token(secret, at=NOON + timedelta(days=30, seconds=-1)) == token
    assert valid_token(secret, at=NOON + timedelta(days=30)) is None
    assert valid_token(secret + "x", at=NOON) is None


def test_only_the_hash_and_a_hint_of_a_token_are_kept(make_account: MakeAccount) -> None:
    _, secret = issue_api_token(name="script", days=1, by=make_account(Role.VIEWER), at=NOON)

    kept = ApiToken.objects.values().get()
    assert secret not in str(kept)
    assert secret not in str([(entry.after, entry.subject_label) for entry in Entry.objects.all()])
    assert kept["hint"] == secret[:8]


@pytest.mark.parametrize(
    ("name", "days", "sentence"),
    [
        ("", 30, "Give the token a name"),
        ("x" * 81, 30, "Give the token a name"),
        ("script", 0, "1 to 366 days; 0 is outside"),
        ("script", 367, "1 to 366 days; 367 is outside"),
    ],
)
def test_a_token_without_name_or_end_is_refused(
    make_account: MakeAccount, name: str, days: int, sentence: str
) -> None:
    with pytest.raises(TokenRefused, match=sentence):
        issue_api_token(name=name, days=days, by=make_account(Role.VIEWER), at=NOON)

    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(("who", "may"), [("owner", True), ("administrator", True), ("stranger", False)])
def test_a_token_is_revoked_by_its_person_or_an_administrator(
    make_account: MakeAccount, administrator: Account, who: str, may: bool
) -> None:
    owner, stranger = make_account(Role.VIEWER), make_account(Role.PLAN_OFFICE)
    by = {"owner": owner, "administrator": administrator, "stranger": stranger}[who]
    token, secret = issue_api_token(name="script", days=30, by=owner, at=NOON)

    if may:
        revoke_api_token(token=token, by=by, at=NOON)
    else:
        with pytest.raises(AccessRefused):
            revoke_api_token(token=token, by=by, at=NOON)

    assert (valid_token(secret, at=NOON) is None) is may


def test_a_token_is_revoked_once(make_account: MakeAccount) -> None:
    owner = make_account(Role.VIEWER)
    token, _ = issue_api_token(name="script", days=30, by=owner, at=NOON)
    revoke_api_token(token=token, by=owner, at=NOON)

    with pytest.raises(TokenRefused, match="was revoked before"):
        revoke_api_token(token=token, by=owner, at=NOON)

    assert Entry.objects.filter(verb="revoked an API token").count() == 1


def test_the_day_of_the_last_use_is_kept_in_the_time_of_the_zone(make_account: MakeAccount) -> None:
    token, secret = issue_api_token(name="script", days=30, by=make_account(Role.VIEWER), at=NOON)

    note_token_used(token=token, at=NOON + timedelta(hours=12))  # 0:00 in Shanghai

    found = valid_token(secret, at=NOON)
    assert found
    assert found.last_used_on == date(2025, 6, 3)
