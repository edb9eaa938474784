"""A field's value in its one form: checked, and as JSON can hold it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.registry.rules.codes import SCHEMES
from xiandao.zone.registry.rules.kinds import Field, KindOfRecord

LONGEST: Final = {"name": 300, "identifier": 120, "text": 4000, "link": 500, "relation": 300}
MOST: Final = Decimal(10) ** 15
BETWEEN: Final = "；"  # several records in one relation, as files write them


class ValueRefused(Refusal):
    """A value does not fit its field."""


@dataclass(frozen=True, slots=True)
class Named:
    """The other end of a relation: a record's key where it is known, and what it was called."""

    label: str
    key: str = ""


class Stored(dict[str, Any]):
    """The values of a record in their stored form: each passed `stored`, and no empty one is among them."""


def checked(kind: KindOfRecord, values: Mapping[str, object], today: date) -> Stored:
    """The stated values in their stored form, empty ones left out. A refusal names the field.

    What is Stored already is taken as it is; only its relations are copied: their keys are found later.
    """
    if isinstance(values, Stored):
        named = [spec.key for spec in kind.relations if spec.key in values]
        return (
            Stored(values, **{key: [dict(one) for one in values[key]] for key in named}) if named else values
        )
    known = kind.by_key
    found = Stored()
    for key, value in values.items():
        if key not in known:
            raise ValueRefused("{kind} has no field “{field}”.", kind=kind.en, field=key)
        if value is None or value == "" or value == []:
            continue
        found[key] = stored(known[key], value, today)
    return found


def stored(field: Field, value: object, today: date) -> Any:
    """One value in its stored form."""
    return _day(field, value, today) if field.type == "day" else FORMS.get(field.type, _text)(field, value)


def _day(field: Field, value: object, today: date) -> str:
    if not isinstance(value, date):
        raise _unfit(field, value, "a day such as 2024-03-01")
    if field.past and value > today:
        raise ValueRefused(
            "{field}: {day} is still to come.", field=f"{field.zh} / {field.en}", day=value.isoformat()
        )
    return value.isoformat()


def _year(field: Field, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1800 <= value <= 2200:
        raise _unfit(field, value, "a year such as 2024")
    return value


def _flag(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise _unfit(field, value, "yes or no")
    return value


def _choices(field: Field, value: object) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise _unfit(field, value, "a list")
    return sorted({_choice(field, one) for one in value})


def _identifier(field: Field, value: object) -> str:
    return SCHEMES[field.scheme](_text(field, value))


def _figure(field: Field, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _unfit(field, value, "a figure")
    figure = Decimal(value)
    if not figure.is_finite() or not 0 <= figure < MOST:
        raise _unfit(field, value, "a figure from 0 on")
    return format(figure.normalize(), "f")


def _choice(field: Field, value: object) -> str:
    keys = [choice.key for choice in field.choices]
    if value not in keys:
        raise _unfit(field, value, "、".join(f"{choice.zh} ({choice.key})" for choice in field.choices))
    return str(value)


def _relation(field: Field, value: object) -> list[dict[str, str]]:
    if isinstance(value, str):
        several: Sequence[object] = [
            part for part in value.replace(";", BETWEEN).split(BETWEEN) if part.strip()
        ]
    else:
        several = value if isinstance(value, Sequence) else [value]
    found = []
    for one in several:
        named = one if isinstance(one, Named) else Named(str(one))
        label = _text(field, named.label)
        found.append({"label": label, "key": named.key} if named.key else {"label": label})
    return found


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _unfit(field, value, "text")
    text = unicodedata.normalize("NFC", value).strip()
    if not text or len(text) > LONGEST.get(field.type, 4000):
        raise _unfit(field, value, f"1 to {LONGEST.get(field.type, 4000)} characters")
    if field.type == "link" and not text.lower().startswith(("http://", "https://")):
        raise _unfit(field, value, "an address that begins with https://")
    return text


def _unfit(field: Field, value: object, wanted: str) -> ValueRefused:
    return ValueRefused(
        "{field}: “{value}” does not fit. Expected: {wanted}.",
        field=f"{field.zh} / {field.en}",
        value=str(value)[:60],
        wanted=wanted,
    )


FORMS: Final[Mapping[str, Callable[[Field, object], Any]]] = {
    "year": _year,
    "number": _figure,
    "money": _figure,
    "flag": _flag,
    "choice": _choice,
    "choices": _choices,
    "relation": _relation,
    "identifier": _identifier,
}


@lru_cache(maxsize=8192)  # a row of an import is asked for its name at every step
def normal_name(text: str) -> str:
    """A name as it is searched: width, case, spaces, brackets and points do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
