"""What the workbook and the table show of a plan, as plain rows: one place decides, two places draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xiandao.planreader.doubts import Language, sentence
from xiandao.planreader.model import Measure, Plan, Span, Target
from xiandao.planreader.writing.wording import value_of, word

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its column headings with their widths in characters, and its rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


def sheets_of(plan: Plan, language: Language) -> tuple[Sheet, ...]:
    """Every table of a plan, the most wanted first."""
    tables: tuple[tuple[str, str, Iterable[Row]], ...] = (
        (
            "measures",
            "id:6 path:18 group:28 title:40 lead:18 support:24 named:40 due:12 text:80",
            map(_measure, plan.measures),
        ),
        (
            "targets",
            "id:6 group:28 name:40 value:16 unit:8 due:12 strength:10 text:60",
            (_target(target, language) for target in plan.targets),
        ),
        (
            "milestones",
            "measure:8 due:12 text:60 quantity:24",
            ((m.id, str(s.due or ""), s.text, s.quantity or "") for m in plan.measures for s in m.milestones),
        ),
        (
            "units",
            "name:24 aliases:30 leads:8 others:12",
            ((unit.name, "、".join(unit.aliases), unit.lead, unit.support) for unit in plan.units),
        ),
        (
            "focus",
            "name:16 role:10 topics:60 text:80",
            ((f.name, word(f.role.value, language), "、".join(f.topics), f.text) for f in plan.focus),
        ),
        ("sites", "code:8 name:32 role:32 text:80", ((s.code, s.name, s.role, s.text) for s in plan.sites)),
        (
            "warnings",
            "code:26 message:70 place:14",
            ((w.code, sentence(w, language), _place(w.span)) for w in plan.warnings),
        ),
        ("remainder", "text:100 place:14", ((left.text, _place(left.span)) for left in plan.remainder)),
    )
    return tuple(_sheet(name, columns, rows, language) for name, columns, rows in tables)


def _sheet(name: str, columns: str, rows: Iterable[Row], language: Language) -> Sheet:
    pairs = (column.split(":") for column in columns.split())
    headed = tuple((word(key, language), int(width)) for key, width in pairs)
    return Sheet(word(name, language), headed, tuple(rows))


def _measure(measure: Measure) -> Row:
    days = "、".join(str(step.due) for step in measure.milestones if step.due is not None)
    roles = ("、".join(names) for names in (measure.lead, measure.support, measure.units))
    return (measure.id, "".join(measure.path), measure.group or "", measure.title, *roles, days, measure.text)


def _target(target: Target, language: Language) -> Row:
    value, strength = value_of(target, language), word(target.strength.value, language)
    due = str(target.due or "")
    return (target.id, target.group or "", target.name, value, target.unit or "", due, strength, target.text)


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"


def facts_of(plan: Plan, language: Language) -> list[tuple[str, str]]:
    """The plan's head as pairs of heading and value; what the document does not say is left out."""
    years = (plan.period.start, plan.period.end)
    pairs = (
        ("title", plan.title),
        ("area", plan.area),
        ("status", word(plan.status.value, language) if plan.status is not None else None),
        ("doc_no", plan.doc_no),
        ("issuer", plan.issuer),
        ("issued", str(plan.issued) if plan.issued is not None else None),
        ("period", "–".join(str(year) for year in years if year is not None) or None),
    )
    return [(word(key, language), value) for key, value in pairs if value]
