"""An edited supervision ledger comes back: all of it is taken over, or nothing and every reason is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import Upload
from xiandao.publishing.workbook import Fault, Row, WorkbookReading, read_rows
from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import Measure, Plan, Unit
from xiandao.zone.plans.operations.dispatching import dispatch
from xiandao.zone.plans.operations.progress import report_progress
from xiandao.zone.plans.permissions import check_office
from xiandao.zone.plans.queries.ledger import ledger_rows
from xiandao.zone.plans.queries.snapshot import Snapshot, snapshot
from xiandao.zone.plans.rules.ledger import (
    LAYOUT,
    DispatchChange,
    LedgerChanges,
    LedgerRefused,
    NewReport,
    planned_changes,
)


@dataclass(frozen=True, slots=True)
class LedgerOutcome:
    """What a ledger asks for and what is wrong in it; `applied` only where nothing was."""

    changes: LedgerChanges
    faults: tuple[Fault, ...]
    applied: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the ledger changes nothing."""
        return not (self.changes.dispatches or self.changes.reports or self.faults)


NOTHING = LedgerChanges((), (), ())


def import_ledger(
    *, plan: Plan, upload: Upload, as_of: date, by: Account, at: datetime, apply: bool
) -> LedgerOutcome:
    """Read an edited ledger. A preview goes all the way and takes it back, so that it finds every refusal."""
    check_office(by)
    seen = snapshot(plan, as_of)
    if seen is None:
        raise LedgerRefused(gettext_noop("The plan was not yet in force on {day}."), day=as_of)
    reading = read_rows(LAYOUT, upload.name, upload.content)
    faults = list(reading.faults) + _foreign(plan, reading)
    if faults:
        return LedgerOutcome(NOTHING, tuple(faults))
    units = Unit.objects.values_list("name", flat=True)
    changes = planned_changes(ledger_rows(seen, "zh"), reading.rows, units=units, as_of=as_of)
    faults = [Fault(reading.sheet, f.row.cells[f.column], f.refusal) for f in changes.faults]
    with transaction.atomic():
        faults += _carried_out(seen, changes, reading.sheet, by, at)
        kept = apply and not faults
        if not kept:
            transaction.set_rollback(True)
    return LedgerOutcome(changes, tuple(faults), applied=kept)


def _foreign(plan: Plan, reading: WorkbookReading) -> list[Fault]:
    slug = reading.stamp.rpartition(" ")[0]
    if reading.faults or slug == plan.slug:
        return []
    refusal = LedgerRefused(
        "This ledger was taken from the plan “{found}”, not from “{slug}”.", found=slug, slug=plan.slug
    )
    return [Fault("", "", refusal)]


def _carried_out(
    seen: Snapshot, changes: LedgerChanges, sheet: str, by: Account, at: datetime
) -> list[Fault]:
    """Reports first: they are laid to the unit that led until now."""
    measures = {measure.key: measure for measure in Measure.objects.filter(plan=seen.plan)}
    units = {unit.name: unit for unit in Unit.objects.all()}
    steps: list[tuple[Row, str, Callable[[], object]]] = [
        (report.row, "new_text", _reporting(report, measures, units, by, at)) for report in changes.reports
    ]
    steps += [
        (change.row, "lead", _dispatching(change, measures, seen.as_of, by, at))
        for change in changes.dispatches
    ]
    return _refused(steps, sheet)


def _refused(steps: Sequence[tuple[Row, str, Callable[[], object]]], sheet: str) -> list[Fault]:
    faults = []
    for row, column, step in steps:
        try:
            with transaction.atomic():
                step()
        except Refusal as refusal:
            faults.append(Fault(sheet, row.cells[column], refusal))
    return faults


def _reporting(
    report: NewReport, measures: dict[str, Measure], units: dict[str, Unit], by: Account, at: datetime
) -> Callable[[], object]:
    return lambda: report_progress(
        measure=measures[report.key],
        unit=units[report.unit],
        status=report.status,
        text=report.text,
        reported_on=report.reported_on,
        by=by,
        at=at,
    )


def _dispatching(
    change: DispatchChange, measures: dict[str, Measure], since: date, by: Account, at: datetime
) -> Callable[[], object]:
    return lambda: dispatch(
        measure=measures[change.key],
        lead=change.lead,
        support=change.support,
        due_on=change.due_on,
        owner=change.owner,
        since=since,
        by=by,
        at=at,
    )
