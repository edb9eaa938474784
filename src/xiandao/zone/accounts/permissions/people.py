"""Who may manage accounts and read the trail, in two voices: check_ refuses with a sentence, can_ answers."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from xiandao.zone.accounts.models import Account, ApiToken, Role
from xiandao.zone.accounts.permissions.access import Access, AccessRefused, Asking

MANAGE = Access(anybody=False, roles=frozenset({Role.ADMINISTRATOR}))
READ_TRAIL = Access(anybody=False, roles=frozenset({Role.ADMINISTRATOR, Role.PLAN_OFFICE}))


def check_manages_accounts(by: Account | None) -> None:
    """Only an administrator manages accounts. None is the command line: who sits there has the database."""
    if by is not None and not MANAGE.allows(by):
        raise AccessRefused(gettext_noop("Only an administrator can manage accounts."))


def can_manage_accounts(asking: Asking) -> bool:
    """Whether this person manages accounts."""
    return MANAGE.allows(asking)


def check_reads_trail(asking: Asking) -> None:
    """The trail is read by administrators and the plan office."""
    if not READ_TRAIL.allows(asking):
        raise AccessRefused(gettext_noop("The audit trail is open to administrators and the plan office."))


def can_read_trail(asking: Asking) -> bool:
    """Whether this person reads the trail."""
    return READ_TRAIL.allows(asking)


def check_revokes_token(token: ApiToken, by: Account | None) -> None:
    """A token is revoked by its person or by an administrator."""
    if by is not None and token.account_id != by.pk and not MANAGE.allows(by):
        raise AccessRefused(gettext_noop("Only its person or an administrator can revoke a token."))
