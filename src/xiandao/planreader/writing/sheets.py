"""What the workbook and the table show of a plan, as plain rows: one place decides, two places draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xiandao.planreader.doubts import Language, sentence
from xiandao.planreader.model import Plan
from xiandao.planreader.writing.wording import value_of, word


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its column headings with their widths in characters, and its rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str | int, ...], ...]


def sheets_of(plan: Plan, language: Language) -> Iterator[Sheet]:
    """Every table of a plan, the most wanted first."""

    def sheet(name: str, columns: str, rows: Iterable[tuple[str | int, ...]]) -> Sheet:
        pairs = [column.split(":") for column in columns.split()]
        return Sheet(
            word(name, language),
            tuple((word(key, language), int(width)) for key, width in pairs),
            tuple(rows),
        )

    def said(key: str) -> str:
        return word(key, language)

    yield sheet(
        "measures",
        "id:6 path:18 group:28 title:40 lead:18 support:24 named:40 due:12 text:80",
        (
            (
                *(m.id, "".join(m.path), m.group or "", m.title, "、".join(m.lead), "、".join(m.support)),
                *("、".join(m.units), "、".join(str(s.due) for s in m.milestones if s.due), m.text),
            )
            for m in plan.measures
        ),
    )
    yield sheet(
        "targets",
        "id:6 group:28 name:40 value:16 unit:8 due:12 strength:10 text:60",
        (
            (
                *(t.id, t.group or "", t.name, value_of(t, language), t.unit or "", str(t.due or "")),
                *(said(t.strength.value), t.text),
            )
            for t in plan.targets
        ),
    )
    yield sheet(
        "milestones",
        "measure:8 due:12 text:60 quantity:24",
        ((m.id, str(s.due or ""), s.text, s.quantity or "") for m in plan.measures for s in m.milestones),
    )
    yield sheet(
        "units",
        "name:24 aliases:30 leads:8 others:12",
        ((u.name, "、".join(u.aliases), u.lead, u.support) for u in plan.units),
    )
    yield sheet(
        "focus",
        "name:16 role:10 topics:60 text:80",
        ((f.name, said(f.role.value), "、".join(f.topics), f.text) for f in plan.focus),
    )
    yield sheet(
        "sites", "code:8 name:32 role:32 text:80", ((s.code, s.name, s.role, s.text) for s in plan.sites)
    )
    yield sheet(
        "warnings",
        "code:26 message:70 place:14",
        ((w.code, sentence(w, language), f"{w.span.start}-{w.span.end}") for w in plan.warnings),
    )
    yield sheet(
        "remainder", "text:100 place:14", ((r.text, f"{r.span.start}-{r.span.end}") for r in plan.remainder)
    )


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
