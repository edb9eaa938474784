"""The inventory of a plant as a workbook that Brightway reads (bw2io, ExcelImporter): one activity and its
exchanges.

Inputs are made as activities of the same database, each with its own emission of carbon dioxide, so that
the score by a method of climate change is ours; link them to a background database of your own instead
where you have one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.economics.plant import Books, Line, Plant, plant
from xiandao.scaleup.flowsheets import Family

BIOSPHERE: Final = "biosphere3"
FLOW: Final = "Carbon dioxide, fossil"
COLUMNS: Final = ("name", "amount", "unit", "database", "location", "type", "categories")


def brightway_workbook(family: Family, books: Books, path: Path) -> None:
    """Write the inventory of a kg of the product, at the likely values."""
    from openpyxl import Workbook

    found = plant(family, books=books)
    name = f"xiandao {family.name}"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name[:31]
    for row in inventory(found, name):
        sheet.append(row)
    book.save(path)


def inventory(found: Plant, database: str) -> list[list[Any]]:
    """Rows of the workbook: the database, the product's activity, then one for each input that emits."""
    place = found.books.here.place
    rows: list[list[Any]] = [["Database", database], ["format", "Excel spreadsheet"], []]
    used = [line for line in found.lines if line.kind == "variable" and _first(line.carbon) != 0]
    rows += _activity(found.family.product, place, found.family.title)
    rows.append([found.family.product, 1.0, "kilogram", database, place, "production", ""])
    kilograms = _first(found.tonnes) * 1000.0
    for line in used:
        rows.append(
            [line.name, _first(line.amount) / kilograms, line.unit, database, place, "technosphere", ""]
        )
    rows.append([])
    for line in used:
        rows += _activity(line.name, place, f"{line.source}, {line.as_of}", unit=line.unit)
        rows.append([line.name, 1.0, line.unit, database, place, "production", ""])
        rows.append([FLOW, _each(line), "kilogram", BIOSPHERE, "", "biosphere", "air"])
        rows.append([])
    return rows


def _activity(name: str, place: str, comment: str, *, unit: str = "kilogram") -> list[list[Any]]:
    return [
        ["Activity", name], ["code", name], ["location", place], ["reference product", name], ["unit", unit],
        ["comment", comment], ["Exchanges"], list(COLUMNS),
    ]  # fmt: skip


def _each(line: Line) -> float:
    """kg of carbon dioxide a unit; where nothing is used, 0."""
    amount = _first(line.amount)
    return _first(line.carbon) * 1000.0 / amount if amount else 0.0


def _first(values: Values) -> float:
    return float(values.flat[0])
