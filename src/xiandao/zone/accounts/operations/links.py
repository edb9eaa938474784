"""Sign-in links: one use, half an hour, then nothing."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.models import Account, SignInLink
from xiandao.zone.accounts.permissions import check_manages_accounts
from xiandao.zone.accounts.rules import LINK_LIFETIME, SecretState, hash_of, new_secret, secret_state
from xiandao.zone.audit.api import record

ASK_FOR_ANOTHER = gettext_noop("This sign-in link is not valid any more. Ask an administrator for a new one.")


class SignInLinkRefused(Refusal):
    """A sign-in link cannot be issued or does not open the door."""

    http_status = HTTPStatus.FORBIDDEN


@transaction.atomic
def issue_sign_in_link(*, account: Account, by: Account | None, at: datetime) -> str:
    """Make a link for one sign-in within half an hour; returns its secret, which is not stored."""
    check_manages_accounts(by)
    if not account.is_active:
        raise SignInLinkRefused(
            gettext_noop("{account} is deactivated. Reactivate the account first."), account=account
        )
    secret = new_secret()
    SignInLink.objects.create(
        account=account,
        secret_hash=hash_of(secret),
        issued_at=at,
        issued_by=by,
        expires_at=at + LINK_LIFETIME,
    )
    record(verb=gettext_noop("issued a sign-in link"), subject=account, by=by, at=at)
    return secret


@transaction.atomic
def use_sign_in_link(*, secret: str, at: datetime, address: str | None = None) -> Account:
    """Spend the link and give the account it signs in. Of two uses at once, one wins.

    Every refusal says the same, so that a guess learns nothing.
    """
    link = SignInLink.objects.select_related("account").filter(secret_hash=hash_of(secret)).first()
    if link is None or not link.account.is_active:
        raise SignInLinkRefused(ASK_FOR_ANOTHER)
    if secret_state(used_at=link.used_at, expires_at=link.expires_at, at=at) is not SecretState.USABLE:
        raise SignInLinkRefused(ASK_FOR_ANOTHER)
    spent = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at)
    if not spent:
        raise SignInLinkRefused(ASK_FOR_ANOTHER)
    record(
        verb=gettext_noop("used a sign-in link"),
        subject=link.account,
        by=link.account,
        at=at,
        address=address,
    )
    return link.account
