"""The supervision ledger of a day: its rows as they stand, and the workbook that carries them out."""

from __future__ import annotations

from collections.abc import Sequence

from xiandao.publishing.workbook import write_workbook
from xiandao.zone.plans.queries.snapshot import MeasureView, Snapshot, UnitPart
from xiandao.zone.plans.queries.wording import STANDING_WORDS, said
from xiandao.zone.plans.rules.ledger import LAYOUT, PROPOSED, CurrentRow, stamp_of
from xiandao.zone.plans.rules.states import AssignmentRole

LONGEST_REPORT = 2_000  # characters of the last report that a row repeats


def ledger_workbook(seen: Snapshot, language: str) -> bytes:
    """The ledger as an Excel workbook, to be edited and brought back."""
    rows = [row.values for row in ledger_rows(seen, language).values()]
    return write_workbook(LAYOUT, rows, language=language, stamp=ledger_stamp(seen))


def ledger_stamp(seen: Snapshot) -> str:
    """Which plan and day a ledger was taken from."""
    return f"{seen.plan.slug} {seen.as_of.isoformat()}"


def ledger_rows(seen: Snapshot, language: str) -> dict[str, CurrentRow]:
    """Every measure as its row shows it, under its key."""
    return {measure.key: _row(measure, language) for measure in seen.measures}


def _row(measure: MeasureView, language: str) -> CurrentRow:
    revision, spoken = measure.revision, measure.spoken
    latest = measure.reports[0].pk if measure.reports else None
    speaker = (*measure.leads, *measure.parts)
    return CurrentRow(
        values={
            "key": measure.key,
            "number": measure.number,
            "group": said(language, revision.group, revision.group_en),
            "title": said(language, revision.title, revision.title_en),
            "lead": _names(measure.leads) or None,
            "support": _names(measure.supports) or None,
            "due": revision.due_on,
            "owner": revision.owner or None,
            "standing": said(language, *STANDING_WORDS[measure.standing]),
            "report": f"{spoken.reported_on} {spoken.unit.name}：{_shortened(spoken.text)}"
            if spoken
            else None,
            "milestones": _milestones(measure, language) or None,
            "new_status": None,
            "new_text": None,
            "new_day": None,
            "stamp": stamp_of(measure.key, revision.pk, latest),
        },
        speaker=speaker[0].unit.name if speaker else "",
    )


def _shortened(text: str) -> str:
    """Nobody reads a novel in a cell, and Excel refuses one."""
    return text if len(text) <= LONGEST_REPORT else f"{text[:LONGEST_REPORT]}…"


def _names(parts: Sequence[UnitPart]) -> str:
    """Unit names; a lead that is only proposed says so. They stay Chinese: they are read back by name."""
    return "、".join(
        part.unit.name + (PROPOSED if part.role is AssignmentRole.PROPOSED_LEAD else "") for part in parts
    )


def _milestones(measure: MeasureView, language: str) -> str:
    lines = []
    for mark in measure.milestones:
        sign = "✓" if mark.reached_on else "!" if mark.overdue else "○"
        day = mark.due_on.isoformat() if mark.due_on else ""
        lines.append(" ".join(part for part in (sign, day, said(language, mark.text, mark.text_en)) if part))
    return "\n".join(lines)
