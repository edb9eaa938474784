"""Who speaks for an organisation: its members see what is its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account, Role, let_act, stop_acting
from xiandao.zone.registry.models import Record
from xiandao.zone.registry.operations.stating import StatementRefused
from xiandao.zone.registry.permissions import check_keeps_registry
from xiandao.zone.registry.rules.vocabulary import Kind


@transaction.atomic
def join_member(*, account: Account, organisation: Record, by: Account, at: datetime) -> None:
    """Let a member's account speak for an organisation."""
    check_keeps_registry(by)
    if organisation.kind != Kind.ORGANISATION:
        raise StatementRefused(
            gettext_noop("Members belong to organisations; this is another kind of record.")
        )
    if account.role != Role.MEMBER:
        raise StatementRefused(
            gettext_noop("{account} is no member account. An administrator can change the role."),
            account=account.username,
        )
    let_act(account=account, party=organisation.party, by=by, at=at)


@transaction.atomic
def leave_member(*, account: Account, organisation: Record, by: Account, at: datetime) -> None:
    """An account no longer speaks for an organisation."""
    check_keeps_registry(by)
    stop_acting(account=account, party=organisation.party, by=by, at=at)
