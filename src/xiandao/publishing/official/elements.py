"""The pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from xiandao.publishing.official.layout import (
    BODY_POINTS,
    BODY_TRACKING,
    LINE_POINTS,
    TWIPS_PER_POINT,
    Face,
)
from xiandao.publishing.writable import writable

_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
# The order that the schema asks of a paragraph's properties; Word refuses others in strict places.
_PARAGRAPH_ORDER = (
    "w:keepNext",
    "w:keepLines",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
)


def element(name: str, **attributes: object) -> Any:
    """An element of the w: namespace with its attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def run_properties(face: Face) -> Any:
    """Font (for every script), weight and size of a run."""
    properties = element("rPr")
    fonts = element("rFonts", hint="eastAsia")
    for script in _SCRIPTS:
        fonts.set(qn(script), face.font)
    properties.append(fonts)
    if face.bold:
        properties.append(element("b"))
        properties.append(element("bCs"))
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("color", val="000000"))
    if face.points == BODY_POINTS:
        properties.append(element("spacing", val=BODY_TRACKING))
    half_points = round(face.points * 2)
    properties.append(element("sz", val=half_points))
    properties.append(element("szCs", val=half_points))
    return properties


def run(text: str, face: Face) -> Any:
    """A run of text in a face."""
    made = element("r")
    made.append(run_properties(face))
    words = element("t")
    words.text = writable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(words)
    return made


def field(code: str, face: Face) -> list[Any]:
    """A field such as PAGE: begin, code, a first result, end."""
    runs = []
    for kind in ("begin", code, "separate", "1", "end"):
        made = element("r")
        made.append(run_properties(face))
        if kind in ("begin", "separate", "end"):
            made.append(element("fldChar", fldCharType=kind))
        else:
            inner = element("instrText" if kind == code else "t")
            inner.text = f" {kind} " if kind == code else kind
            made.append(inner)
        runs.append(made)
    return runs


def paragraph(*runs: Any, **properties: Any) -> Any:
    """A paragraph of runs; properties are elements by their w: names, put in the schema's order."""
    made = element("p")
    holder = element("pPr")
    for name in _PARAGRAPH_ORDER:
        found = properties.get(name.removeprefix("w:"))
        if found is not None:
            holder.append(found)
    made.append(holder)
    made.extend(runs)
    return made


def exact_spacing(before: float = 0, after: float = 0) -> Any:
    """Lines exactly one grid pitch apart."""
    return element(
        "spacing",
        before=round(before * TWIPS_PER_POINT),
        after=round(after * TWIPS_PER_POINT),
        line=round(LINE_POINTS * TWIPS_PER_POINT),
        lineRule="exact",
    )


def free_spacing(before: float = 0, after: float = 0, line: float = 1.0) -> Any:
    """Lines as high as what stands in them; a picture in an exact line would be cut to it."""
    return element(
        "spacing",
        before=round(before * TWIPS_PER_POINT),
        after=round(after * TWIPS_PER_POINT),
        line=round(line * 240),
        lineRule="auto",
    )


def indent(face: Face, **characters: float) -> Any:
    """Indents in characters (firstLine, hanging, left, right), and in twips for other programs."""
    made = element("ind")
    for side, count in characters.items():
        made.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        made.set(qn(f"w:{side}"), str(round(count * face.points * TWIPS_PER_POINT)))
    return made
