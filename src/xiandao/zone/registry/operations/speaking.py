"""Keeps a record's read model in step with its statements, and with those of the records merged into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from xiandao.kernel.batching import batched
from xiandao.zone.registry.models import Identifier, Name, Record, Statement
from xiandao.zone.registry.operations.claiming import stated
from xiandao.zone.registry.rules.happenings import current_of
from xiandao.zone.registry.rules.kinds import KINDS, KindOfRecord
from xiandao.zone.registry.rules.vocabulary import Kind

AT_ONCE = 2_000


def refresh_current(kind: KindOfRecord, records: Iterable[Record], *, at: datetime) -> None:
    """Read `current`, `label` and `search` of these records anew, and of those that speak for them."""
    wanted = {record.pk for record in records}
    kept = Record.objects.filter(pk__among=wanted, merged_into__isnull=False)
    for keys in batched(sorted({*wanted, *kept.values_list("merged_into_id", flat=True)}), AT_ONCE):
        _refresh(kind, keys, at)


def refresh_all(kind: Kind, *, at: datetime) -> None:
    """The read model of every record of a kind, from nothing."""
    refresh_current(KINDS[kind], Record.objects.filter(kind=kind), at=at)


def _refresh(kind: KindOfRecord, keys: Sequence[int], at: datetime) -> None:
    records = {record.pk: record for record in Record.objects.filter(pk__among=keys)}
    # A merged record keeps its own words; the one that speaks for it knows them too.
    groups: dict[int, list[int]] = {pk: [pk] for pk in records}
    for gone, kept in Record.objects.filter(merged_into__among=keys).values_list("pk", "merged_into_id"):
        groups[kept].append(gone)
    members = [pk for group in groups.values() for pk in group]
    said: dict[int, list[Statement]] = defaultdict(list)
    for statement in Statement.objects.filter(record__among=members, retracted_at=None):
        said[statement.record_id].append(statement)
    words: dict[int, list[str]] = defaultdict(list)
    names = Name.objects.filter(record__among=members, retracted_at=None)
    for pk, normal in names.values_list("record_id", "normal"):
        words[pk].append(normal)
    numbers = Identifier.objects.filter(record__among=members, retracted_at=None)
    for pk, number in numbers.values_list("record_id", "value"):
        words[pk].append(number.casefold())
    for pk, record in records.items():
        record.current = current_of(stated(s) for member in groups[pk] for s in said[member])
        own = current_of(stated(s) for s in said[pk])
        if kind.label in own and record.erased_at is None:
            record.label = str(own[kind.label]["value"])[:300]
        record.search = " ".join(dict.fromkeys(word for member in groups[pk] for word in words[member]))
        record.changed_at = at
    # An upsert of rows that are there: several times quicker than the CASE of a bulk update.
    Record.objects.bulk_create(
        records.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["current", "label", "search", "changed_at"],
    )
