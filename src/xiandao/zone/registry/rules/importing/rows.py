"""A line of a file under settled columns: its values in typed form, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.registry.rules.importing import parsing
from xiandao.zone.registry.rules.importing.columns import DAY_FIELD, KEY_FIELD, factor_of
from xiandao.zone.registry.rules.importing.table import ImportRefused, Line, RowRefused
from xiandao.zone.registry.rules.kinds import Choice, Field
from xiandao.zone.registry.rules.values import Named, Stored, stored

# 发明专利 is 发明, 瞪羚 is 瞪羚企业, 教授 is 教授级: what such a word adds tells no two choices apart.
_CLASS_WORD = re.compile(r"(?:专利|申请|授权|公开|公布|企业|单位|机构|平台|人才|级|型|类)+$")
OWN_FIELDS = (DAY_FIELD, KEY_FIELD)
# What comes again and again in a column, and is kept as one word, figure or day.
REPEATED: Final = frozenset({"choice", "flag", "year", "day", "number", "money"})
MOST_KNOWN: Final = 8_192


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong, and under which field; a fault of the whole row has none."""

    field: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as it was understood: each field as text, and as it is kept."""

    number: int
    written: Mapping[str, str] = field(default_factory=dict)
    stored: Stored = field(default_factory=Stored)
    on: date | None = None
    key: str = ""
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Where each field stands in a line, and by what its figures are multiplied."""

    places: tuple[tuple[int, str, Decimal], ...]

    @classmethod
    def of(cls, headings: Sequence[str], columns: Mapping[str, str]) -> ColumnPlan:
        """The plan of settled columns. Raises ImportRefused where a column is gone from the file."""
        places = []
        for heading, key in columns.items():
            if key and heading not in headings:
                raise ImportRefused("The file has no column “{heading}”.", heading=heading)
            if key:
                places.append((headings.index(heading), key, factor_of(heading)))
        return cls(tuple(sorted(places)))

    @property
    def factors(self) -> dict[str, Decimal]:
        """Field -> by what its figures are multiplied."""
        return {key: factor for _, key, factor in self.places}

    def written(self, line: Line) -> dict[str, str]:
        """Field -> the text of its cell, where there is one."""
        return {key: line.cells[place] for place, key, _ in self.places if line.cells[place]}


class RowReader:
    """Reads the rows of one file, and remembers what it read: the same thing twice is a fault.

    `until` is the last day that may have happened.
    """

    def __init__(self, fields: Sequence[Field], *, factors: Mapping[str, Decimal], until: date) -> None:
        self.fields = {field.key: field for field in fields}
        self.factors = factors
        self.until = until
        self.identifiers = [field.key for field in fields if field.type == "identifier"]
        self.required = [field for field in fields if field.required]
        self.known: dict[tuple[str, str], Any] = {}
        self.seen: dict[tuple[object, ...], int] = {}

    def read(self, number: int, written: Mapping[str, str]) -> RowRead:
        """The row, with every fault in it and not only the first."""
        kept = Stored()
        faults: list[CellFault] = []
        for key, text in written.items():
            spec = self.fields.get(key)
            if spec is None:
                continue
            known = self.known.get((key, text))
            if known is not None:
                kept[key] = known
                continue
            if spec.type != "flag" and parsing.is_nothing(text):
                continue
            try:
                kept[key] = self._kept(spec, text)
            except Refusal as refusal:
                faults.append(CellFault(key, refusal))
        on = self._day(written.get(DAY_FIELD, ""), faults)
        wrong = {fault.field for fault in faults}
        for spec in self.required:
            if spec.key not in kept and spec.key not in wrong:
                lacks = RowRefused("“{field}” is needed in every row.", field=f"{spec.zh} / {spec.en}")
                faults.append(CellFault(spec.key, lacks))
        faults += self._again(number, kept, on)
        return RowRead(number, written, kept, on, written.get(KEY_FIELD, ""), tuple(faults))

    def _kept(self, spec: Field, text: str) -> Any:
        """The cell as it is kept; what a column may repeat is remembered."""
        kept = stored(spec, value_of(spec, text, self.factors.get(spec.key, Decimal(1))), self.until)
        if spec.type in REPEATED and len(self.known) < MOST_KNOWN:
            self.known[spec.key, text] = kept
        return kept

    def _day(self, text: str, faults: list[CellFault]) -> date | None:
        if parsing.is_nothing(text):
            return None
        try:
            on = parsing.day(text)
            if on > self.until:
                raise RowRefused("{found} is still to come; a row says what has happened.", found=text[:40])
        except RowRefused as refusal:
            faults.append(CellFault(DAY_FIELD, refusal))
            return None
        return on

    def _again(self, number: int, values: Mapping[str, object], on: date | None) -> list[CellFault]:
        """The same identifier twice on one day, or the very same row twice."""
        marks: list[tuple[str, tuple[object, ...]]] = [
            (key, (key, str(values[key]), on)) for key in self.identifiers if key in values
        ]
        if not marks and values:
            marks = [("", ("", on, *sorted((key, str(value)) for key, value in values.items())))]
        faults = []
        for key, mark in marks:
            first = self.seen.setdefault(mark, number)
            if first != number:
                again = RowRefused(
                    "The same stands in row {first} already. Keep one of the two.", first=first
                )
                faults.append(CellFault(key, again))
        return faults


def value_of(spec: Field, text: str, factor: Decimal = Decimal(1)) -> object:
    """A cell's text in the typed form of its field. Raises RowRefused with what was expected."""
    if text in parsing.EXCEL_ERRORS:
        raise RowRefused("Excel shows an error here ({found}). Write a value.", found=text)
    match spec.type:
        case "day":
            return parsing.day(text)
        case "year":
            return parsing.year(text)
        case "number" | "money":
            return parsing.number(text, factor)
        case "flag":
            return parsing.flag(text)
        case "choice":
            return choice_of(spec, text)
        case "choices":
            return [choice_of(spec, part) for part in parsing.several(text, of_choices=True)]
        case "relation":
            return [Named(name) for name in parsing.several(text)]
        case "link":
            return text if "://" in text else f"https://{text}"
        case _:
            return text


def choice_of(spec: Field, text: str) -> str:
    """The key of the choice that the text names, in any of its words, with or without a class word behind."""
    said = _bare(text)
    for choice in spec.choices:
        if said in _words_of(choice):
            return choice.key
    raise RowRefused(
        "“{found}” is none of the choices. Choose one of: {choices}.",
        found=text[:80],
        choices="、".join(choice.zh for choice in spec.choices),
    )


@cache
def _words_of(choice: Choice) -> frozenset[str]:
    return frozenset(_bare(word) for word in (choice.key, choice.zh, choice.en))


@cache
def _bare(word: str) -> str:
    plain = parsing.plain(word).casefold()
    return _CLASS_WORD.sub("", plain) or plain
