"""The review page's items as compact cards, and the stretches of the text that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xiandao.zone.plans.models import Edition
from xiandao.zone.plans.rules.corrections import LISTS, find
from xiandao.zone.plans.rules.states import Layer, PlanStatus, Strength
from xiandao.zone.plans.web.review.forms import SEPARATOR
from xiandao.zone.plans.web.review.segments import Stretch
from xiandao.zone.plans.web.review.wording import FIELDS, LAYERS, PLAN_STATUSES, STRENGTHS, doubt_in_words

Words = str | Promise
HEADINGS: Mapping[str, Words] = {
    "measures": _("Measures"),
    "targets": _("Targets"),
    "sites": _("Sites"),
    "focus": _("Focus areas"),
}
KINDS = {"measures": "measure", "targets": "target", "sites": "site", "focus": "focus"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a card."""

    label: Words
    value: Words
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One extracted item; `form` is there while it is being corrected."""

    item: str
    kind: str
    title: str
    number: str
    group: str
    has_span: bool
    corrected: bool
    lines: tuple[Line, ...]
    goal: Mapping[str, Any] | None = None
    form: forms.Form | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """One doubt of the reader."""

    number: int
    sentence: str
    settled: bool
    has_span: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of item with its cards."""

    name: str
    heading: Words
    cards: tuple[Card, ...] = field(default=())


def corrected_items(edition: Edition) -> frozenset[str]:
    """The items in which a person changed something."""
    return frozenset(edition.corrections.values_list("item", flat=True))


def card_of(
    reading: Mapping[str, Any], item: str, corrected: frozenset[str], form: forms.Form | None = None
) -> Card:
    """The card of one item."""
    kind, entry = find(reading, item)
    return Card(
        item=item,
        kind=KINDS.get(kind, kind),
        title=str(entry.get("title") or entry.get("name") or ""),
        number="".join(entry.get("path") or ())[-8:] if kind == "measures" else "",
        group=str(entry.get("group") or ""),
        has_span=bool(entry.get("span")),
        corrected=item in corrected,
        lines=LINES[kind](entry),
        goal=entry if kind == "targets" else None,
        form=form,
    )


def sections_of(
    reading: Mapping[str, Any], corrected: frozenset[str], editing: Mapping[str, forms.Form]
) -> tuple[Section, ...]:
    """All items, kind by kind, in the order of the text."""
    return tuple(
        Section(
            name,
            HEADINGS[name],
            tuple(card_of(reading, e["id"], corrected, editing.get(e["id"])) for e in reading[name]),
        )
        for name in LISTS
    )


def warnings_of(reading: Mapping[str, Any]) -> tuple[Warned, ...]:
    """The reader's doubts, the open ones first."""
    found = [
        Warned(number, doubt_in_words(w), bool(w.get("settled")), bool(w.get("span")))
        for number, w in enumerate(reading["warnings"])
    ]
    return tuple(sorted(found, key=lambda w: w.settled))


def stretches_of(reading: Mapping[str, Any]) -> Iterator[Stretch]:
    """Every stretch that the text shows: items, open doubts, and what was read as nothing."""
    for name in LISTS:
        for entry in reading[name]:
            for number, (start, end) in enumerate(entry.get("spans") or [entry.get("span") or (0, 0)]):
                key = entry["id"] if not number else f"{entry['id']}-{number + 1}"
                yield Stretch(key, KINDS[name], start, end, f"item-{entry['id']}", entry["id"])
    for number, warning in enumerate(reading["warnings"]):
        if warning.get("span") and not warning.get("settled"):
            start, end = warning["span"]
            yield Stretch(f"doubt-{number}", "doubt", start, end, f"doubt-{number}", "?")
    for number, rest in enumerate(reading["remainder"]):
        start, end = rest["span"]
        yield Stretch(f"rest-{number}", "rest", start, end)


def _plan_lines(entry: Mapping[str, Any]) -> tuple[Line, ...]:
    period = entry.get("period") or {}
    years = [str(period.get(end) or "") for end in ("start", "end")]
    named = ("area", "issuer", "doc_no")
    return (
        Line(FIELDS["status"], PLAN_STATUSES[PlanStatus(entry.get("status") or PlanStatus.DRAFT)]),
        Line(FIELDS["period"], "–".join(years) if all(years) else "", not all(years)),
        *(Line(FIELDS[name], str(entry[name])) for name in named if entry.get(name)),
    )


def _measure_lines(entry: Mapping[str, Any]) -> tuple[Line, ...]:
    units, lead = entry.get("units") or [], entry.get("lead") or []
    lines = [Line(FIELDS["units"], SEPARATOR.join(units), not units)]
    if lead:
        lines.append(Line(FIELDS["lead"], SEPARATOR.join(lead)))
    elif units:
        lines.append(Line(_("Lead, proposed"), units[0]))
    if entry.get("due"):
        lines.append(Line(FIELDS["due"], str(entry["due"])))
    lines += [Line(_("Milestone"), " ".join((m.get("due") or "", m["text"]))) for m in entry["milestones"]]
    return tuple(lines)


def _target_lines(entry: Mapping[str, Any]) -> tuple[Line, ...]:
    return (
        *((Line(FIELDS["due"], str(entry["due"])),) if entry.get("due") else ()),
        Line(FIELDS["strength"], STRENGTHS[Strength(entry.get("strength") or Strength.EXPECTED)]),
    )


def _site_lines(entry: Mapping[str, Any]) -> tuple[Line, ...]:
    return (Line(FIELDS["role"], str(entry.get("role") or "")),)


def _focus_lines(entry: Mapping[str, Any]) -> tuple[Line, ...]:
    return (
        Line(FIELDS["role"], LAYERS[Layer(entry.get("role") or Layer.OTHER)]),
        Line(FIELDS["topics"], SEPARATOR.join(entry.get("topics") or ())),
    )


LINES = {
    "plan": _plan_lines,
    "measures": _measure_lines,
    "targets": _target_lines,
    "sites": _site_lines,
    "focus": _focus_lines,
}
