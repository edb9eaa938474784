"""The words that the review shows for fields, choices and the reader's doubts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from xiandao.planreader import Code, Doubt, Language, Span, sentence
from xiandao.zone.plans.rules.states import Comparator, Layer, PlanStatus, Strength

PLAN_STATUSES = {
    PlanStatus.DRAFT: gettext_lazy("draft for approval"),
    PlanStatus.APPROVED: gettext_lazy("approved"),
    PlanStatus.CLOSED: gettext_lazy("closed"),
}
COMPARATORS = {
    Comparator.AT_LEAST: gettext_lazy("at least"),
    Comparator.AT_MOST: gettext_lazy("at most"),
    Comparator.MORE_THAN: gettext_lazy("more than"),
    Comparator.LESS_THAN: gettext_lazy("less than"),
    Comparator.ABOUT: gettext_lazy("about"),
    Comparator.BETWEEN: gettext_lazy("between"),
    Comparator.EXACTLY: gettext_lazy("exactly"),
    Comparator.GROWS_BY: gettext_lazy("grows by"),
    Comparator.QUALITATIVE: gettext_lazy("qualitative"),
}
STRENGTHS = {
    Strength.BINDING: gettext_lazy("binding"),
    Strength.EXPECTED: gettext_lazy("expected"),
    Strength.ASPIRATIONAL: gettext_lazy("aspirational"),
}
LAYERS = {
    Layer.FOUNDATION: gettext_lazy("foundation layer"),
    Layer.PLATFORM: gettext_lazy("platform layer"),
    Layer.APPLICATION: gettext_lazy("application layer"),
    Layer.OTHER: gettext_lazy("another layer"),
}
FIELDS = {
    "title": gettext_lazy("Title"),
    "name": pgettext_lazy("of an item", "Name"),
    "area": gettext_lazy("Area"),
    "issuer": gettext_lazy("Issued by"),
    "doc_no": gettext_lazy("Document number"),
    "status": gettext_lazy("Status of the document"),
    "period": gettext_lazy("Period"),
    "period_start": gettext_lazy("First year"),
    "period_end": gettext_lazy("Last year"),
    "group": gettext_lazy("Group"),
    "units": gettext_lazy("Responsible units"),
    "lead": gettext_lazy("Lead"),
    "due": gettext_lazy("Due"),
    "due_on": gettext_lazy("Due"),
    "text": gettext_lazy("Words"),
    "milestones": gettext_lazy("Milestones"),
    "comparator": gettext_lazy("Held against"),
    "low": gettext_lazy("Lower figure"),
    "high": gettext_lazy("Upper figure"),
    "unit": gettext_lazy("Unit of measurement"),
    "strength": gettext_lazy("Strength"),
    "counted": gettext_lazy("Can be counted"),
    "code": pgettext_lazy("of a site", "Code"),
    "role": pgettext_lazy("of a site", "Role"),
    "topics": gettext_lazy("Topics"),
}
# Every name that a doubt's sentence may use; the mark cannot occur in a sentence.
NAMES = ("number", "words", "name", "alias", "sum", "total", "body", "annex", "stated", "found")
MARK = "\N{NULL}{name}\N{NULL}"


def doubt_in_words(warning: Mapping[str, Any]) -> str:
    """The reader's sentence in the language of the page; the Chinese one where nothing else is known."""
    message = str(warning["message"])
    if (get_language() or "").startswith("zh") or warning["code"] not in set(Code):
        return message
    values = _values_in(message, Code(warning["code"]))
    if values is None:
        return message
    return sentence(Doubt(warning["code"], message, Span(0, 0), tuple(values.items())), Language.ENGLISH)


def _values_in(message: str, code: Code) -> dict[str, str] | None:
    """What stands in the Chinese sentence's gaps; a reading keeps the sentence, not its values."""
    marks = tuple((name, MARK.replace("{name}", name)) for name in NAMES)
    template = re.escape(sentence(Doubt(code, "", Span(0, 0), marks), Language.CHINESE))
    for name, mark in marks:
        template = template.replace(re.escape(mark), f"(?P<{name}>.*?)", 1)
    found = re.fullmatch(template, message, re.DOTALL)
    return found.groupdict() if found else None
