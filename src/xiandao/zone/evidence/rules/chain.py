"""How entries are sealed into a chain."""

from __future__ import annotations

from enum import StrEnum


class Algorithm(StrEnum):
    """The digests a ledger can be kept with."""

    SHA256 = "sha256"
    SM3 = "sm3"
