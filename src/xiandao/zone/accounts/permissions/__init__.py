"""Who may open what, and who may manage accounts."""

from __future__ import annotations

from xiandao.zone.accounts.permissions.access import (
    PUBLIC,
    SIGNED_IN,
    Access,
    AccessRefused,
    open_to,
    public,
    signed_in,
    zone_only,
)
from xiandao.zone.accounts.permissions.people import (
    can_manage_accounts,
    can_read_trail,
    check_manages_accounts,
    check_reads_trail,
    check_revokes_token,
)
from xiandao.zone.accounts.permissions.stated import operations_of, rule_of

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "Access",
    "AccessRefused",
    "can_manage_accounts",
    "can_read_trail",
    "check_manages_accounts",
    "check_reads_trail",
    "check_revokes_token",
    "open_to",
    "operations_of",
    "public",
    "rule_of",
    "signed_in",
    "zone_only",
]
