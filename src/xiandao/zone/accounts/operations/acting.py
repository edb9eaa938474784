"""Letting an account speak for a party, and ending it. The room that owns the party decides who may."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.models import Account, Acting
from xiandao.zone.audit.api import record


@transaction.atomic
def let_act(*, account: Account, party: str, by: Account | None, at: datetime) -> Acting:
    """From now on the account speaks for the party; a second time changes nothing."""
    acting, begun = Acting.objects.get_or_create(
        account=account, party=party, until=None, defaults={"since": at}
    )
    if begun:
        record(
            verb=gettext_noop("let somebody speak for a party"),
            subject=account,
            by=by,
            at=at,
            after={"party": party},
        )
    return acting


@transaction.atomic
def stop_acting(*, account: Account, party: str, by: Account | None, at: datetime) -> None:
    """From now on the account no longer speaks for the party."""
    if Acting.objects.filter(account=account, party=party, until=None).update(until=at):
        record(
            verb=gettext_noop("stopped somebody from speaking for a party"),
            subject=account,
            by=by,
            at=at,
            before={"party": party},
        )
