"""The supervision ledger: one row per measure, filled in outside and brought back; what its edits ask for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xiandao.kernel.refusals import Refusal
from xiandao.publishing.workbook import Choice, Column, Kind, Row, SheetLayout, Value
from xiandao.zone.plans.rules.states import Status

PROPOSED = "（拟）"  # behind a lead that the office has not confirmed; taking it away confirms it
SEPARATORS = re.compile(r"[、，,；;\n]+")

STATUS_WORDS = (
    Choice(Status.NOT_STARTED.value, "未启动", "Not started"),
    Choice(Status.ON_TRACK.value, "按计划推进", "On track"),
    Choice(Status.AT_RISK.value, "有风险", "At risk"),
    Choice(Status.DONE.value, "已完成", "Done"),
)
LAYOUT = SheetLayout(
    id="supervision-ledger",
    version=1,
    zh="督办台账",
    en="Supervision ledger",
    columns=(
        Column("key", "编号", "Key", 8, locked=True, required=True),
        Column("number", "序号", "Number", 7, locked=True),
        Column("group", "分类", "Group", 14, locked=True),
        Column("title", "举措", "Measure", 28, locked=True),
        Column("lead", "牵头单位", "Leading units", 18),
        Column("support", "配合单位", "Supporting units", 24),
        Column("due", "完成时限", "Due", 12, kind=Kind.DATE),
        Column("owner", "责任人", "Person in charge", 12),
        Column("standing", "当前状态", "Standing", 10, locked=True),
        Column("report", "最近进展", "Last report", 32, locked=True),
        Column("milestones", "节点", "Milestones", 30, locked=True),
        Column("new_status", "本期状态（填报）", "New status", 12, kind=Kind.CHOICE, choices=STATUS_WORDS),
        Column("new_text", "本期进展（填报）", "New report", 36),
        Column("new_day", "填报日期", "Report day", 12, kind=Kind.DATE),
        Column("stamp", "版本", "Revision", 12, locked=True, hidden=True),
    ),
    unique="key",
)


class LedgerRefused(Refusal):
    """A row of an edited ledger cannot be taken over."""


@dataclass(frozen=True, slots=True)
class CurrentRow:
    """A measure as the ledger shows it now; `speaker` is the unit that a new report is laid to."""

    values: Mapping[str, Value]
    speaker: str


@dataclass(frozen=True, slots=True)
class DispatchChange:
    """Who does a measure and by when, as the row now says."""

    row: Row
    key: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    due_on: date | None
    owner: str
    differs: tuple[tuple[str, str, str], ...]  # column, before, after


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report that a row brings; without a day of its own it speaks of the ledger's day."""

    row: Row
    key: str
    unit: str
    status: Status
    text: str
    reported_on: date


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, and in which of its cells."""

    row: Row
    column: str
    refusal: LedgerRefused


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """Everything that an edited ledger asks for, and what is wrong with it."""

    dispatches: tuple[DispatchChange, ...]
    reports: tuple[NewReport, ...]
    faults: tuple[RowFault, ...]


def stamp_of(*parts: object) -> str:
    """A mark of what a row was taken from; it changes whenever any of it does."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:12]


def names_in(text: str) -> tuple[str, ...]:
    """Unit names in a cell, in their order, once each."""
    return tuple(dict.fromkeys(name.strip() for name in SEPARATORS.split(text) if name.strip()))


def planned_changes(
    current: Mapping[str, CurrentRow], edited: Sequence[Row], *, units: Iterable[str], as_of: date
) -> LedgerChanges:
    """What the edited rows change in the current ones. A row left out changes nothing."""
    known = frozenset(units)
    dispatches: list[DispatchChange] = []
    reports: list[NewReport] = []
    faults: list[RowFault] = []
    for row in edited:
        now = current.get(row.text("key"))
        if now is None:
            faults.append(
                RowFault(
                    row,
                    "key",
                    LedgerRefused("There is no measure “{key}” in this plan.", key=row.text("key")),
                )
            )
            continue
        if not _edits(now, row):
            continue
        found = _stale(now, row) or [*_unit_faults(now, row, known), *_report_faults(now, row, as_of)]
        faults += found
        if found:
            continue
        change = _dispatch(now, row)
        dispatches += [change] if change else []
        reports += [_report(now, row, as_of)] if row.text("new_status") else []
    return LedgerChanges(tuple(dispatches), tuple(reports), tuple(faults))


def _edits(now: CurrentRow, row: Row) -> bool:
    said = any(row.text(key) for key in ("new_status", "new_text", "new_day"))
    return said or bool(_differs(now, row))


def _stale(now: CurrentRow, row: Row) -> list[RowFault]:
    if row.text("stamp") == str(now.values["stamp"]):
        return []
    return [
        RowFault(
            row,
            "key",
            LedgerRefused(
                "Measure {key} was changed since this ledger was taken. Take it anew and edit the row again.",
                key=row.text("key"),
            ),
        )
    ]


def _differs(now: CurrentRow, row: Row) -> tuple[tuple[str, str, str], ...]:
    changes = []
    for key in ("lead", "support", "due", "owner"):
        before, after = now.values.get(key), row.values.get(key)
        if key in {"lead", "support"}:
            same = names_in(str(before or "")) == names_in(str(after or ""))
        else:
            same = (before or None) == (after or None)
        if not same:
            changes.append((key, str(before or ""), str(after or "")))
    return tuple(changes)


def _unit_faults(now: CurrentRow, row: Row, known: frozenset[str]) -> list[RowFault]:
    if not _differs(now, row):
        return []
    lead, support = names_in(row.text("lead")), names_in(row.text("support"))
    faults = []
    for column, names in (("lead", lead), ("support", support)):
        for name in names:
            if name.endswith(PROPOSED):
                faults.append(
                    RowFault(
                        row,
                        column,
                        LedgerRefused(
                            "“{unit}” is only proposed. Take “{mark}” away to confirm it, or name another.",
                            unit=name,
                            mark=PROPOSED,
                        ),
                    )
                )
            elif name not in known:
                faults.append(
                    RowFault(
                        row,
                        column,
                        LedgerRefused(
                            "“{unit}” is none of the zone's units. Write a unit as the plan names it.",
                            unit=name,
                        ),
                    )
                )
    for name in sorted(set(lead) & set(support)):
        faults.append(
            RowFault(
                row,
                "support",
                LedgerRefused(
                    "“{unit}” cannot both lead and support. Keep it in one of the two cells.", unit=name
                ),
            )
        )
    if not lead:
        faults.append(
            RowFault(row, "lead", LedgerRefused("The measure needs a unit that leads it. Write one."))
        )
    return faults


def _report_faults(now: CurrentRow, row: Row, as_of: date) -> list[RowFault]:
    status, text, day = (row.text(key) for key in ("new_status", "new_text", "new_day"))
    if not (status or text or day):
        return []
    faults = []
    if not text:
        faults.append(
            RowFault(
                row, "new_text", LedgerRefused("A new status needs a sentence on what was done. Write it.")
            )
        )
    if not status:
        faults.append(RowFault(row, "new_status", LedgerRefused("A new report needs a status. Choose one.")))
    reported_on = row.values.get("new_day")
    if isinstance(reported_on, date) and reported_on > as_of:
        faults.append(
            RowFault(
                row,
                "new_day",
                LedgerRefused(
                    "The report speaks of {day}, after the ledger's day {as_of}.",
                    day=reported_on,
                    as_of=as_of,
                ),
            )
        )
    if not now.speaker:
        faults.append(
            RowFault(
                row,
                "new_text",
                LedgerRefused(
                    "No unit has a part in the measure yet. Give it one first and report afterwards."
                ),
            )
        )
    return faults


def _dispatch(now: CurrentRow, row: Row) -> DispatchChange | None:
    differs = _differs(now, row)
    if not differs:
        return None
    due_on = row.values.get("due")
    return DispatchChange(
        row=row,
        key=row.text("key"),
        lead=names_in(row.text("lead")),
        support=names_in(row.text("support")),
        due_on=due_on if isinstance(due_on, date) else None,
        owner=row.text("owner"),
        differs=differs,
    )


def _report(now: CurrentRow, row: Row, as_of: date) -> NewReport:
    day = row.values.get("new_day")
    return NewReport(
        row=row,
        key=row.text("key"),
        unit=now.speaker,
        status=Status(row.text("new_status")),
        text=row.text("new_text"),
        reported_on=day if isinstance(day, date) else as_of,
    )
