"""What people ask about accounts, keys and the trail. Who is asking is an argument."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.paginator import Page
from django.db.models import Exists, OuterRef, QuerySet

from xiandao.zone.accounts.models import Account, Acting, ApiToken, Role
from xiandao.zone.accounts.permissions import check_manages_accounts, check_reads_trail
from xiandao.zone.accounts.rules import hash_of
from xiandao.zone.audit.api import Entry, EntryFilter, entries


def account_named(name: str) -> Account | None:
    """The account of this name in any case, or None."""
    return Account.objects.filter(username__iexact=name.strip()).first()


def people(*, role: Role | None = None, active: bool | None = True) -> QuerySet[Account]:
    """Accounts by name; `active=None` also gives those that were deactivated."""
    found = Account.objects.all()
    if role is not None:
        found = found.filter(role=role)
    if active is not None:
        found = found.filter(is_active=active)
    return found


def parties_of(account: Account) -> frozenset[str]:
    """Everyone for whom this account speaks now; nobody, once it is closed."""
    if not account.is_active:
        return frozenset()
    return frozenset(Acting.objects.filter(account=account, until=None).values_list("party", flat=True))


def people_of(party: str) -> QuerySet[Account]:
    """The active accounts that speak for a party now."""
    return Account.objects.filter(acting__party=party, acting__until=None, is_active=True)


def people_to_manage(*, asking: Account) -> QuerySet[Account]:
    """Every account with `has_second_factor`, for the administrator's list."""
    check_manages_accounts(asking)
    return people(active=None).annotate(
        has_second_factor=Exists(
            Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        )
    )


def tokens_of(account: Account) -> QuerySet[ApiToken]:
    """A person's own tokens, the latest first."""
    return account.api_tokens.all()


def valid_token(secret: str, *, at: datetime) -> ApiToken | None:
    """The token with this secret if it still opens the door, with its account."""
    return (
        ApiToken.objects.select_related("account")
        .filter(secret_hash=hash_of(secret), revoked_at=None, expires_at__gt=at, account__is_active=True)
        .first()
    )


def trail(wanted: EntryFilter, *, asking: Account, page: int | str = 1) -> Page[Entry]:
    """A page of the audit trail."""
    check_reads_trail(asking)
    return entries(wanted, page=page)
