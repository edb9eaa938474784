"""The accounts room's tables."""

from __future__ import annotations

from xiandao.zone.accounts.models.account import ZONE_ROLES, Account, Role
from xiandao.zone.accounts.models.acting import Acting
from xiandao.zone.accounts.models.keys import ApiToken, SignInLink

__all__ = ["ZONE_ROLES", "Account", "Acting", "ApiToken", "Role", "SignInLink"]
