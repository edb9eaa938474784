"""Records as lists and as pages; what somebody may not see is not fetched into either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import ZONE_ROLES, Account, parties_of
from xiandao.zone.evidence.api import Claim, claims_of
from xiandao.zone.registry.models import Merge, Name, Pair, Record, Relation, Statement
from xiandao.zone.registry.permissions import check_sees, classes_seen, is_own, visible
from xiandao.zone.registry.queries.wording import ends_of, in_words
from xiandao.zone.registry.rules.happenings import Stated, latest
from xiandao.zone.registry.rules.kinds import KINDS, Field, KindOfRecord
from xiandao.zone.registry.rules.values import normal_name
from xiandao.zone.registry.rules.vocabulary import FieldClass, Kind, PairState

MOST_RELATED: Final = 200
MOST_CLAIMS: Final = 200


class RecordMissing(Refusal):
    """There is no such record."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What to look for in a list; `sort` is a field's key, with a minus for the other way round."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)  # choice field -> key
    sort: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a list: the cells that its reader may see, in the order of the columns."""

    record: Record
    cells: tuple[tuple[Field, str], ...]


def records(kind: Kind, wanted: RecordFilter, *, asking: Account) -> QuerySet[Record]:
    """The records of a kind that somebody may see, those that are merged or taken back left out."""
    known = KINDS[kind]
    found = Record.objects.filter(kind=kind, merged_into=None, retracted_at=None).select_related("owner")
    if asking.role not in ZONE_ROLES or not asking.is_active:
        own = [party.partition(":")[2] for party in parties_of(asking) if party.startswith("organisation:")]
        if kind is Kind.PERSON:
            found = found.filter(owner__key__in=own)
    for word in wanted.words.split():
        found = found.filter(search__contains=normal_name(word) or word.casefold())
    for name, key in wanted.chosen.items():
        column = known.by_key.get(name)
        if column is None or column.field_class is FieldClass.RESTRICTED:
            continue
        if column.type == "choice":
            found = found.filter(**{f"current__{name}__value": key})
        elif column.type == "choices":
            found = found.filter(_has_choice(name, key))
    return _sorted(found, known, wanted.sort)


def _has_choice(name: str, key: str) -> Q:
    """A record that has this choice among several: as text, which both databases can look through."""
    return Q(
        pk__in=Record.objects.annotate(told=KT(f"current__{name}__value"))
        .filter(told__contains=f'"{key}"')
        .values("pk")
    )


def lines(
    found: Iterable[Record], columns: Sequence[Field], language: str, *, asking: Account
) -> list[RecordLine]:
    """The cells of these records, each only where this reader may see the field of that record."""
    parties = parties_of(asking)
    told = []
    for record in found:
        classes = classes_seen(asking, record, parties)
        told.append(
            RecordLine(
                record,
                tuple(
                    (column, in_words(column, (record.current.get(column.key) or {}).get("value"), language))
                    if column.field_class in classes
                    else (column, "")
                    for column in columns
                ),
            )
        )
    return told


def columns_of(kind: Kind, chosen: Sequence[str], *, asking: Account) -> list[Field]:
    """The columns of a list: those chosen, else the kind's own; restricted ones for who sees them of all."""
    known = KINDS[kind]
    nobody = Record(kind=kind)
    classes = classes_seen(asking, nobody, frozenset()) or frozenset({FieldClass.PUBLIC})
    may = {field.key: field for field in visible(known.fields, classes)}
    return [may[key] for key in (chosen or known.columns) if key in may]


def _sorted(found: QuerySet[Record], kind: KindOfRecord, sort: str) -> QuerySet[Record]:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    column = kind.by_key.get(name)
    if column is None or column.field_class is FieldClass.RESTRICTED:
        return found.order_by("-changed_at", "-pk")
    if name == kind.label:
        return found.order_by(F("label").desc() if down else F("label").asc(), "pk")
    told = found.annotate(told=KT(f"current__{name}__value"))
    order = F("told").desc(nulls_last=True) if down else F("told").asc(nulls_last=True)
    return told.order_by(order, "pk")


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field with what was said of it last, by whom and how surely."""

    field: Field
    words: str
    ends: Sequence[Mapping[str, str]]
    said: Stated
    source: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record that this one has to do with, and how."""

    relation: str
    outwards: bool
    record: Record
    since: date | None


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """Everything of a record that its reader may see on a day."""

    record: Record
    kind: KindOfRecord
    own: bool
    fields: tuple[FieldSeen, ...]
    restricted: tuple[str, ...]  # the restricted fields that were shown
    names: tuple[Name, ...]
    neighbours: tuple[Neighbour, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    merges: tuple[Merge, ...]
    pairs: tuple[Pair, ...]


def record_named(kind: str, key: str) -> Record:
    """The record under a key; a merged one too, so that its page can lead on."""
    found = (
        Record.objects.filter(kind=kind, key=key, retracted_at=None)
        .select_related("owner", "merged_into", "created_by")
        .first()
    )
    if found is None:
        raise RecordMissing(gettext_noop("There is no record “{kind}/{key}”."), kind=kind, key=key)
    return found


def kind_named(name: str) -> KindOfRecord:
    """The kind of record under a name, or a refusal."""
    if name not in set(Kind):
        raise RecordMissing(gettext_noop("“{kind}” is no kind of record."), kind=name)
    return KINDS[Kind(name)]


def pair_numbered(number: int) -> Pair:
    """Two records that may be one."""
    found = Pair.objects.select_related("left", "right").filter(pk=number).first()
    if found is None:
        raise RecordMissing(gettext_noop("There is no pair {number}."), number=number)
    return found


def merge_numbered(number: int) -> Merge:
    """A merge that was made, undone or not."""
    found = Merge.objects.select_related("kept").filter(pk=number).first()
    if found is None:
        raise RecordMissing(gettext_noop("There is no merge {number}."), number=number)
    return found


def record_seen(record: Record, *, asking: Account, as_of: date, language: str) -> RecordSeen:
    """A record's page on a day. Raises RegistryAccessRefused where it is not open to this account."""
    parties = parties_of(asking)
    classes = check_sees(asking, record, parties)
    kind = KINDS[Kind(record.kind)]
    members = [record, *record.merged.all()]
    statements = list(
        Statement.objects.filter(record__in=members, retracted_at=None, happened_on__lte=as_of)
        .select_related("by", "brought_by")
        .order_by("happened_on", "pk")
    )
    fields = _fields(kind, statements, classes, language)
    in_zone = FieldClass.ZONE in classes
    return RecordSeen(
        record=record,
        kind=kind,
        own=is_own(asking, record, parties),
        fields=fields,
        restricted=tuple(f.field.key for f in fields if f.field.field_class is FieldClass.RESTRICTED),
        names=tuple(Name.objects.filter(record__in=members, retracted_at=None).order_by("kind", "pk")),
        neighbours=_neighbours(members, asking, parties),
        claims=tuple(claims_of([m.subject for m in members])[:MOST_CLAIMS]) if in_zone else (),
        statements=tuple(reversed(statements)) if in_zone else (),
        merges=tuple(Merge.objects.filter(kept__in=members, undone_at=None).select_related("gone", "by"))
        if in_zone
        else (),
        pairs=tuple(
            Pair.objects.filter(Q(left__in=members) | Q(right__in=members), state=PairState.OPEN)
            .select_related("left", "right")
            .order_by("-probability")[:5]
        )
        if in_zone
        else (),
    )


def _fields(
    kind: KindOfRecord, statements: Sequence[Statement], classes: frozenset[FieldClass], language: str
) -> tuple[FieldSeen, ...]:
    by_number = {statement.pk: statement for statement in statements}
    told = latest(Stated(one.pk, one.values, one.happened_on, one.confidence) for one in statements)
    return tuple(
        FieldSeen(
            field,
            in_words(field, told[field.key].values[field.key], language),
            ends_of(told[field.key].values[field.key]) if field.relation else (),
            told[field.key],
            by_number[told[field.key].number].source,
            by_number[told[field.key].number],
        )
        for field in visible(kind.fields, classes)
        if field.key in told
    )


def _neighbours(members: Sequence[Record], asking: Account, parties: frozenset[str]) -> tuple[Neighbour, ...]:
    """Records on either side of a relation, those that the reader may not see left out."""
    ids = {member.pk for member in members}
    rows = (
        Relation.objects.filter(Q(left__in=ids) | Q(right__in=ids), retracted_at=None)
        .select_related("left__owner", "right__owner", "left__merged_into", "right__merged_into")
        .order_by("kind", "pk")[:MOST_RELATED]
    )
    found: dict[tuple[str, int], Neighbour] = {}
    for row in rows:
        outwards = row.left_id in ids
        other = row.right if outwards else row.left
        other = other.merged_into or other
        if other.pk not in ids and other.retracted_at is None and classes_seen(asking, other, parties):
            found.setdefault((row.kind, other.pk), Neighbour(row.kind, outwards, other, row.since))
    return tuple(found.values())


def counts() -> dict[str, int]:
    """How many records of each kind there are."""
    found = dict.fromkeys(Kind, 0)
    rows = Record.objects.filter(merged_into=None, retracted_at=None).values_list("kind")
    for kind, number in rows.annotate(number=Count("pk")):
        found[Kind(kind)] = number
    return {kind.value: number for kind, number in found.items()}


def open_pairs(kind: str = "") -> QuerySet[Pair]:
    """The pairs that wait for a decision, the likeliest first."""
    found = Pair.objects.filter(
        state=PairState.OPEN, left__merged_into=None, right__merged_into=None
    ).select_related("left", "right", "reported_by")
    if kind:
        found = found.filter(left__kind=kind)
    return found.order_by("-probability", "pk")
