"""The plan as tables for a terminal, plain text where the output is no terminal."""

from __future__ import annotations

import io
import re
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from xiandao.planreader.doubts import Language
from xiandao.planreader.model import Plan
from xiandao.planreader.writing.sheets import facts_of, sheets_of

_LONG_COLUMNS: Final = frozenset({"原文", "Text"})
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def to_table(
    plan: Plan, *, language: Language = Language.CHINESE, width: int = 160, colour: bool = False
) -> str:
    """Everything but the long texts, as a person reads it."""
    held = io.StringIO()
    console = Console(file=held, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    for name, value in facts_of(plan, language):
        console.print(Text(f"{name}  {_clean(value)}"))
    for sheet in sheets_of(plan, language):
        if not sheet.rows:
            continue
        kept = [
            place
            for place, (heading, _) in enumerate(sheet.columns)
            if heading not in _LONG_COLUMNS or len(sheet.columns) < 3
        ]
        table = Table(title=Text(f"{sheet.name} ({len(sheet.rows)})"), title_justify="left")
        for place in kept:
            table.add_column(Text(sheet.columns[place][0]), overflow="fold")
        for row in sheet.rows:
            table.add_row(*(Text(_clean(str(row[place]))) for place in kept))
        console.print(table)
    return held.getvalue()


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)
