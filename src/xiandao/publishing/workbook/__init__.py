"""Excel workbooks whose layout is declared once: the same declaration writes them and reads them back."""

from __future__ import annotations

from xiandao.publishing.workbook.layout import (
    Choice,
    Column,
    Fault,
    Kind,
    Row,
    SheetLayout,
    Value,
    WorkbookReading,
    WorkbookRefused,
)
from xiandao.publishing.workbook.reading import read_rows
from xiandao.publishing.workbook.writing import write_workbook

__all__ = [
    "Choice",
    "Column",
    "Fault",
    "Kind",
    "Row",
    "SheetLayout",
    "Value",
    "WorkbookReading",
    "WorkbookRefused",
    "read_rows",
    "write_workbook",
]
