"""One form per kind of item: the fields that a person may correct, as they stand in the reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiandao.zone.plans.rules.corrections import find
from xiandao.zone.plans.rules.states import Comparator
from xiandao.zone.plans.web.review.wording import COMPARATORS, FIELDS, LAYERS, PLAN_STATUSES, STRENGTHS

SEPARATOR = "、"


def _line(name: str, **attrs: object) -> forms.CharField:
    return forms.CharField(
        label=FIELDS[name], required=False, widget=forms.TextInput(attrs={"autocomplete": "off", **attrs})
    )


def _names(name: str) -> forms.CharField:
    return forms.CharField(
        label=FIELDS[name],
        required=False,
        help_text=_("Names with 、 between them."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _day(name: str) -> forms.CharField:
    return forms.CharField(label=FIELDS[name], required=False, widget=forms.TextInput(attrs={"type": "date"}))


def _choice(name: str, words: Mapping[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=FIELDS[name], choices=[(key.value, said) for key, said in words.items()])


class PlanFields(forms.Form):
    """What the document says of itself."""

    title = _line("title")
    area = _line("area")
    issuer = _line("issuer")
    doc_no = _line("doc_no")
    status = _choice("status", PLAN_STATUSES)
    period_start = _line("period_start", inputmode="numeric")
    period_end = _line("period_end", inputmode="numeric")


class MeasureFields(forms.Form):
    """A measure."""

    title = _line("title")
    group = _line("group")
    units = _names("units")
    lead = _names("lead")
    due = _day("due")


class TargetFields(forms.Form):
    """A target."""

    name = _line("name")
    group = _line("group")
    comparator = _choice("comparator", COMPARATORS)
    low = _line("low", inputmode="decimal")
    high = _line("high", inputmode="decimal")
    unit = _line("unit")
    due = _day("due")
    strength = _choice("strength", STRENGTHS)
    counted = forms.BooleanField(label=FIELDS["counted"], required=False)


class SiteFields(forms.Form):
    """A site."""

    code = _line("code")
    name = _line("name")
    role = _line("role")


class FocusFields(forms.Form):
    """A focus area."""

    name = _line("name")
    role = _choice("role", LAYERS)
    topics = _names("topics")


FORMS: Mapping[str, type[forms.Form]] = {
    "plan": PlanFields,
    "measures": MeasureFields,
    "targets": TargetFields,
    "sites": SiteFields,
    "focus": FocusFields,
}


def form_for(reading: Mapping[str, Any], item: str, typed: Mapping[str, Any] | None = None) -> forms.Form:
    """The form of an item, filled with the reading, or with what was typed."""
    kind, entry = find(reading, item)
    form = FORMS[kind](typed, auto_id=f"{item}-%s")
    form.initial = {name: as_typed(kind, entry, name) for name in form.fields}
    return form


def as_typed(kind: str, entry: Mapping[str, Any], name: str) -> str | bool:
    """A field's value the way a person would type it."""
    if kind == "plan" and name.startswith("period_"):
        value = (entry.get("period") or {}).get(name.removeprefix("period_"))
    else:
        value = entry.get(name)
    if name == "counted":
        return bool(entry.get("counted", entry.get("comparator") != Comparator.QUALITATIVE))
    if isinstance(value, list):
        return SEPARATOR.join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None:
        return {"status": "draft", "strength": "expected"}.get(name, "")
    return str(value)
