"""A ledger goes out, is edited and comes back: all of it is taken over, or nothing."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import MeasureRevision, Plan, ProgressReport
from xiandao.zone.plans.operations.ledger import LedgerOutcome, import_ledger
from xiandao.zone.plans.permissions import PlanAccessRefused
from xiandao.zone.plans.queries.ledger import ledger_workbook
from xiandao.zone.plans.queries.snapshot import snapshot
from xiandao.zone.plans.rules.ledger import LAYOUT
from xiandao.zone.plans.tests.conftest import NOW

DAY = date(2025, 6, 30)
PLACES = {column.key: place for place, column in enumerate(LAYOUT.columns, 1)}


@pytest.fixture
def ledger(plan: Plan) -> bytes:
    """The ledger of the day."""
    seen = snapshot(plan, DAY)
    assert seen is not None
    return ledger_workbook(seen, "zh")


def _edited(content: bytes, *cells: tuple[int, str, object]) -> bytes:
    book: Workbook = load_workbook(io.BytesIO(content))
    for row, key, value in cells:
        book.worksheets[0].cell(row, PLACES[key]).value = value  # type: ignore[assignment]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _brought(plan: Plan, content: bytes, by: Account, *, apply: bool) -> LedgerOutcome:
    upload = Upload("ledger.xlsx", FileType.XLSX, content)
    return import_ledger(plan=plan, upload=upload, as_of=DAY, by=by, at=NOW, apply=apply)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ledger_brought_back_unchanged_changes_nothing(plan: Plan, office: Account, language: str) -> None:
    seen = snapshot(plan, DAY)
    assert seen is not None

    outcome = _brought(plan, ledger_workbook(seen, language), office, apply=True)

    assert outcome.is_empty


def test_an_edited_ledger_dispatches_and_reports(plan: Plan, office: Account, ledger: bytes) -> None:
    edits = [(2, "lead", "区科委"), (2, "support", "区经委"), (2, "owner", "张三")]
    edits += [(3, "new_status", "有风险"), (3, "new_text", "场地尚未落实")]

    outcome = _brought(plan, _edited(ledger, *edits), office, apply=True)

    seen = snapshot(plan, DAY)
    assert seen is not None
    assert outcome.applied
    assert [part.unit.name for part in seen.measures[0].leads] == ["区科委"]
    assert seen.measures[0].revision.owner == "张三"
    assert seen.measures[1].reports[0].text == "场地尚未落实"


def test_a_preview_keeps_nothing(plan: Plan, office: Account, ledger: bytes) -> None:
    before = MeasureRevision.objects.count()
    content = _edited(ledger, (2, "lead", "区科委"), (2, "support", None))

    outcome = _brought(plan, content, office, apply=False)

    assert (len(outcome.changes.dispatches), outcome.faults, outcome.applied) == (1, (), False)
    assert MeasureRevision.objects.count() == before


def test_one_fault_keeps_the_whole_ledger_out(plan: Plan, office: Account, ledger: bytes) -> None:
    edits = [(2, "new_status", "已完成"), (2, "new_text", "通过验收"), (3, "due", "年底")]

    outcome = _brought(plan, _edited(ledger, *edits), office, apply=True)

    assert [(fault.cell, outcome.applied) for fault in outcome.faults] == [("G3", False)]
    assert not ProgressReport.objects.exists()


def test_a_row_that_changed_since_the_export_is_refused(plan: Plan, office: Account, ledger: bytes) -> None:
    _brought(plan, _edited(ledger, (2, "lead", "区科委"), (2, "support", None)), office, apply=True)

    outcome = _brought(plan, _edited(ledger, (2, "owner", "李四")), office, apply=True)

    assert [fault.cell for fault in outcome.faults] == ["A2"]


def test_a_ledger_of_another_plan_is_refused(plan: Plan, office: Account, ledger: bytes) -> None:
    plan.slug = "another"

    outcome = _brought(plan, ledger, office, apply=True)

    assert [fault.cell for fault in outcome.faults] == [""]


def test_only_the_office_brings_a_ledger_back(plan: Plan, viewer: Account, ledger: bytes) -> None:
    with pytest.raises(PlanAccessRefused):
        _brought(plan, ledger, viewer, apply=True)


def test_a_refusal_of_an_operation_is_named_by_its_cell(plan: Plan, office: Account, ledger: bytes) -> None:
    content = _edited(
        ledger, (2, "new_status", "已完成"), (2, "new_text", "过早"), (2, "new_day", "2020-01-01")
    )

    outcome = _brought(plan, content, office, apply=True)

    assert [fault.cell for fault in outcome.faults] == ["M2"]
