"""How entries are sealed into a chain: each digest covers the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives import hashes

FIRST: Final = ""  # the digest before the first entry
CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Algorithm(StrEnum):
    """The digests a ledger can be kept with; both give 64 hex digits."""

    SHA256 = "sha256"
    SM3 = "sm3"  # GB/T 32905-2016


def canonical(body: Mapping[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, characters as they are."""
    return CANONICAL.encode(body)


def seal(previous: str, body: str, algorithm: Algorithm) -> str:
    """The digest of an entry: over the digest before, in hex, and its body in UTF-8."""
    return SEALS[algorithm]((previous + body).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sm3(content: bytes) -> str:
    sealing = hashes.Hash(hashes.SM3())
    sealing.update(content)
    return sealing.finalize().hex()


SEALS: Final[Mapping[Algorithm, Callable[[bytes], str]]] = {Algorithm.SHA256: _sha256, Algorithm.SM3: _sm3}
