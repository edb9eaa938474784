"""Files of people's own figures (YAML): read key by key, so that each fault is told with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import yaml

from xiandao.kernel.refusals import Refusal

_LARGEST: Final = 1_000_000  # bytes of a file


class EntryRefused(Refusal):
    """A file whose entries cannot be read."""


class Entry:
    """A mapping of the file, read key by key; what is left over is a fault."""

    def __init__(self, told: object, place: str, refusal: type[Refusal] = EntryRefused) -> None:
        if not isinstance(told, Mapping):
            raise refusal("{place}: names with values are expected here", place=place)
        self.told, self.place, self.seen, self.refusal = told, place, set[str](), refusal

    def below(self, told: object, place: str) -> Entry:
        """An entry within this one."""
        return Entry(told, f"{self.place}, {place}", self.refusal)

    def all_below(self, key: str, place: str, *, needed: bool = False) -> list[Entry]:
        """Every entry of a list, numbered from 1 in its place."""
        found = self.take(key, many) if needed else self.take(key, many, [])
        return [self.below(one, f"{place} {number}") for number, one in enumerate(found, start=1)]

    def take(self, key: str, read: Callable[[Any], Any], default: Any = ...) -> Any:
        """One value; `read` turns it into what is wanted or raises ValueError."""
        self.seen.add(key)
        if key not in self.told:
            if default is ...:
                raise self.refusal("{place}: “{key}” is missing", place=self.place, key=key)
            return default
        try:
            return read(self.told[key])
        except (ValueError, TypeError, InvalidOperation, Refusal) as fault:
            raise self.refusal(
                "{place}: “{key}” cannot be {value} ({why})",
                place=self.place,
                key=key,
                value=self.told[key],
                why=fault if str(fault) else "it is of the wrong kind",
            ) from fault

    def close(self) -> None:
        """Refuse what nobody asked for: most often a slip of the pen."""
        for key in self.told:
            if key not in self.seen:
                raise self.refusal("{place}: “{key}” is not known", place=self.place, key=key)


def loaded(content: bytes, name: str, known: str, refusal: type[Refusal] = EntryRefused) -> Entry:
    """The whole of a file whose first line is `format: ` and the format known."""
    if len(content) > _LARGEST:
        raise refusal("{name} is larger than {most} bytes", name=name, most=_LARGEST)
    try:
        told = yaml.safe_load(content.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as fault:
        raise refusal("{name} is no YAML: {why}", name=name, why=str(fault).split("\n")[0]) from fault
    top = Entry(told, name, refusal)
    if top.take("format", str, "") != known:
        raise refusal(
            "{name}: the first line must be “format: {format}”; this reader knows no other",
            name=name,
            format=known,
        )
    return top


def many(value: object) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise ValueError("a list is expected")
    return value


def words(value: object) -> str:
    """Words."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("words are expected")
    return value.strip()


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError("yes or no is expected")
    return value


def whole(value: object) -> int:
    """A whole number from 0 up."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number from 0 up is expected")
    return value


def share(value: object) -> float:
    """A number from 0 to 1."""
    number = float(str(value))
    if not 0 <= number <= 1:
        raise ValueError("a share from 0 to 1 is expected")
    return number


def money(value: object) -> Decimal:
    """An amount from 0 up, exact."""
    amount = Decimal(str(value))
    if isinstance(value, bool) or not amount.is_finite() or amount < 0:
        raise ValueError("an amount from 0 up is expected")
    return amount


def day(value: object) -> date:
    """A day."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def one_of(names: tuple[str, ...]) -> Callable[[object], str]:
    """One of these names."""

    def read(value: object) -> str:
        if value not in names:
            raise ValueError(f"one of {', '.join(names)} is expected")
        return str(value)

    return read


def between(read: Callable[[Any], Any]) -> Callable[[object], tuple[Any, Any]]:
    """The least and the most."""

    def both(value: object) -> tuple[Any, Any]:
        told = many(value)
        if len(told) != 2:
            raise ValueError("the least and the most are expected")
        least, most = read(told[0]), read(told[1])
        if least > most:
            raise ValueError("the least comes first")
        return least, most

    return both
