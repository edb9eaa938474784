"""What a record's statements say now, and what they say has happened: the claims that the registry makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from xiandao.zone.registry.rules.kinds import Event, Field, KindOfRecord

LONGEST_OCCURRENCE: Final = 40


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as the rules read it."""

    number: int
    values: Mapping[str, Any]
    happened_on: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a record says has happened. `subject_key` names another record that it speaks of."""

    occurrence: str
    statement: int
    claim: str
    happened_on: date
    quantity: Decimal
    unit: str
    details: Mapping[str, Any]
    subject_key: str = ""


def latest(statements: Iterable[Stated]) -> dict[str, Stated]:
    """For each field the statement that spoke of the latest day."""
    return {name: said for said in in_order(statements) for name in said.values}


def current_of(statements: Iterable[Stated]) -> dict[str, dict[str, Any]]:
    """For each field what was said of the latest day, with that day and how sure it is: for lists."""
    return {
        name: {"value": said.values[name], "on": said.happened_on.isoformat(), "confidence": said.confidence}
        for name, said in latest(statements).items()
    }


def in_order(statements: Iterable[Stated]) -> list[Stated]:
    """By the day of which they speak, then as they came."""
    return sorted(statements, key=lambda said: (said.happened_on, said.number))


def happenings(kind: KindOfRecord, statements: Sequence[Stated]) -> dict[str, Happening]:
    """What these statements say has happened, under the name of each occurrence."""
    found: dict[str, Happening] = {}
    known: dict[str, Any] = {}
    for said in in_order(statements):
        known.update(said.values)
        for event in kind.events:
            if not event.fields.isdisjoint(said.values):
                happening = _happening(kind, event, said, known)
                if happening is not None:
                    found[happening.occurrence] = happening
    return found


def _happening(kind: KindOfRecord, event: Event, said: Stated, known: Mapping[str, Any]) -> Happening | None:
    # What tells occurrences apart must stand in the statement itself: an old day must not meet a new year.
    own = said.values if event.per else known
    wanted = [name for name in (event.day_of, event.quantity, event.subject, *event.needs) if name]
    if any(own.get(name) is None for name in wanted):
        return None
    subject = _subject(event, own)
    if subject is None:
        return None
    details = {}
    for detail, name in event.details.items():
        value = name[1:] if name.startswith("=") else own.get(name, known.get(name))
        if value is not None:
            details[detail] = value
    occurrence = ":".join([event.name, *(str(own[name]) for name in event.per)])[:LONGEST_OCCURRENCE]
    field: Field | None = kind.by_key.get(event.quantity)
    return Happening(
        occurrence=occurrence,
        statement=said.number,
        claim=event.claim,
        happened_on=date.fromisoformat(own[event.day_of]) if event.day_of else said.happened_on,
        quantity=Decimal(own[event.quantity]) if event.quantity else Decimal(1),
        unit=field.unit if field else "",
        details=details,
        subject_key=subject,
    )


def _subject(event: Event, values: Mapping[str, Any]) -> str | None:
    """The key of the record that the claim speaks of; "" the record itself, None one that is not known."""
    if not event.subject:
        return ""
    return next((named["key"] for named in values[event.subject] if named.get("key")), None)
