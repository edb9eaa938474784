"""Sign-in links: one use, half an hour, and nothing that a stolen database could use."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.accounts.models import SignInLink
from xiandao.zone.accounts.operations import (
    SignInLinkRefused,
    deactivate_account,
    issue_sign_in_link,
    links,
    use_sign_in_link,
)
from xiandao.zone.accounts.rules import LINK_LIFETIME, SecretState
from xiandao.zone.accounts.tests.conftest import NOON, MakeAccount
from xiandao.zone.audit.api import Entry


def test_a_link_signs_in_its_person_and_both_steps_stand_in_the_trail(
    administrator: Account, make_account: MakeAccount
) -> None:
    person = make_account(Role.VIEWER)

    secret = issue_sign_in_link(account=person, by=administrator, at=NOON)
    used_by = use_sign_in_link(secret=secret, at=NOON + timedelta(minutes=29), address="203.0.113.9")

    assert used_by == person
    used, issued = Entry.objects.order_by("-pk")[:2]
    assert (issued.verb, issued.by, issued.subject_id) == (
        "issued a sign-in link",
        administrator,
        str(person.pk),
    )
    assert (used.verb, used.by, used.address) == ("used a sign-in link", person, "203.0.113.9")


def test_the_database_holds_no_secret(administrator: Account) -> None:
    secret = issue_sign_in_link(account=administrator, by=None, at=NOON)

    kept = [str(value) for link in SignInLink.objects.values() for value in link.values()]
    written = [f"{entry.before}{entry.after}{entry.subject_label}" for entry in Entry.objects.all()]
    assert not any(secret in text for text in kept + written)


def test_a_link_is_refused_the_second_time(administrator: Account) -> None:
    secret = issue_sign_in_link(account=administrator, by=None, at=NOON)
    use_sign_in_link(secret=secret, at=NOON)

    with pytest.raises(SignInLinkRefused, match="Ask an administrator for a new one"):
        use_sign_in_link(secret=secret, at=NOON)


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_a_link_is_refused_once_it_has_expired(administrator: Account, late_by: timedelta) -> None:
    secret = issue_sign_in_link(account=administrator, by=None, at=NOON)

    with pytest.raises(SignInLinkRefused):
        use_sign_in_link(secret=secret, at=NOON + LINK_LIFETIME + late_by)

    assert SignInLink.objects.get().used_at is None


@pytest.mark.parametrize("secret", ["", "guessed", "x" * 5000, "\x00"])
def test_a_guess_is_refused_with_the_same_words(administrator: Account, secret: str) -> None:
    issue_sign_in_link(account=administrator, by=None, at=NOON)

    with pytest.raises(SignInLinkRefused, match="Ask an administrator for a new one"):
        use_sign_in_link(secret=secret, at=NOON)


def test_a_link_issued_before_the_account_was_deactivated_opens_nothing(
    administrator: Account, make_account: MakeAccount
) -> None:
    person = make_account(Role.VIEWER)
    secret = issue_sign_in_link(account=person, by=administrator, at=NOON)
    person = deactivate_account(account=person, by=administrator, at=NOON)

    with pytest.raises(SignInLinkRefused):
        use_sign_in_link(secret=secret, at=NOON)
    with pytest.raises(SignInLinkRefused, match="Reactivate the account first"):
        issue_sign_in_link(account=person, by=administrator, at=NOON)


def test_of_two_uses_at_once_one_wins(administrator: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rival comes exactly between looking at the link and spending it."""
    secret = issue_sign_in_link(account=administrator, by=None, at=NOON)
    won_by_rival: list[Account] = []

    def looks_usable_while_a_rival_spends_it(**_: object) -> SecretState:
        monkeypatch.undo()
        won_by_rival.append(use_sign_in_link(secret=secret, at=NOON))
        return SecretState.USABLE

    monkeypatch.setattr(links, "secret_state", looks_usable_while_a_rival_spends_it)
    with pytest.raises(SignInLinkRefused):
        use_sign_in_link(secret=secret, at=NOON)

    assert won_by_rival == [administrator]
