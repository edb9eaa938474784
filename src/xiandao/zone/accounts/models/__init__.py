"""The accounts room's tables."""

from __future__ import annotations

from xiandao.zone.accounts.models.account import Account, Role
from xiandao.zone.accounts.models.keys import ApiToken, SignInLink

__all__ = ["Account", "ApiToken", "Role", "SignInLink"]
