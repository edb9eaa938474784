"""A person's data: taken along on request, and erased on request while every count stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.evidence.api import claims_of, erase_words, forget_files
from xiandao.zone.registry.models import (
    Identifier,
    Import,
    ImportRow,
    Name,
    Pair,
    Record,
    Relation,
    Statement,
)
from xiandao.zone.registry.operations.speaking import refresh_current
from xiandao.zone.registry.operations.stating import StatementRefused
from xiandao.zone.registry.permissions import check_keeps_registry
from xiandao.zone.registry.rules.kinds import KINDS, KindOfRecord
from xiandao.zone.registry.rules.vocabulary import FieldClass, ImportState, Kind

ERASED = "已删除 / erased"
DONE: Final = (ImportState.APPLIED, ImportState.UNDONE)  # their files are not read again
WHO_TYPES = ("name", "identifier", "relation")  # what tells who somebody is


@transaction.atomic
def export_personal(*, record: Record, by: Account, at: datetime) -> bytes:
    """Everything the registry and the ledger hold of a person, as JSON, to hand to that person."""
    check_keeps_registry(by)
    _check_person(record)
    audit(verb=gettext_noop("exported personal data"), subject=record, by=by, at=at)
    content: dict[str, Any] = {
        "format": "xiandao-personal-data/1",
        "record": record.key,
        "exported_at": at.isoformat(),
        "statements": [
            {
                "on": statement.happened_on.isoformat(),
                "source": statement.source,
                "values": statement.values,
                "retracted": statement.retracted_at is not None,
            }
            for statement in record.statements.order_by("happened_on", "pk")
        ],
        "claims": [
            {
                "entry": claim.pk,
                "kind": claim.kind,
                "on": claim.happened_on.isoformat(),
                "details": claim.details,
            }
            for claim in claims_of([record.subject])
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


@transaction.atomic
def erase_personal(*, record: Record, reason: str, by: Account, at: datetime) -> None:
    """Erase who a person is; what was counted stays, under a key that says nothing. Twice is once."""
    check_keeps_registry(by)
    _check_person(record)
    if not reason.strip():
        raise StatementRefused(gettext_noop("Say on whose request, in a few words."))
    if record.erased_at is not None:
        return
    members = [
        record,
        *Record.objects.filter(merged_into=record),
    ]  # a double holds as much as who speaks for it
    files = _import_files(members)
    for member in members:
        _erase(member, by, at)
    refresh_current(KINDS[Kind(record.kind)], members, at=at)
    forget_files(digests=files, at=at)
    audit(
        verb=gettext_noop("erased personal data"),
        subject=record,
        by=by,
        at=at,
        after={"reason": reason.strip()[:200]},
    )


def _erase(record: Record, by: Account, at: datetime) -> None:
    """Everything of one record that tells who it is; the claims keep their facts."""
    kind = KINDS[Kind(record.kind)]
    for statement in record.statements.all():
        statement.values = _without_who(kind, statement.values)
        statement.fingerprint = f"erased {statement.pk}"
        statement.save(update_fields=["values", "fingerprint"])
    for part in (Name, Identifier):
        part.objects.filter(record=record).delete()
    _forget_named(record, at)
    Relation.objects.filter(left=record).delete()
    Relation.objects.filter(right=record).delete()
    ImportRow.objects.filter(record=record).update(values={})
    Pair.objects.filter(left=record).delete()
    Pair.objects.filter(right=record).delete()
    record.label, record.erased_at = ERASED, at
    record.save(update_fields=["label", "erased_at"])
    erase_words(subject=record.subject, by=by, at=at)


def _import_files(members: Sequence[Record]) -> list[str]:
    """The files that brought a row of these records and are not read again."""
    brought = Import.objects.filter(rows__record__in=members).values("file_sha256")
    digests = Import.objects.filter(file_sha256__in=brought)
    waiting = digests.exclude(state__in=DONE).values("file_sha256")
    return list(digests.exclude(file_sha256__in=waiting).values_list("file_sha256", flat=True).distinct())


def _without_who(kind: KindOfRecord, values: dict[str, Any]) -> dict[str, Any]:
    """What may stay: neither restricted nor telling who it is."""
    fields = kind.by_key
    return {
        name: value
        for name, value in values.items()
        if fields[name].field_class is not FieldClass.RESTRICTED
        and fields[name].type not in WHO_TYPES
        and name != "note"
    }


def _forget_named(record: Record, at: datetime) -> None:
    """Other records' statements that name this person keep the place, without the name."""
    naming = list(Statement.objects.filter(relations__right=record).select_related("record").distinct())
    for statement in naming:
        statement.values = {name: _forgotten(value, record.key) for name, value in statement.values.items()}
        statement.fingerprint = f"erased {statement.pk}"
        statement.save(update_fields=["values", "fingerprint"])
    for other in {statement.record for statement in naming}:
        refresh_current(KINDS[Kind(other.kind)], [other], at=at)


def _forgotten(value: Any, key: str) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {"label": ERASED, "key": key} if isinstance(one, dict) and one.get("key") == key else one
        for one in value
    ]


def _check_person(record: Record) -> None:
    if record.kind != Kind.PERSON:
        raise StatementRefused(
            gettext_noop("Personal data are kept of people; this is another kind of record.")
        )
