"""The words of a document: title, headings, paragraphs, appendices and signature."""

from __future__ import annotations

from typing import Any

from xiandao.publishing.official import layout
from xiandao.publishing.official.content import Heading, Note, Paragraph, Signature
from xiandao.publishing.official.elements import (
    element,
    exact_spacing,
    free_spacing,
    indent,
    paragraph,
    run,
)
from xiandao.publishing.official.wording import day_of, is_chinese, width_in_characters
from xiandao.publishing.writable import writable

APPENDIX_WORDS = ("附件：", "Annex: ")


def title(text: str, draft_note: str, language: str) -> list[Any]:
    """The title in the middle, and below it in brackets how far the document has come."""
    lines = [line for line in writable(text).split("\n") if line.strip()]
    made = [
        paragraph(
            run(line, layout.TITLE),
            spacing=free_spacing(),
            jc=element("jc", val="center"),
        )
        for line in lines
    ]
    if draft_note:
        words = run(f"（{draft_note}）" if is_chinese(language) else f"({draft_note})", layout.DRAFT_NOTE)
        made.append(paragraph(words, spacing=exact_spacing(), jc=element("jc", val="center")))
    made.append(paragraph(spacing=exact_spacing()))
    return made


def addressee(text: str, language: str) -> Any:
    """Whom the document is for: flush left, a colon behind."""
    return paragraph(
        run(f"{text.rstrip('：:')}{'：' if is_chinese(language) else ':'}", layout.BODY),
        spacing=exact_spacing(),
    )


def heading(block: Heading, number: str) -> Any:
    """A heading with its number, kept with what follows and listed in Word's navigation."""
    face = layout.HEADINGS[block.level]
    return paragraph(
        run(f"{number}{' '.join(block.text.split())}", face),
        keepNext=element("keepNext"),
        spacing=exact_spacing(),
        ind=indent(face, firstLine=2),
        outlineLvl=element("outlineLvl", val=block.level - 1),
    )


def body(block: Paragraph) -> list[Any]:
    """A paragraph for every line of the text, first lines indented by two characters."""
    made = []
    for number, line in enumerate(line.strip() for line in writable(block.text).split("\n")):
        lead = [run(block.lead, layout.BODY_BOLD)] if block.lead and number == 0 else []
        if not line and not lead:
            continue
        made.append(
            paragraph(
                *lead,
                run(line, layout.BODY),
                spacing=exact_spacing(),
                ind=indent(layout.BODY, firstLine=2),
                jc=element("jc", val="both"),
            )
        )
    return made


def note(block: Note) -> list[Any]:
    """Small print."""
    return [
        paragraph(run(line, layout.NOTE), spacing=free_spacing(after=4))
        for line in writable(block.text).split("\n")
        if line.strip()
    ]


def caption(text: str, *, above: bool) -> Any:
    """The line over a table (kept with it) or under a picture."""
    return paragraph(
        run(text, layout.CAPTION),
        keepNext=element("keepNext") if above else None,
        spacing=free_spacing(before=6 if above else 2, after=3 if above else 6),
        jc=element("jc", val="center"),
    )


def appendices(names: tuple[str, ...], language: str) -> list[Any]:
    """附件：and the names, numbered where there are several, two characters in (GB/T 9704-2012, 7.3.4)."""
    made = [paragraph(spacing=exact_spacing())]
    word_in_front = APPENDIX_WORDS[0 if is_chinese(language) else 1]
    word = width_in_characters(word_in_front)
    for number, name in enumerate(names, start=1):
        mark = f"{number}. " if len(names) > 1 else ""
        first = word_in_front if number == 1 else ""
        hang = width_in_characters(mark) + (word if first else 0)
        left = 2 + word + width_in_characters(mark)
        words = run(f"{first}{mark}{name}", layout.BODY)
        place = indent(layout.BODY, left=left, hanging=hang)
        made.append(paragraph(words, spacing=exact_spacing(), ind=place))
    return made


def signature(signed: Signature, language: str) -> list[Any]:
    """Issuer and day for a document without a seal (7.3.5.2).

    The issuer stands two characters from the right; the day begins two characters after the issuer's
    beginning. Where the day is the longer line, it takes the two characters and the issuer moves in.
    """
    day = day_of(signed.dated, language)
    spare = width_in_characters(signed.issuer) - width_in_characters(day)
    if spare >= 2:
        # From the left, because only the issuer's width is sure: fonts differ in the width of digits.
        day_left = max(0.0, layout.CHARACTERS - width_in_characters(signed.issuer))
        issuer_place, day_place = {"right": 2.0}, {"left": day_left}
    else:
        issuer_place, day_place = {"right": 4 - spare}, {"right": 2.0}
    return [
        paragraph(spacing=exact_spacing()),
        _placed(signed.issuer, issuer_place, together=True),
        _placed(day, day_place, together=False),
    ]


def _placed(text: str, place: dict[str, float], *, together: bool) -> Any:
    (side,) = place
    return paragraph(
        run(text, layout.BODY),
        keepNext=element("keepNext") if together else None,
        spacing=exact_spacing(),
        ind=indent(layout.BODY, **place),
        jc=element("jc", val=side),
    )
