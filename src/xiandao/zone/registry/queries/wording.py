"""A field's value as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xiandao.zone.registry.rules.kinds import Field

LARGE = Decimal(10_000)


def in_words(field: Field, value: Any, language: str) -> str:
    """The value in words; nothing for none."""
    if value is None:
        return ""
    chinese = language.startswith("zh")
    match field.type:
        case "choice":
            return _choice(field, value, chinese=chinese)
        case "choices":
            return ("、" if chinese else ", ").join(_choice(field, one, chinese=chinese) for one in value)
        case "flag":
            yes, no = ("是", "否") if chinese else ("yes", "no")
            return yes if value else no
        case "relation":
            return ("；" if chinese else "; ").join(named["label"] for named in value)
        case "money":
            return _money(Decimal(value), chinese=chinese)
        case "number":
            return f"{Decimal(value):,f}"
        case _:
            return str(value)


def ends_of(value: Any) -> Sequence[Mapping[str, str]]:
    """The other ends of a relation, each with its label and, where it is known, its key."""
    return value if isinstance(value, list) else ()


def _choice(field: Field, key: str, *, chinese: bool) -> str:
    return next((choice.zh if chinese else choice.en for choice in field.choices if choice.key == key), key)


def _money(amount: Decimal, *, chinese: bool) -> str:
    if not chinese:
        return f"{amount:,f} CNY"
    return f"{(amount / LARGE).normalize():,f} 万元" if amount >= LARGE else f"{amount:,f} 元"
