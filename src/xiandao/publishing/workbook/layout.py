"""What a sheet looks like, declared as values, and what can be wrong with one that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from openpyxl.utils import get_column_letter

from xiandao.kernel.refusals import Refusal

Value = str | int | Decimal | date | None

HIDDEN_SHEET = "_xiandao"
CHOICES_FROM = 4  # the hidden sheet's first column of choices; before it stand what the file is
HEADER_ROW = 1


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"


class WorkbookRefused(Refusal):
    """A workbook, or one cell of it, cannot be taken as it is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a cell may take, and its words."""

    value: str
    zh: str
    en: str

    def words(self, language: str) -> str:
        """Its words in a language."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `locked` cells look it and are not meant to be edited, `hidden` ones are not seen."""

    key: str
    zh: str
    en: str
    width: int = 16
    kind: Kind = Kind.TEXT
    locked: bool = False
    required: bool = False
    hidden: bool = False
    choices: tuple[Choice, ...] = ()

    def title(self, language: str) -> str:
        """The heading in a language."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet; `unique` names the column whose values may stand only once."""

    id: str
    version: int
    zh: str
    en: str
    columns: tuple[Column, ...]
    unique: str = ""

    def title(self, language: str) -> str:
        """The sheet's name in a language."""
        return self.zh if language.startswith("zh") else self.en

    def column(self, key: str) -> Column:
        """The column under this key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read; `cells` says where each value stood, as "C7"."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, str]

    def text(self, key: str) -> str:
        """A value as text, empty where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: what was expected, what was found and what to do stand in its sentence."""

    sheet: str
    cell: str
    refusal: Refusal

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.refusal.sentence}" if self.cell else self.refusal.sentence


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook says: rows, everything wrong with it, and the stamp that it was written with."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    stamp: str
    sheet: str = ""


def cell_name(column: int, row: int) -> str:
    """A cell as people name it: C7. Both count from one."""
    return f"{get_column_letter(column)}{row}"
