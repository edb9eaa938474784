"""Passwords are chosen by their people; what others can do is to take one away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.models import Account
from xiandao.zone.accounts.permissions import check_manages_accounts
from xiandao.zone.audit.api import record


@transaction.atomic
def take_away_password(*, account: Account, by: Account | None, at: datetime) -> None:
    """For a forgotten password: its sessions end, and the next sign-in link leads to choosing a new one."""
    check_manages_accounts(by)
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    record(verb=gettext_noop("took away the password"), subject=account, by=by, at=at)
