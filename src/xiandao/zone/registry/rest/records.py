"""Records through the JSON API: found, read on a day, registered, and spoken of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.registry import api
from xiandao.zone.registry.operations.reading import note_restricted_reading
from xiandao.zone.registry.queries.imports import registers_for
from xiandao.zone.registry.queries.records import (
    RecordFilter,
    RecordSeen,
    columns_of,
    kind_named,
    lines,
    record_named,
    record_seen,
    records,
)

MOST = 500  # records in one answer
router = Router(auth=Allowed(), tags=["registry"])


class FieldOut(Schema):
    """A field of a kind; `field_class` says who may see it: public, zone or restricted."""

    key: str
    zh: str
    en: str
    type: str
    field_class: str
    required: bool
    unit: str
    choices: list[str]


class KindOut(Schema):
    """A kind of record and what can be said of it."""

    kind: str
    zh: str
    en: str
    fields: list[FieldOut]


class LineOut(Schema):
    """A record in a list, with the columns that were asked for as far as the caller may see them."""

    kind: str
    key: str
    label: str
    sample: bool
    cells: dict[str, str]


class SaidOut(Schema):
    """What is known of a field: its value, its words, and who said so."""

    value: Any
    words: str
    happened_on: date
    confidence: str
    source: str


class NeighbourOut(Schema):
    """A record that this one has to do with; `outwards` where the relation reads from this one."""

    relation: str
    outwards: bool
    kind: str
    key: str
    label: str
    since: date | None


class RecordOut(Schema):
    """A record as its reader may see it on a day; `merged_into` names the record that speaks for it."""

    kind: str
    key: str
    label: str
    sample: bool
    merged_into: str
    fields: dict[str, SaidOut]
    names: list[str]
    neighbours: list[NeighbourOut]
    claims: list[int]


class StatementIn(Schema):
    """What a source says, true on a day; field keys and choices are those of `/registry/kinds`."""

    values: dict[str, Any] = Field(min_length=1)
    source: str
    happened_on: date


class ChangedOut(Schema):
    """The record, and whether anything was new."""

    kind: str
    key: str
    changed: bool


@router.get("/registry/kinds", response=list[KindOut], summary="Kinds of records and their fields")
def kinds(request: HttpRequest) -> list[KindOut]:  # noqa: ARG001
    """The vocabulary in which records are stated."""
    return [
        KindOut(
            kind=kind.kind,
            zh=kind.zh,
            en=kind.en,
            fields=[
                FieldOut(
                    key=field.key,
                    zh=field.zh,
                    en=field.en,
                    type=field.type,
                    field_class=field.field_class,
                    required=field.required,
                    unit=field.unit,
                    choices=[choice.key for choice in field.choices],
                )
                for field in kind.fields
            ],
        )
        for kind in api.KINDS.values()
    ]


@router.get("/registry/{kind}", response=list[LineOut], summary="Records of a kind")
def listing(
    request: HttpRequest,
    kind: str,
    q: str = "",
    sort: str = "",
    column: Query[list[str]] = [],  # noqa: B006 - the router copies it
    chosen: Query[list[str]] = [],  # noqa: B006 - the router copies it
    offset: int = 0,
) -> list[LineOut]:
    """At most 500 from `offset`; `chosen=rank:leading` filters a choice, `sort=-name` turns the order."""
    by, known = caller(request), kind_named(kind)
    wanted = RecordFilter(
        words=q.strip()[:100],
        chosen=dict(pair.split(":", 1) for pair in chosen if ":" in pair),
        sort=sort,
        columns=tuple(column),
    )
    columns = columns_of(known.kind, wanted.columns, asking=by)
    start = max(offset, 0)
    found = records(known.kind, wanted, asking=by)[start : start + MOST]
    return [
        LineOut(
            kind=line.record.kind,
            key=line.record.key,
            label=line.record.label,
            sample=line.record.sample,
            cells={field.key: words for field, words in line.cells},
        )
        for line in lines(found, columns, get_language() or "en", asking=by)
    ]


@router.get("/registry/{kind}/{key}", response=RecordOut, summary="One record")
def record(request: HttpRequest, kind: str, key: str, as_of: date | None = None) -> RecordOut:
    """What is known on a day and from where; reading restricted fields leaves a line in the trail."""
    by = caller(request)
    found = record_named(kind, key)
    seen = record_seen(found, asking=by, as_of=as_of or timezone.localdate(), language=get_language() or "en")
    if not seen.own:
        note_restricted_reading(record=found, fields=seen.restricted, by=by, at=timezone.now())
    return _told(seen)


@router.post(
    "/registry/{kind}", auth=Allowed(*api.IMPORTERS), response={201: ChangedOut}, summary="Register a record"
)
def register(request: HttpRequest, kind: str, told: StatementIn) -> Status[ChangedOut]:
    """Begin a record. A member registers for its own organisation; what happened waits to be verified."""
    by = caller(request)
    made = api.register(
        kind=kind_named(kind).kind, **told.dict(), owner=registers_for(by), by=by, at=timezone.now()
    )
    return Status(201, ChangedOut(kind=made.kind, key=made.key, changed=True))


@router.post(
    "/registry/{kind}/{key}/statements",
    auth=Allowed(*api.IMPORTERS),
    response=ChangedOut,
    summary="Say something of a record",
)
def state(request: HttpRequest, kind: str, key: str, told: StatementIn) -> ChangedOut:
    """Nothing is overwritten; the same said again by the same source changes nothing."""
    found = record_named(kind, key)
    kept = api.say(record=found, **told.dict(), by=caller(request), at=timezone.now())
    return ChangedOut(kind=found.kind, key=found.key, changed=kept is not None)


def _told(seen: RecordSeen) -> RecordOut:
    record = seen.record
    return RecordOut(
        kind=record.kind,
        key=record.key,
        label=record.label,
        sample=record.sample,
        merged_into=record.merged_into.key if record.merged_into else "",
        fields={
            told.field.key: SaidOut(
                value=told.said.values[told.field.key],
                words=told.words,
                happened_on=told.said.happened_on,
                confidence=told.said.confidence,
                source=told.source,
            )
            for told in seen.fields
        },
        names=list(dict.fromkeys(name.text for name in seen.names)),
        neighbours=[
            NeighbourOut(
                relation=other.relation,
                outwards=other.outwards,
                kind=other.record.kind,
                key=other.record.key,
                label=other.record.label,
                since=other.since,
            )
            for other in seen.neighbours
        ],
        claims=[claim.pk for claim in seen.claims],
    )
