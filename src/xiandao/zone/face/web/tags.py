"""Template tags of the face: `{% load face %}`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy

from xiandao.kernel.figures import readable
from xiandao.zone.face.rules import bullet, figures_of

register = template.Library()

Figure = Decimal | int | float | str | None
Words = str | Promise
LONGEST_LARGE = 7  # characters of a figure that still fit into a tile in large type

# The words of every standing, with the sign that says the same to those who see no colours.
# In the order from good to bad, so that a divided bar reads from left to right.
STANDINGS: Final[Mapping[str, tuple[str, Words]]] = {
    "done": ("✓", gettext_lazy("Done")),
    "on_track": ("▶", gettext_lazy("On track")),
    "not_started": ("○", gettext_lazy("Not started")),
    "at_risk": ("◆", gettext_lazy("At risk")),
    "late": ("!", gettext_lazy("Late")),
}
GOALS: Final[Mapping[str, Words]] = {
    "at_least": gettext_lazy("at least {low} {unit}"),
    "more_than": gettext_lazy("more than {low} {unit}"),
    "at_most": gettext_lazy("at most {high} {unit}"),
    "less_than": gettext_lazy("less than {high} {unit}"),
    "about": gettext_lazy("about {low} {unit}"),
    "exactly": gettext_lazy("{low} {unit}"),
    "between": gettext_lazy("{low} to {high} {unit}"),
    "grows_by": gettext_lazy("growth by {low} {unit}"),
}


@register.filter
def figure(value: Figure) -> str:
    """A number as it is read: grouped, without needless zeros, with a true minus; a dash for none."""
    number = _decimal(value)
    if number is None:
        return "—"
    return f"{number.normalize():,f}".replace("-", "\N{MINUS SIGN}")


@register.filter
def rounded(value: Figure) -> str:
    """A computed number no finer than it is read; the exact one stands with what it was counted from."""
    number = _decimal(value)
    return figure(number if number is None else readable(number))


@register.simple_tag
def zh_en(zh: str, en: str) -> str:
    """The text in the reader's language; the other one where that is not known."""
    reads_chinese = (get_language() or "").startswith("zh")
    return (zh or en) if reads_chinese else (en or zh)


@register.filter
def entry(found: Mapping[Any, Any], key: object) -> Any:
    """What a mapping has under a key; None where it has nothing."""
    return found.get(key) if found else None


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: Any) -> str:
    """The address's filters with some changed; None or "" takes one away. Other filters, first page."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    if set(changes) - {"page"}:
        kept.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            kept.pop(name, None)
        else:
            kept[name] = value.isoformat() if isinstance(value, date) else str(value)
    return f"?{kept.urlencode()}"


@register.inclusion_tag("face/status.html")
def status(name: str) -> dict[str, Any]:
    """A badge for a standing: not_started, on_track, at_risk, late or done."""
    sign, words = STANDINGS[name]
    return {"name": name, "sign": sign, "words": words}


@register.inclusion_tag("face/status_bar.html")
def status_bar(counts: Mapping[str, int], label: Words) -> dict[str, Any]:
    """How many of each standing, as one divided bar with its legend."""
    total = sum(counts.get(name, 0) for name in STANDINGS)
    parts, left = [], 0.0
    for name, (sign, words) in STANDINGS.items():
        count = counts.get(name, 0)
        length = round(100 * count / total, 3) if total else 0
        parts.append(
            {"name": name, "sign": sign, "words": words, "count": count, "left": left, "length": length}
        )
        left = round(left + length, 3)
    return {"parts": parts, "total": total, "label": label}


@register.simple_tag
def goal(comparator: str, low: Figure = None, high: Figure = None, unit: str = "") -> str:
    """What a target asks, in words: at least 20 items."""
    words = GOALS.get(comparator)
    ends = (_decimal(low), _decimal(high))
    if words is None or ends == (None, None):
        return gettext("no figure asked")
    both = {
        "low": ends[0] if ends[0] is not None else ends[1],
        "high": ends[1] if ends[1] is not None else ends[0],
    }
    return str(words).format(**{end: figure(value) for end, value in both.items()}, unit=unit).strip()


@register.inclusion_tag("face/gauge.html")
def gauge(
    label: str,
    *,
    value: Figure = None,
    comparator: str = "at_least",
    low: Figure = None,
    high: Figure = None,
    unit: str = "",
    pace: Figure = None,
    standing: str = "",
) -> dict[str, Any]:
    """A value against what is asked. `pace` marks where it ought to be today; `standing` colours the bar."""
    ends = (_decimal(low), _decimal(high))
    if comparator in {"about", "exactly"}:
        ends = (ends[0] if ends[0] is not None else ends[1], ends[1] if ends[1] is not None else ends[0])
    asked = goal(comparator, *ends, unit)
    return {
        "label": label,
        "drawing": None if comparator == "qualitative" else bullet(_decimal(value), *ends, _decimal(pace)),
        "value": None if _decimal(value) is None else rounded(value),
        "unit": unit,
        "asked": asked,
        "pace": "" if _decimal(pace) is None else rounded(pace),
        "standing": standing if standing in STANDINGS else "",
    }


@register.inclusion_tag("face/chart.html")
def chart(spec: Mapping[str, Any], label: Words) -> dict[str, Any]:
    """A Vega-Lite chart, drawn on the page; its figures stand beside it as a table.

    The specification stands in a template, not in a script: htmx drops scripts from what it brings.
    """
    told = json.dumps(spec, cls=DjangoJSONEncoder, ensure_ascii=False)
    return {"spec": told, "label": label, "figures": figures_of(spec)}


@register.inclusion_tag("face/empty.html")
def empty(title: Words, purpose: Words, address: str = "", step: Words = "") -> dict[str, Any]:
    """What stands where nothing is yet: what this place is for, and the next step."""
    return {"title": title, "purpose": purpose, "address": address, "step": step}


@register.inclusion_tag("face/stat.html")
def stat(
    label: Words, value: Figure, unit: Words = "", address: str = "", note: Words = "", standing: str = ""
) -> dict[str, Any]:
    """One large figure with its unit; it opens to what is behind it."""
    return {
        "label": label,
        "value": value,
        "is_long": len(rounded(value)) > LONGEST_LARGE,
        "unit": unit,
        "address": address,
        "note": note,
        "standing": standing,
    }


@register.inclusion_tag("face/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Ways to the other stretches of a list, all filters kept; nothing where one page holds it all."""
    return {"page": page, "request": context["request"]}


@register.filter
def stretch(page: Page[Any]) -> list[int | None]:
    """The page numbers worth offering; None stands for those left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.inclusion_tag("face/column.html", takes_context=True)
def column(context: Context, name: str, label: Words) -> dict[str, Any]:
    """A table heading that sorts: ?sort=name, and ?sort=-name the second time."""
    request: HttpRequest = context["request"]
    sort = request.GET.get("sort", "")
    return {
        "label": label,
        "address": query_string(context, sort=f"-{name}" if sort == name else name),
        "order": {name: "ascending", f"-{name}": "descending"}.get(sort, ""),
    }


def _decimal(value: Figure) -> Decimal | None:
    if value is None or value == "":  # a template says "" of a name that it does not know
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))
