"""Pure: an action-plan document becomes a structured plan, every item traceable to its words.

    plan = read(load("plan.docx", content))     # a file's bytes
    plan = read(from_text("…"))                 # pasted text
    print(to_json(plan))

`load` raises a Refusal (a sentence for a person) where the bytes are no readable document; `read` never
fails: what it cannot decide becomes a warning with a place, and what it cannot read stays in `remainder`.
"""

from xiandao.planreader.documents import DocumentRefused, from_text, load
from xiandao.planreader.doubts import Code, Language, doubt, sentence
from xiandao.planreader.model import (
    SCHEMA_VERSION,
    Basis,
    Comparator,
    Doubt,
    Focus,
    Layer,
    Measure,
    Milestone,
    Origin,
    Period,
    Plan,
    Remainder,
    Site,
    Span,
    Status,
    Strength,
    Target,
    Unit,
)
from xiandao.planreader.reader import read
from xiandao.planreader.source import Cell, Format, Line, Source, Table
from xiandao.planreader.writing import plan_fields, schema, to_json, to_table, to_xlsx, to_yaml

__all__ = [
    "SCHEMA_VERSION",
    "Basis",
    "Cell",
    "Code",
    "Comparator",
    "DocumentRefused",
    "Doubt",
    "Focus",
    "Format",
    "Language",
    "Layer",
    "Line",
    "Measure",
    "Milestone",
    "Origin",
    "Period",
    "Plan",
    "Remainder",
    "Site",
    "Source",
    "Span",
    "Status",
    "Strength",
    "Table",
    "Target",
    "Unit",
    "doubt",
    "from_text",
    "load",
    "plan_fields",
    "read",
    "schema",
    "sentence",
    "to_json",
    "to_table",
    "to_xlsx",
    "to_yaml",
]
