"""The page: size, margins, the grid of 22 lines by 28 characters, and its number."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from xiandao.publishing.official import layout
from xiandao.publishing.official.elements import element, field, indent, paragraph, run, run_properties


def set_page(document: Any) -> None:
    """Lay out the document's one section after GB/T 9704-2012."""
    section = document.sections[0]
    properties = section._sectPr
    for name in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    width, height = (layout.twips(side) for side in layout.PAGE_MM)
    properties.append(element("pgSz", w=width, h=height))
    properties.append(_margins())
    properties.append(element("cols", space=0))
    properties.append(
        element(
            "docGrid",
            type="linesAndChars",
            linePitch=layout.line_pitch(),
            charSpace=layout.character_space(),
        )
    )
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")


def set_defaults(document: Any, language: str) -> None:
    """Make the body's face the default, so that the grid counts its characters in 三号."""
    normal = document.styles["Normal"].element
    for name in ("w:pPr", "w:rPr"):
        for old in normal.findall(qn(name)):
            normal.remove(old)
    plain = element("pPr")
    for habit in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):  # Latin letters and digits take half a cell
        plain.append(element(habit, val="0"))
    normal.append(plain)
    properties = run_properties(layout.BODY)
    properties.append(element("lang", val="en-US", eastAsia=language))
    normal.append(properties)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        defaults.getparent().remove(defaults)


def _margins() -> Any:
    return element(
        "pgMar",
        top=layout.twips(layout.TOP_MM),
        right=layout.twips(layout.RIGHT_MM),
        bottom=layout.twips(layout.BOTTOM_MM),
        left=layout.twips(layout.LEFT_MM),
        header=layout.twips(15),
        footer=layout.twips(layout.FOOTER_MM),
        gutter=0,
    )


def _number(footer: Any, side: str) -> None:
    """— 1 —, one character from the outer edge."""
    footer.is_linked_to_previous = False
    face = layout.PAGE_NUMBER
    holder = footer._element
    for old in list(holder):
        holder.remove(old)
    holder.append(
        paragraph(
            run("— ", face),
            *field("PAGE", face),
            run(" —", face),
            ind=indent(face, **{side: 1}),
            jc=element("jc", val=side),
        )
    )
