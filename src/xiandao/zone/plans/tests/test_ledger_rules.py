"""What an edited ledger asks for, row by row, and what is refused in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest

from xiandao.publishing.workbook import Row, Value
from xiandao.zone.plans.rules.ledger import (
    LAYOUT,
    CurrentRow,
    LedgerChanges,
    names_in,
    planned_changes,
)
from xiandao.zone.plans.rules.states import Status

DAY = date(2025, 6, 30)
UNITS = ("区经委", "区科委", "区发改委")
NOW: dict[str, Value] = {
    "key": "m01",
    "lead": "区经委",
    "support": "区科委",
    "due": date(2025, 12, 31),
    "owner": "张三",
    "stamp": "abc",
}


def _changes(
    edits: Mapping[str, Value], now: Mapping[str, Value] = MappingProxyType({}), speaker: str = "区经委"
) -> LedgerChanges:
    row = {**NOW, **now}
    edited = Row(
        2, {**row, **edits}, {column.key: f"A{place}" for place, column in enumerate(LAYOUT.columns)}
    )
    return planned_changes({"m01": CurrentRow(row, speaker)}, [edited], units=UNITS, as_of=DAY)


def test_a_ledger_that_nobody_edited_asks_for_nothing() -> None:
    changes = _changes({})

    assert changes == LedgerChanges((), (), ())


@pytest.mark.parametrize(
    ("edits", "field"),
    [
        ({"lead": "区发改委"}, "lead"),
        ({"support": "区科委、区发改委"}, "support"),
        ({"due": date(2026, 1, 31)}, "due"),
        ({"due": None}, "due"),
        ({"owner": "李四"}, "owner"),
    ],
)
def test_an_edited_cell_becomes_a_dispatch_that_names_it(edits: dict[str, Value], field: str) -> None:
    changes = _changes(edits)

    assert [difference[0] for difference in changes.dispatches[0].differs] == [field]
    assert (changes.reports, changes.faults) == ((), ())


def test_a_mark_taken_from_a_proposed_lead_confirms_it() -> None:
    changes = _changes({"lead": "区经委"}, {"lead": "区经委（拟）"})

    assert changes.dispatches[0].lead == ("区经委",)


@pytest.mark.parametrize("day", [None, date(2025, 5, 31)])
def test_a_new_report_speaks_of_its_own_day_or_of_the_ledgers(day: date | None) -> None:
    (report,) = _changes({"new_status": "at_risk", "new_text": "场地未定", "new_day": day}).reports

    assert (report.status, report.unit, report.reported_on) == (Status.AT_RISK, "区经委", day or DAY)


FAULTS: dict[str, tuple[str, dict[str, Value], str]] = {
    "unknown key": ("key", {"key": "m99"}, "m99"),
    "unknown unit": ("support", {"support": "某单位"}, "某单位"),
    "leads and supports": ("support", {"support": "区经委"}, "both"),
    "no lead": ("lead", {"lead": None}, "leads"),
    "status without text": ("new_text", {"new_status": "done"}, "sentence"),
    "text without status": ("new_status", {"new_text": "完成"}, "status"),
    "day to come": ("new_day", {"new_status": "done", "new_text": "好", "new_day": date(2025, 7, 1)}, "2025"),
    "stale": ("key", {"stamp": "old", "owner": "李四"}, "changed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_names_its_cell_and_changes_nothing(name: str) -> None:
    column, edits, said = FAULTS[name]

    changes = _changes(edits)

    assert [(fault.column, said in fault.refusal.sentence) for fault in changes.faults] == [(column, True)]
    assert (changes.dispatches, changes.reports) == ((), ())


def test_a_proposed_lead_is_confirmed_before_anything_else_of_its_row() -> None:
    changes = _changes({"owner": "李四"}, {"lead": "区经委（拟）"})

    assert [fault.column for fault in changes.faults] == ["lead"]


def test_a_measure_without_units_cannot_report() -> None:
    changes = _changes({"new_status": "done", "new_text": "好"}, speaker="")

    assert [fault.column for fault in changes.faults] == ["new_text"]


def test_an_unedited_row_of_an_older_ledger_is_left_alone() -> None:
    assert _changes({"stamp": "old"}) == LedgerChanges((), (), ())


def test_unit_names_are_parted_by_any_customary_sign() -> None:
    assert names_in("区经委、区科委，区发改委; 区经委\n某镇") == ("区经委", "区科委", "区发改委", "某镇")
