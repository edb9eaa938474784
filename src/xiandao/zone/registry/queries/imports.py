"""Imports as they are looked at: who sees which, their columns, their rows, what stands against an undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.evidence.api import Claim, StoredFile, file_content
from xiandao.zone.registry.models import Import, ImportRow, Record, Relation, Statement, StatementClaim
from xiandao.zone.registry.permissions import classes_seen, keeps_registry, visible
from xiandao.zone.registry.rules.importing.columns import known_headings, normal_heading
from xiandao.zone.registry.rules.importing.opening import open_table
from xiandao.zone.registry.rules.importing.table import Format, ImportRefused, Table
from xiandao.zone.registry.rules.kinds import KINDS, Field
from xiandao.zone.registry.rules.vocabulary import Kind, RowState

PER_PAGE = 50
SAMPLES = 3
SOURCES = 50


class ImportMissing(Refusal):
    """There is no such import, or not for this account."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the file, its first values, and the field that it means; "" leaves it out."""

    heading: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What a row says of one field; `before` is what the registry says now, where that differs."""

    field: Field
    before: Any
    after: str


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row with its remarks and, where the registry knows the record, the differences alone."""

    row: ImportRow
    said: tuple[Saying, ...]
    remarks: tuple[tuple[Field | None, Refusal], ...]


def imports_for(asking: Account) -> QuerySet[Import]:
    """The imports that an account sees: all for those who keep the registry, else its organisation's."""
    counts = (
        ImportRow.objects.filter(brought_by=OuterRef("pk"))
        .order_by()
        .values("brought_by")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rows = Import.objects.select_related("by", "owner").annotate(row_count=Coalesce(Subquery(counts), 0))
    if keeps_registry(asking):
        return rows
    return rows.filter(owner__in=own_organisations(asking))


def import_numbered(pk: int, *, asking: Account) -> Import:
    """The import under this number. Raises ImportMissing, also where it is somebody else's."""
    found = imports_for(asking).filter(pk=pk).first()
    if found is None:
        raise ImportMissing(gettext_noop("There is no import {number}."), number=pk)
    return found


def own_organisations(asking: Account) -> QuerySet[Record]:
    """The organisations for which an account speaks."""
    keys = [party.removeprefix("organisation:") for party in parties_of(asking) if ":" in party]
    return Record.objects.filter(kind=Kind.ORGANISATION, key__in=keys, retracted_at=None)


def registers_for(asking: Account) -> Record | None:
    """The organisation for which a member registers; those who keep the registry do it for the zone."""
    return None if keeps_registry(asking) else own_organisations(asking).order_by("pk").first()


def sources_of(asking: Account) -> list[str]:
    """The sources that were named before, the latest first."""
    named = imports_for(asking).order_by("-created_at").values_list("source", flat=True)[: 4 * SOURCES]
    return list(dict.fromkeys(named))[:SOURCES]


def open_file(upload: Upload, kind: Kind, settled: Mapping[str, str]) -> Table:
    """A file's table; what was settled as a heading before is known to be one."""
    known = {*known_headings(KINDS[kind].fields), *map(normal_heading, settled)}
    return open_table(upload, kind, lambda heading: normal_heading(heading) in known)


def table_of(brought: Import) -> Table:
    """The kept file of an import, opened again."""
    stored = StoredFile.objects.get(sha256=brought.file_sha256)
    sort = FileType.XLSX if brought.format == Format.XLSX else FileType.TEXT
    upload = Upload(brought.file_name, sort, file_content(stored))
    return open_file(upload, Kind(brought.kind), brought.columns)


def columns_seen(brought: Import) -> list[ColumnSeen]:
    """The file's columns in its order, with their first values."""
    table = table_of(brought)
    first = [line.cells for line in islice(table.lines, 4 * SAMPLES) if line.fault is None]
    return [
        ColumnSeen(
            heading,
            tuple(dict.fromkeys(cells[place] for cells in first if cells[place]))[:SAMPLES],
            str(brought.columns.get(heading, "")),
        )
        for place, heading in enumerate(table.headings)
    ]


def row_counts(brought: Import) -> dict[RowState, int]:
    """How many rows there are of each state, in the order of the states."""
    counts = dict(brought.rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counts.get(state, 0) for state in RowState}


def rows_seen(brought: Import, *, state: str, number: object, asking: Account) -> Page[RowSeen]:
    """One page of rows; the records' fields are shown as far as the one who asks may see them."""
    rows = brought.rows.select_related("record__owner").order_by("number")
    if state in set(RowState):
        rows = rows.filter(state=state)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)  # type: ignore[arg-type]
    parties = parties_of(asking)
    fields = KINDS[Kind(brought.kind)].by_key
    page.object_list = [row_seen(row, fields, asking, parties) for row in page.object_list]
    return page


def faulty_rows(brought: Import, *, asking: Account) -> Iterable[RowSeen]:
    """Every faulty row, to take along."""
    parties, fields = parties_of(asking), KINDS[Kind(brought.kind)].by_key
    rows = brought.rows.filter(state=RowState.FAULTY).select_related("record__owner").order_by("number")
    return (row_seen(row, fields, asking, parties) for row in rows.iterator(chunk_size=1_000))


def row_seen(
    row: ImportRow, fields: Mapping[str, Field], asking: Account, parties: frozenset[str]
) -> RowSeen:
    """A row with the differences from what is known of its record."""
    shows_before = row.record is not None and row.state in (RowState.CHANGES, RowState.DOUBTFUL)
    before = _now(row.record, fields, asking, parties) if shows_before and row.record else {}
    said = tuple(
        Saying(fields[key], before.get(key), text) for key, text in row.values.items() if key in fields
    )
    remarks = tuple(
        (fields.get(fault["field"]), Refusal(fault["template"], **fault["values"])) for fault in row.faults
    )
    return RowSeen(row, said, remarks)


def undo_obstacles(brought: Import) -> list[ImportRefused]:
    """What later leans on an import: while there is any, it cannot be undone."""
    made = _made_by(brought)
    checks = (
        (
            Record.objects.filter(pk__in=made).filter(Q(merged_into__isnull=False) | Q(merged__isnull=False)),
            gettext_noop(
                "{count} of its records were merged since, such as “{record}”. Take them apart first."
            ),
        ),
        (
            Record.objects.filter(pk__in=made, statements__in=_later(brought)),
            gettext_noop("Something else was said of {count} of its records since, such as “{record}”."),
        ),
        (
            Record.objects.filter(pk__in=made, relations_in__in=_joined(brought)),
            gettext_noop("Other records name {count} of its records since, such as “{record}”."),
        ),
        (
            Record.objects.filter(pk__in=made, owned__isnull=False),
            gettext_noop("{count} of its organisations own records by now, such as “{record}”."),
        ),
    )
    found = []
    for records, sentence in checks:
        first = records.order_by("pk").first()
        if first is not None:
            count = records.values("pk").distinct().count()
            found.append(ImportRefused(sentence, count=count, record=first.label))
    verified = _verified(brought)
    if verified:
        sentence = gettext_noop("{count} of its claims were verified or rejected since.")
        found.append(ImportRefused(sentence, count=verified))
    return found


def _made_by(brought: Import) -> QuerySet[Any, Any]:
    """The records that began with this import."""
    return (
        Statement.objects.filter(brought_by=brought, record__created_at=F("brought_by__applied_at"))
        .order_by()
        .values("record_id")
    )


def _later(brought: Import) -> QuerySet[Statement]:
    return Statement.objects.filter(retracted_at=None).exclude(brought_by=brought)


def _joined(brought: Import) -> QuerySet[Relation]:
    return Relation.objects.filter(retracted_at=None).exclude(statement__brought_by=brought)


def _verified(brought: Import) -> int:
    entries = StatementClaim.objects.filter(statement__brought_by=brought).values("entry")
    standing = Claim.objects.filter(pk__in=entries, withdrawn_at=None, superseded_at=None)
    return standing.exclude(verified_at=None, rejected_at=None).count()


def _now(
    record: Record, fields: Mapping[str, Field], asking: Account, parties: frozenset[str]
) -> dict[str, Any]:
    """What the registry says now, as far as the one who asks may see it."""
    seen = visible(fields.values(), classes_seen(asking, record, parties))
    return {field.key: record.current[field.key]["value"] for field in seen if field.key in record.current}
