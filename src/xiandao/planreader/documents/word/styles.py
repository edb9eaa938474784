"""What a style and its ancestors say about numbering, heading level and hiding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from xiandao.planreader.documents.word.markup import child, is_on, value, whole
from xiandao.planreader.documents.word.package import WORD

LONGEST_ANCESTRY = 50  # Word itself allows fewer; a ring of styles ends here too
BODY_OUTLINE = 9  # outline levels 0-8 are headings
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title", "标题"})
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberReference:
    """Which list a paragraph belongs to and how deep; either may be left to someone else."""

    list_id: str | None
    depth: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written, before its ancestors are asked."""

    id: str
    name: str
    parent: str | None
    number: NumberReference | None
    outline: int | None
    hidden: bool | None


class StyleSheet:
    """All styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in () if root is None else root.iterchildren(WORD + "style"):
            style = _style(element)
            self.styles[style.id] = style
            is_default = value(element, "default") in ("1", "true", "on")
            if is_default and value(element, "type") in ("paragraph", None) and self.default is None:
                self.default = style.id

    def ancestry(self, style_id: str | None) -> Iterator[Style]:
        """The style, its parent, its parent's parent …"""
        for _ in range(LONGEST_ANCESTRY):
            style = self.styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.parent

    def number(self, style_id: str | None) -> tuple[NumberReference, str] | None:
        """The numbering that a style gives its paragraphs, and the style that says so."""
        for style in self.ancestry(style_id):
            if style.number is not None and style.number.list_id is not None:
                return style.number, style.id
        return None

    def level(self, style_id: str | None) -> int | None:
        """The heading level of a style's paragraphs (1 = topmost); a title stands topmost too."""
        for style in self.ancestry(style_id):
            if style.outline is not None:
                return outline_level(style.outline)
            if heading := _HEADING.fullmatch(style.name):
                return int(heading[1])
            if style.name.lower() in _TITLE:
                return 1
        return None

    def is_hidden(self, style_id: str | None) -> bool:
        """Whether a style hides its text."""
        return next((style.hidden for style in self.ancestry(style_id) if style.hidden is not None), False)

    def is_contents(self, style_id: str | None) -> bool:
        """Whether a style's paragraphs are entries of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self.ancestry(style_id))


def outline_level(outline: int) -> int | None:
    """Word's outline level (0-8, 9 = body text) as a heading level."""
    return outline + 1 if 0 <= outline < BODY_OUTLINE else None


def number_reference(properties: etree._Element | None) -> NumberReference | None:
    """The numbering that a paragraph's or a style's own properties name."""
    element = child(properties, "numPr")
    if element is None:
        return None
    return NumberReference(value(child(element, "numId")), whole(value(child(element, "ilvl"))))


def _style(element: etree._Element) -> Style:
    properties = child(element, "pPr")
    return Style(
        id=value(element, "styleId") or "",
        name=(value(child(element, "name")) or "").strip(),
        parent=value(child(element, "basedOn")),
        number=number_reference(properties),
        outline=whole(value(child(properties, "outlineLvl"))),
        hidden=is_on(child(element, "rPr", "vanish")),
    )
