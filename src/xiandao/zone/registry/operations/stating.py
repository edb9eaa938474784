"""Registering and saying: a record is begun once; what is known of it are dated, sourced statements."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import create_rows
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Identifier, Import, Record, Statement
from xiandao.zone.registry.operations.claiming import claim_what_happened
from xiandao.zone.registry.operations.parts import keep_parts, link_named
from xiandao.zone.registry.operations.speaking import refresh_current
from xiandao.zone.registry.permissions import check_states, keeps_registry
from xiandao.zone.registry.rules.happenings import Stated, current_of
from xiandao.zone.registry.rules.kinds import KINDS, KindOfRecord
from xiandao.zone.registry.rules.values import checked, normal_name
from xiandao.zone.registry.rules.vocabulary import Confidence, Kind

BEGUN: Final = (
    "key",
    "kind",
    "owner",
    "label",
    "search",
    "current",
    "created_at",
    "changed_at",
    "created_by",
    "sample",
)
SAID: Final = (
    "record",
    "values",
    "happened_on",
    "recorded_at",
    "source",
    "confidence",
    "by",
    "brought_by",
    "fingerprint",
)


class StatementRefused(Refusal):
    """Something cannot be said of a record like this."""


class IdentifierTaken(Refusal):
    """A number belongs to another record already."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says on one day: of a record, or of one that begins with it."""

    values: Mapping[str, object]
    happened_on: date
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The record, and the statement that was kept; None where nothing new was said."""

    record: Record
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, for whom, and how sure it is; the same for all that is said at once."""

    kind: KindOfRecord
    name: str
    owner: Record | None
    confidence: Confidence
    by: Account | None
    at: datetime
    brought_by: Import | None
    sample: bool


def register(
    *,
    kind: Kind,
    values: Mapping[str, object],
    source: str,
    happened_on: date,
    owner: Record | None = None,
    confidence: Confidence = Confidence.CLAIMED,
    by: Account | None,
    at: datetime,
    brought_by: Import | None = None,
    sample: bool = False,
) -> Record:
    """Begin a record with what a source says of it."""
    check_states(by, owner)
    told = _source(kind, source, owner, confidence, by, at, brought_by, sample=sample)
    with transaction.atomic():
        (said,) = _say(told, [Saying(values, happened_on)])
        audit(
            verb=gettext_noop("registered a record"),
            subject=said.record,
            by=by,
            at=at,
            after={"kind": kind.value, "fields": sorted(said.statement.values if said.statement else ())},
        )
    return said.record


def say(
    *,
    record: Record,
    values: Mapping[str, object],
    source: str,
    happened_on: date,
    confidence: Confidence = Confidence.CLAIMED,
    by: Account | None,
    at: datetime,
    brought_by: Import | None = None,
) -> Statement | None:
    """Keep what a source says of a record on a day; None where it said exactly this before."""
    check_states(by, record.owner, record)
    if record.erased_at is not None:
        raise StatementRefused(gettext_noop("The personal data of this record were erased; it is closed."))
    told = _source(
        Kind(record.kind), source, record.owner, confidence, by, at, brought_by, sample=record.sample
    )
    with transaction.atomic():
        (said,) = _say(told, [Saying(values, happened_on, record)])
        if said.statement is not None:
            audit(
                verb=gettext_noop("stated something of a record"),
                subject=record,
                by=by,
                at=at,
                after={"fields": sorted(said.statement.values)},
            )
    return said.statement


def say_many(
    *,
    kind: Kind,
    sayings: Sequence[Saying],
    source: str,
    owner: Record | None = None,
    confidence: Confidence = Confidence.CLAIMED,
    by: Account | None,
    at: datetime,
    brought_by: Import | None = None,
    sample: bool = False,
) -> list[Said]:
    """Many sayings of one kind from one source, all or none; the caller leaves the line in the trail."""
    check_states(by, owner)
    if by is not None and not keeps_registry(by):
        for saying in sayings:
            if saying.record is not None:
                check_states(by, owner, saying.record)
    told = _source(kind, source, owner, confidence, by, at, brought_by, sample=sample)
    with transaction.atomic():
        return _say(told, sayings)


def _source(
    kind: Kind,
    name: str,
    owner: Record | None,
    confidence: Confidence,
    by: Account | None,
    at: datetime,
    brought_by: Import | None,
    *,
    sample: bool,
) -> Source:
    if not name.strip():
        raise StatementRefused(gettext_noop("Say who or what this comes from."))
    return Source(KINDS[kind], name.strip()[:200], owner, confidence, by, at, brought_by, sample)


def _say(told: Source, sayings: Sequence[Saying]) -> list[Said]:
    today = timezone.localdate(told.at)
    prepared = [checked(told.kind, saying.values, today) for saying in sayings]
    for saying, values in zip(sayings, prepared, strict=True):
        _check(told, saying, values, today)
    link_named(told.kind, prepared)
    _check_identifiers(told, sayings, prepared)
    fresh = create_rows(
        Record,
        BEGUN,
        [
            _begun(told, saying, values)
            for saying, values in zip(sayings, prepared, strict=True)
            if saying.record is None
        ],
    )
    if told.owner is not None:
        for record in fresh:
            record.owner = told.owner
    made = iter(fresh)
    records = [saying.record or next(made) for saying in sayings]
    new_ones = {record.pk for record in fresh}
    rows = _statements(told, sayings, records, prepared)
    try:
        with transaction.atomic():
            kept = create_rows(Statement, SAID, [row for row in rows if row is not None])
            keep_parts(told.kind, kept, new_ones)
    except IntegrityError as fault:
        raise IdentifierTaken(
            gettext_noop("A number in it was registered a moment ago; look again, then repeat.")
        ) from fault
    speaking = iter(kept)
    said = [
        Said(record, None if row is None else next(speaking))
        for record, row in zip(records, rows, strict=True)
    ]
    touched = {one.record.pk: one.record for one in said if one.statement is not None}
    claim_what_happened(
        kind=told.kind,
        records=list(touched.values()),
        begun=new_ones,
        given=_by_record(kept),
        by=told.by,
        at=told.at,
    )
    refresh_current(told.kind, [r for pk, r in touched.items() if pk not in new_ones], at=told.at)
    return said


def _check(told: Source, saying: Saying, values: Mapping[str, Any], today: date) -> None:
    if saying.happened_on > today:
        raise StatementRefused(
            gettext_noop("{day} is still to come; a statement speaks of what is."), day=saying.happened_on
        )
    if not values:
        raise StatementRefused(gettext_noop("Nothing was said. Fill in at least one field."))
    if saying.record is None:
        for field in told.kind.required:
            if field.key not in values:
                raise StatementRefused(
                    gettext_noop("A new record needs “{field}”."), field=f"{field.zh} / {field.en}"
                )


def _begun(told: Source, saying: Saying, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """A record that its first statement speaks for, read model and all, in the order of BEGUN."""
    searched = [
        normal_name(values[field.key]) if field.type == "name" else str(values[field.key]).casefold()
        for field in told.kind.searched
        if field.key in values
    ]
    return (
        secrets.token_hex(8),
        told.kind.kind,
        told.owner.pk if told.owner else None,
        str(values[told.kind.label])[:300],
        " ".join(dict.fromkeys(searched)),
        current_of([Stated(0, values, saying.happened_on, told.confidence)]),
        told.at,
        told.at,
        told.by.pk if told.by else None,
        told.sample,
    )


def _statements(
    told: Source,
    sayings: Sequence[Saying],
    records: Sequence[Record],
    prepared: Sequence[Mapping[str, Any]],
) -> list[tuple[Any, ...] | None]:
    """A statement for each saying, in the order of SAID; none where this source said it before."""
    prints = [
        _fingerprint(told.name, saying.happened_on, values)
        for saying, values in zip(sayings, prepared, strict=True)
    ]
    old = [saying.record.pk for saying in sayings if saying.record is not None]
    made = Statement.objects.filter(record__among=old, retracted_at=None)
    known: set[tuple[int, str]] = set(made.values_list("record_id", "fingerprint"))
    by = told.by.pk if told.by else None
    brought_by = told.brought_by.pk if told.brought_by else None
    found: list[tuple[Any, ...] | None] = []
    for saying, record, values, told_print in zip(sayings, records, prepared, prints, strict=True):
        if (record.pk, told_print) in known:
            found.append(None)
            continue
        known.add((record.pk, told_print))
        found.append(
            (
                record.pk,
                values,
                saying.happened_on,
                told.at,
                told.name,
                told.confidence,
                by,
                brought_by,
                told_print,
            )
        )
    return found


def _fingerprint(source: str, day: date, values: Mapping[str, Any]) -> str:
    said = repr((source, day.isoformat(), sorted((name, repr(value)) for name, value in values.items())))
    return hashlib.sha256(said.encode()).hexdigest()


def _check_identifiers(
    told: Source, sayings: Sequence[Saying], prepared: Sequence[Mapping[str, Any]]
) -> None:
    """A number belongs to one record; who may not see that record is told no more than that."""
    schemes = {field.key: field.scheme for field in told.kind.fields if field.type == "identifier"}
    wanted: dict[tuple[str, str], Record | None] = {}
    for saying, values in zip(sayings, prepared, strict=True):
        for key, scheme in schemes.items():
            if key not in values:
                continue
            named = (scheme, values[key])
            if named in wanted and (saying.record is None or wanted[named] != saying.record):
                raise IdentifierTaken(
                    gettext_noop("{number} stands twice in what was brought."), number=named[1]
                )
            wanted[named] = saying.record
    held = Identifier.objects.filter(
        kind=told.kind.kind,
        scheme__in=set(schemes.values()),
        value__among={value for _, value in wanted},
        retracted_at=None,
    )
    for identifier in held.select_related("record"):
        speaker = wanted.get((identifier.scheme, identifier.value), identifier.record)
        if speaker is None or _speaks_for(speaker) != _speaks_for(identifier.record):
            raise IdentifierTaken(
                gettext_noop("{number} is registered already. A registrar can join the two records."),
                number=identifier.value,
            )


def _speaks_for(record: Record) -> int:
    return record.merged_into_id or record.pk


def _by_record(statements: Sequence[Statement]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.record_id].append(statement)
    return found
