"""Appending to the chain: one writer after the other, whole batches or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from xiandao.zone.audit.api import insert_rows
from xiandao.zone.evidence.models import Entry, Head
from xiandao.zone.evidence.rules.chain import Algorithm, canonical, seal

ENTRY = ("number", "body", "algorithm", "digest")


def algorithm() -> Algorithm:
    """The digest that new entries are sealed with; entries remember theirs."""
    return Algorithm(getattr(settings, "XIANDAO_LEDGER_DIGEST", Algorithm.SHA256))


def lock_head() -> Head:
    """The chain's end, held until this transaction ends: every writer passes here first."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is appended to inside a transaction")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"number": 0, "digest": ""})
    return head


def append(bodies: Sequence[Mapping[str, Any]], head: Head) -> list[int]:
    """Seal these acts onto the locked chain and give their numbers."""
    if not bodies:
        return []
    sealing = algorithm()
    number, digest = head.number, head.digest
    entries: list[tuple[int, str, str, str]] = []
    for body in bodies:
        text = canonical(body)
        number, digest = number + 1, seal(digest, text, sealing)
        entries.append((number, text, sealing.value, digest))
    insert_rows(Entry, ENTRY, entries)
    head.number, head.digest = number, digest
    head.save(update_fields=["number", "digest"])
    return [entry[0] for entry in entries]
