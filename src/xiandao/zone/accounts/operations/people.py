"""Making, changing and closing accounts."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.models import Account, Role
from xiandao.zone.accounts.permissions import check_manages_accounts
from xiandao.zone.accounts.queries import account_named
from xiandao.zone.accounts.rules import account_name, loses_last_administrator
from xiandao.zone.audit.api import JSON, record, snapshot

KEPT = ("username", "display_name", "email", "role", "is_active")
FIRST_ADMINISTRATOR = "admin"
LONGEST_DISPLAY_NAME = 80
NAME_IS_TAKEN = gettext_noop("There is already an account named {name}.")


class AccountRefused(Refusal):
    """An account cannot be made or changed like this."""


@transaction.atomic
def create_account(
    *, username: str, display_name: str, role: Role, email: str = "", by: Account | None, at: datetime
) -> Account:
    """Make an account without a password: its person comes in by a sign-in link and chooses one."""
    check_manages_accounts(by)
    name = account_name(username)
    if account_named(name):
        raise AccountRefused(NAME_IS_TAKEN, name=name)
    account = Account(
        username=name,
        display_name=_checked_display_name(display_name),
        email=_checked_email(email),
        role=Role(role),
        created_at=at,
    )
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # somebody took the name a moment ago
        raise AccountRefused(NAME_IS_TAKEN, name=name) from None
    record(
        verb=gettext_noop("created the account"), subject=account, by=by, at=at, after=snapshot(account, KEPT)
    )
    return account


@transaction.atomic
def change_details(
    *, account: Account, display_name: str, email: str, by: Account | None, at: datetime
) -> Account:
    """Change what a person is called and where mail reaches them."""
    check_manages_accounts(by)
    account = _locked(account)
    before = snapshot(account, KEPT)
    account.display_name, account.email = _checked_display_name(display_name), _checked_email(email)
    return _save(account, gettext_noop("changed the account's details"), before, by=by, at=at)


@transaction.atomic
def change_role(*, account: Account, role: Role, by: Account | None, at: datetime) -> Account:
    """Give an account another role. It holds from that person's next click."""
    check_manages_accounts(by)
    _check_keeps_an_administrator(account, stays_administrator=role == Role.ADMINISTRATOR)
    account = _locked(account)
    before = snapshot(account, KEPT)
    account.role = Role(role)
    return _save(account, gettext_noop("changed the account's role"), before, by=by, at=at)


@transaction.atomic
def deactivate_account(*, account: Account, by: Account | None, at: datetime) -> Account:
    """Close an account: its sessions end with the next click, its tokens are revoked, its past stays."""
    check_manages_accounts(by)
    _check_keeps_an_administrator(account, stays_administrator=False)
    account = _locked(account)
    before = snapshot(account, KEPT)
    account.is_active = False
    account.api_tokens.filter(revoked_at=None).update(revoked_at=at)
    return _save(account, gettext_noop("deactivated the account"), before, by=by, at=at)


@transaction.atomic
def reactivate_account(*, account: Account, by: Account | None, at: datetime) -> Account:
    """Open a closed account again, with the role it had."""
    check_manages_accounts(by)
    account = _locked(account)
    before = snapshot(account, KEPT)
    account.is_active = True
    return _save(account, gettext_noop("reactivated the account"), before, by=by, at=at)


@transaction.atomic
def reset_second_factor(*, account: Account, by: Account | None, at: datetime) -> None:
    """Take away the authenticator app and recovery codes of a person who has lost them."""
    check_manages_accounts(by)
    removed, _ = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise AccountRefused(gettext_noop("{account} has no second factor to take away."), account=account)
    record(verb=gettext_noop("took away the second factor"), subject=account, by=by, at=at)


@transaction.atomic
def choose_language(*, language: str, by: Account, at: datetime) -> Account:
    """A person chooses the language of their pages and mails; empty follows the browser."""
    if language and language not in dict(settings.LANGUAGES):
        raise AccountRefused(
            gettext_noop("{language} is not offered. Choose one of: {offered}."),
            language=language,
            offered=", ".join(dict(settings.LANGUAGES)),
        )
    account = _locked(by)
    before = snapshot(account, ["language"])
    account.language = language
    account.save(update_fields=["language"])
    record(
        verb=gettext_noop("chose a language"),
        subject=account,
        by=by,
        at=at,
        before=before,
        after=snapshot(account, ["language"]),
    )
    return account


@transaction.atomic
def ensure_first_administrator(*, at: datetime) -> Account:
    """The longest-standing active administrator; made, without a password, where there is none."""
    standing = _active_administrators().order_by("created_at", "pk").first()
    if standing:
        return standing
    name, number = FIRST_ADMINISTRATOR, 1
    while account_named(name):
        number += 1
        name = f"{FIRST_ADMINISTRATOR}{number}"
    return create_account(
        username=name, display_name=gettext("Administrator"), role=Role.ADMINISTRATOR, by=None, at=at
    )


def _active_administrators() -> QuerySet[Account]:
    """Locked until the change is kept, so that two administrators cannot demote each other at once."""
    return Account.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")


def _check_keeps_an_administrator(account: Account, *, stays_administrator: bool) -> None:
    administrators = {administrator.pk for administrator in _active_administrators()}
    if loses_last_administrator(
        is_administrator=account.pk in administrators,
        stays_administrator=stays_administrator,
        active_others=len(administrators - {account.pk}),
    ):
        raise AccountRefused(
            gettext_noop("{account} is the last active administrator. Make another one first."),
            account=account,
        )


def _locked(account: Account) -> Account:
    """The account as it stands now, not as a page saw it a while ago."""
    return Account.objects.select_for_update().get(pk=account.pk)


def _save(
    account: Account, verb: str, before: dict[str, JSON], *, by: Account | None, at: datetime
) -> Account:
    after = snapshot(account, KEPT)
    if after != before:
        account.save(update_fields=["display_name", "email", "role", "is_active"])
        record(verb=verb, subject=account, by=by, at=at, before=before, after=after)
    return account


def _checked_display_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_DISPLAY_NAME:
        raise AccountRefused(
            gettext_noop("The name that people see needs 1 to {most} characters."), most=LONGEST_DISPLAY_NAME
        )
    return name


def _checked_email(typed: str) -> str:
    email = typed.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise AccountRefused(gettext_noop("{email} is not an e-mail address."), email=email) from None
    return email
