"""What a newer edition changes, field by field, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xiandao.zone.plans.rules.changes import Change, ChangeKind
from xiandao.zone.plans.rules.content import MilestoneContent
from xiandao.zone.plans.rules.states import Comparator, Strength
from xiandao.zone.plans.web.review.wording import COMPARATORS, FIELDS, STRENGTHS

LONGEST_COMPARED = 1500  # characters; beyond, comparing letter by letter takes longer than reading


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field, with what was taken out and put in marked."""

    label: str | Promise
    marked: SafeString


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item that was added, changed or withdrawn."""

    item: str
    key: str
    name: str
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All of them, and how many items stay as they were."""

    added: tuple[ItemDifference, ...]
    changed: tuple[ItemDifference, ...]
    withdrawn: tuple[ItemDifference, ...]
    same: int


def differences_of(changes: Sequence[Change]) -> Differences:
    """The changes sorted by kind."""
    kinds: dict[ChangeKind, list[ItemDifference]] = {kind: [] for kind in ChangeKind}
    for change in changes:
        fields = tuple(
            FieldDifference(
                FIELDS.get(f.field, f.field), marked_difference(in_words(f.before), in_words(f.after))
            )
            for f in change.fields
        )
        kinds[change.kind].append(ItemDifference(change.item, change.key, change.name, fields))
    return Differences(
        tuple(kinds[ChangeKind.ADDED]),
        tuple(kinds[ChangeKind.CHANGED]),
        tuple(kinds[ChangeKind.WITHDRAWN]),
        len(kinds[ChangeKind.SAME]),
    )


def in_words(value: object) -> str:
    """A field's value as a person reads it."""
    if value is None or value == "" or value == ():
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Comparator):
        return str(COMPARATORS[value])
    if isinstance(value, Strength):
        return str(STRENGTHS[value])
    if isinstance(value, tuple):
        return "、".join(in_words(part) for part in value)
    if isinstance(value, MilestoneContent):
        return " ".join(in_words(part) for part in (value.due_on, value.text))
    return str(value)


def marked_difference(before: str, after: str) -> SafeString:
    """Both texts in one, what went as `del`, what came as `ins`."""
    if max(len(before), len(after)) > LONGEST_COMPARED or _unlike(before, after):
        return format_html("<del>{}</del> <ins>{}</ins>", before, after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(format_html("{}", before[i:j]))
            continue
        pieces.append(format_html("<del>{}</del>", before[i:j]) if j > i else SafeString())
        pieces.append(format_html("<ins>{}</ins>", after[k:m]) if m > k else SafeString())
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _unlike(before: str, after: str) -> bool:
    """Words that share little are easier to read side by side."""
    return SequenceMatcher(None, before, after, autojunk=False).quick_ratio() < 0.5
