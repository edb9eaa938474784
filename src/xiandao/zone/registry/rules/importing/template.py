"""The empty sheet of a kind: its headings, one example, and the choices to pick from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from xiandao.publishing.workbook import Choice, Column, SheetLayout, Value, write_workbook
from xiandao.publishing.workbook import Kind as CellKind
from xiandao.zone.registry.rules.importing.columns import DAY_FIELD
from xiandao.zone.registry.rules.kinds import KINDS, Field
from xiandao.zone.registry.rules.vocabulary import Kind

VERSION = 1
EXAMPLE_DAY = date(2025, 1, 15)
CELL_KINDS = {
    "day": CellKind.DATE,
    "year": CellKind.INTEGER,
    "number": CellKind.DECIMAL,
    "money": CellKind.DECIMAL,
}
FLAG = (Choice("true", "是", "yes"), Choice("false", "否", "no"))
CURRENCY = {"zh": "元", "en": "CNY"}
EXAMPLES: Mapping[str, Value] = {
    "number": 10,
    "money": 1_000_000,
    "day": EXAMPLE_DAY,
    "year": EXAMPLE_DAY.year,
    "flag": "true",
}


def template_of(kind: Kind, language: str) -> bytes:
    """The sheet as an Excel file, the same bytes every time."""
    known = KINDS[kind]
    layout = SheetLayout(
        f"registry-{kind.value}",
        VERSION,
        known.zh,
        known.en,
        (*(_column(field) for field in known.fields), _DAY),
    )
    return write_workbook(layout, [_example(kind)], language=language, stamp="template")


def is_example(kind: Kind, written: Mapping[str, str]) -> bool:
    """Whether a row is the template's example: called by the same name, and filled in the same columns."""
    label, example = KINDS[kind].label, _example(kind)
    return written.get(label) == example[label] and set(written) == {
        key for key, value in example.items() if value is not None
    }


def _column(field: Field) -> Column:
    unit = {lang: f"（{word}）" if field.type == "money" else "" for lang, word in CURRENCY.items()}
    words = [field.zh + unit["zh"], field.en + unit["en"]]
    choices: tuple[Choice, ...] = FLAG if field.type == "flag" else ()
    if field.type == "choice":
        choices = tuple(Choice(choice.key, choice.zh, choice.en) for choice in field.choices)
    sort = CellKind.CHOICE if choices else CELL_KINDS.get(field.type, CellKind.TEXT)
    return Column(field.key, words[0], words[1], 18, kind=sort, required=field.required, choices=choices)


_DAY = Column(DAY_FIELD, "数据日期", "As of day", 14, kind=CellKind.DATE)


@cache  # every row of a file is held against it
def _example(kind: Kind) -> Mapping[str, Value]:
    return {field.key: _example_of(field) for field in KINDS[kind].fields}


def _example_of(field: Field) -> Value:
    if field.example:
        return field.example
    if field.type == "choice":
        return field.choices[0].key
    if field.type == "choices":
        return "；".join(choice.zh for choice in field.choices[:2])
    if field.required:
        return f"示例{field.zh}"
    return EXAMPLES.get(field.type)
