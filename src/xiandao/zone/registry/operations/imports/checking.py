"""The columns are settled, and every row is read and held against the registry: a dry run of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.batching import batched
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import insert_rows
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Import, ImportRow
from xiandao.zone.registry.operations.imports.at_length import at_length
from xiandao.zone.registry.operations.imports.beginning import remember_columns
from xiandao.zone.registry.operations.imports.matching import Matcher, Proposal
from xiandao.zone.registry.permissions import check_imports
from xiandao.zone.registry.queries.imports import table_of
from xiandao.zone.registry.rules.importing.columns import OWN_HEADINGS
from xiandao.zone.registry.rules.importing.rows import CellFault, ColumnPlan, RowRead, RowReader
from xiandao.zone.registry.rules.importing.table import ImportRefused, RowRefused, Table
from xiandao.zone.registry.rules.importing.template import is_example
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import ImportState, Kind, RowState

ROW: Final = ("brought_by", "number", "values", "faults", "state", "record")
AT_ONCE = 2_000  # rows that are held in memory together
OPEN = (ImportState.DRAFT, ImportState.CHECKED)


@transaction.atomic
def settle_columns(*, brought: Import, columns: Mapping[str, str], by: Account, at: datetime) -> Import:
    """Say what each column means, remember it for this source, and check every row. Nothing is applied."""
    brought = locked(brought, by, OPEN)
    table = table_of(brought)
    _check_columns(brought, columns)
    plan = ColumnPlan.of(table.headings, columns)
    brought.columns = dict(columns)
    remember_columns(brought=brought, at=at)
    brought.rows.all().delete()
    _check_rows(brought, table, plan, by, at)
    brought.state = ImportState.CHECKED
    brought.save(update_fields=["columns", "state"])
    counts = {
        state.value: brought.rows.filter(state=state).count() for state in (RowState.NEW, RowState.FAULTY)
    }
    audit(verb=gettext_noop("checked an import"), subject=brought, by=by, at=at, after=counts)
    return brought


@transaction.atomic
def leave_out(*, brought: Import, number: int, left_out: bool, by: Account, at: datetime) -> None:
    """Leave a row out of what will be applied, or take it in again as it was."""
    brought = locked(brought, by, (ImportState.CHECKED,))
    row = ImportRow.objects.select_for_update().filter(brought_by=brought, number=number).first()
    if row is None or row.state == RowState.FAULTY:
        raise ImportRefused(gettext_noop("Row {number} cannot be left out or taken in."), number=number)
    if left_out:
        row.state = RowState.LEFT_OUT
    else:
        read = reader_of(brought, at).read(row.number, row.values)
        (proposal,) = Matcher(brought, by).propose([read])
        _, row.values, row.faults, row.state, row.record_id = row_of(proposal)
    row.save()


@transaction.atomic
def discard_import(*, brought: Import, by: Account, at: datetime) -> None:
    """Forget an import that was not applied, with its rows."""
    brought = locked(brought, by, OPEN)
    audit(
        verb=gettext_noop("discarded an import"), subject=brought, by=by, at=at, before={"kind": brought.kind}
    )
    brought.delete()


def locked(brought: Import, by: Account, states: Sequence[ImportState]) -> Import:
    """The import as it is now, held until the transaction ends. Raises ImportRefused in another state."""
    held = Import.objects.select_for_update(of=("self",)).select_related("owner").get(pk=brought.pk)
    check_imports(by, held.owner)
    if held.state not in states:
        raise ImportRefused(
            gettext_noop("This import was {state} already. Look at it again."), state=held.state
        )
    return held


def reader_of(brought: Import, at: datetime) -> RowReader:
    """What reads the rows of this import."""
    factors = ColumnPlan.of(tuple(brought.columns), brought.columns).factors
    return RowReader(KINDS[Kind(brought.kind)].fields, factors=factors, until=timezone.localdate(at))


def row_of(proposal: Proposal) -> tuple[int, dict[str, str], list[dict[str, Any]], str, int | None]:
    """A proposal as it is kept: what is wrong, and what is remarked, as sentences to be translated."""
    read = proposal.read
    remarks = [said(fault) for fault in (*read.faults, *proposal.notes)]
    record = proposal.record.pk if proposal.record else None
    return read.number, dict(read.written), remarks, proposal.state.value, record


def said(fault: CellFault) -> dict[str, Any]:
    """A fault as JSON: the sentence stays a template, so that each reader sees it in their language."""
    values = {name: str(value) for name, value in fault.refusal.values.items()}
    return {"field": fault.field, "template": fault.refusal.template, "values": values}


def _check_rows(brought: Import, table: Table, plan: ColumnPlan, by: Account, at: datetime) -> None:
    reader, matcher = reader_of(brought, at), Matcher(brought, by)
    batches = batched(table.lines, AT_ONCE)

    def read() -> list[RowRead]:
        return [
            RowRead(line.number, faults=(CellFault("", line.fault),))
            if line.fault
            else reader.read(line.number, plan.written(line))
            for line in next(batches, [])
        ]

    reads = read()
    if not reads:
        raise ImportRefused(
            gettext_noop("{name} has headings and no rows below them."), name=brought.file_name
        )
    with at_length() as pause:
        while reads:
            proposals = [_but_examples(brought, proposal) for proposal in matcher.propose(reads)]
            insert_rows(ImportRow, ROW, ((brought.pk, *row_of(proposal)) for proposal in proposals))
            reads = pause(read)


def _but_examples(brought: Import, proposal: Proposal) -> Proposal:
    """The example of a template, forgotten in it, is no record."""
    if not is_example(Kind(brought.kind), proposal.read.written):
        return proposal
    note = CellFault("", RowRefused("This is the template's example; it is left out."))
    return Proposal(proposal.read, RowState.LEFT_OUT, None, (note,))


def _check_columns(brought: Import, columns: Mapping[str, str]) -> None:
    """Every field once, those that every row needs among them."""
    fields = KINDS[Kind(brought.kind)].by_key
    chosen = [field for field in columns.values() if field]
    for field in chosen:
        if field not in fields and field not in OWN_HEADINGS:
            raise ImportRefused(gettext_noop("There is no field “{field}”."), field=field[:40])
        if chosen.count(field) > 1:
            named = f"{fields[field].zh} / {fields[field].en}" if field in fields else field
            raise ImportRefused(
                gettext_noop("Two columns mean “{field}”. Leave one of them out."), field=named
            )
    for spec in fields.values():
        if spec.required and spec.key not in chosen:
            raise ImportRefused(
                gettext_noop("No column means “{field}”, which every row needs. Choose one."),
                field=f"{spec.zh} / {spec.en}",
            )
