"""The door of the accounts room: stating who may open what, and finding and making accounts."""

from __future__ import annotations

from xiandao.zone.accounts.api.programs import NOBODY, Allowed, caller
from xiandao.zone.accounts.models import ZONE_ROLES, Account, Role
from xiandao.zone.accounts.operations import (
    AccountRefused,
    change_role,
    create_account,
    deactivate_account,
    ensure_first_administrator,
    issue_api_token,
    issue_sign_in_link,
    let_act,
    reactivate_account,
    stop_acting,
)
from xiandao.zone.accounts.permissions import (
    Access,
    AccessRefused,
    open_to,
    operations_of,
    public,
    rule_of,
    signed_in,
    zone_only,
)
from xiandao.zone.accounts.queries import account_named, parties_of, people, people_of

__all__ = [
    "NOBODY",
    "ZONE_ROLES",
    "Access",
    "AccessRefused",
    "Account",
    "AccountRefused",
    "Allowed",
    "Role",
    "account_named",
    "caller",
    "change_role",
    "create_account",
    "deactivate_account",
    "ensure_first_administrator",
    "issue_api_token",
    "issue_sign_in_link",
    "let_act",
    "open_to",
    "operations_of",
    "parties_of",
    "people",
    "people_of",
    "public",
    "reactivate_account",
    "rule_of",
    "signed_in",
    "stop_acting",
    "zone_only",
]
