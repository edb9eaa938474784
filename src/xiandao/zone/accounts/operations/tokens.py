"""Personal API tokens: shown once, kept as a hash, always with an end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.models import Account, ApiToken
from xiandao.zone.accounts.permissions import check_revokes_token
from xiandao.zone.accounts.rules import HINT_LENGTH, LONGEST_TOKEN_DAYS, hash_of, new_token
from xiandao.zone.audit.api import record, snapshot

KEPT = ("name", "hint", "expires_at", "revoked_at")
LONGEST_NAME = 80


class TokenRefused(Refusal):
    """A token cannot be made or revoked like this."""


@transaction.atomic
def issue_api_token(*, name: str, days: int, by: Account, at: datetime) -> tuple[ApiToken, str]:
    """Make a token that acts as `by`; returns it with its secret, which is shown now and never again."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise TokenRefused(
            gettext_noop("Give the token a name of 1 to {most} characters: what will use it?"),
            most=LONGEST_NAME,
        )
    if not 0 < days <= LONGEST_TOKEN_DAYS:
        raise TokenRefused(
            gettext_noop("A token is valid for 1 to {most} days; {days} is outside."),
            most=LONGEST_TOKEN_DAYS,
            days=days,
        )
    secret = new_token()
    token = ApiToken.objects.create(
        account=by,
        name=name,
        secret_hash=hash_of(secret),
        hint=secret[:HINT_LENGTH],
        issued_at=at,
        expires_at=at + timedelta(days=days),
    )
    record(verb=gettext_noop("issued an API token"), subject=token, by=by, at=at, after=snapshot(token, KEPT))
    return token, secret


@transaction.atomic
def revoke_api_token(*, token: ApiToken, by: Account | None, at: datetime) -> ApiToken:
    """End a token at once. The line stays, so that its past uses can be explained."""
    check_revokes_token(token, by)
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise TokenRefused(gettext_noop("The token {token} was revoked before."), token=token)
    before = snapshot(token, KEPT)
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record(
        verb=gettext_noop("revoked an API token"),
        subject=token,
        by=by,
        at=at,
        before=before,
        after=snapshot(token, KEPT),
    )
    return token


def note_token_used(*, token: ApiToken, at: datetime) -> None:
    """Remember the day of the last use; one write a day, and no line in the trail, since nothing changed."""
    day = timezone.localdate(at)
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)
