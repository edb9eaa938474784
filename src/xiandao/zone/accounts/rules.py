"""Secrets and their lifetimes, account names, and who must not be lost."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from xiandao.kernel.refusals import Refusal

LINK_LIFETIME = timedelta(minutes=30)
LONGEST_TOKEN_DAYS = 366
SECRET_BYTES = 32  # 256 bits: a fast hash is enough, since guessing is hopeless
TOKEN_PREFIX = "xd_"  # noqa: S105 - lets people and secret scanners recognise a leaked token
HINT_LENGTH = 8  # how much of a token is kept readable, to tell tokens apart
ACCOUNT_NAME = re.compile(r"[\w.@+-]{2,80}")


class NameRefused(Refusal):
    """An account name cannot be used."""


class SecretState(StrEnum):
    """Where a one-time secret stands."""

    USABLE = "usable"
    USED = "used"
    EXPIRED = "expired"


def new_secret() -> str:
    """A secret for a sign-in link, safe in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_token() -> str:
    """A secret for a personal API token."""
    return TOKEN_PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is stored in place of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_state(*, used_at: datetime | None, expires_at: datetime, at: datetime) -> SecretState:
    """Whether a one-time secret still opens the door at this moment."""
    if used_at is not None:
        return SecretState.USED
    if at >= expires_at:
        return SecretState.EXPIRED
    return SecretState.USABLE


def account_name(typed: str) -> str:
    """The name as it is kept: one spelling per name, whatever keyboard typed it."""
    name = unicodedata.normalize("NFKC", typed).strip()
    if not ACCOUNT_NAME.fullmatch(name):
        raise NameRefused(
            "{name} cannot be an account name: use 2 to 80 letters, digits or . @ + - _ without spaces.",
            name=typed or "—",
        )
    return name


def loses_last_administrator(
    *, is_administrator: bool, stays_administrator: bool, active_others: int
) -> bool:
    """Whether a change would leave the house without anybody who can manage accounts."""
    return is_administrator and not stays_administrator and active_others == 0
