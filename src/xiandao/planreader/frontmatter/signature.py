"""Who issued the document and when: from the lines above a day that stands alone, or from a page's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xiandao.planreader.dates import find_dates
from xiandao.planreader.folding import trim
from xiandao.planreader.frontmatter.rows import HEAD_ENDS
from xiandao.planreader.model import Span
from xiandao.planreader.source import Line
from xiandao.planreader.units.names import is_likely

_DATE_LINE: Final = re.compile(
    r"^\s*\(?((?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|[二一][〇零○O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\)?\s*(?:印发|发布)?\s*$"
)
_FIELD_DAY: Final = re.compile(
    r"(?:成文日期|发布日期|印发日期|发文日期|生成日期|公开日期)\s?:\s?\|?\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"
)
_FIELD_ISSUER: Final = re.compile(
    r"(?:发布机构|发文机关|发文单位|发文机构|制发机关|公开主体|印发单位|发布单位)\s?:\s?\|?\s*([^\s|]{3,40})"
)
_TAIL: Final = 2500
_LONGEST_OFFICE: Final = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """The issuer and day, where the last signature begins, and the places that say so."""

    issuer: str | None
    issued: date | None
    start: int | None
    used: tuple[Span, ...]


def read_signature(text: str, folded: str, lines: Sequence[Line], title_end: int) -> Signature:
    """Every day that stands alone near the top or the end, with the offices above it; fields come second."""
    issuer: str | None = None
    issued: date | None = None
    start: int | None = None
    used: list[Span] = []
    tail = max(title_end, len(folded) - _TAIL)
    for place, line in enumerate(lines):
        if HEAD_ENDS < line.span.start < tail or not _DATE_LINE.match(
            folded[line.span.start : line.span.end]
        ):
            continue
        day = next((mention.day for mention in find_dates(text, line.span) if mention.day is not None), None)
        if day is None:
            continue
        issued = issued or day
        above = _offices_above(folded, lines, place)
        used.extend([line.span, *above])
        if above and issuer is None:
            issuer = " ".join(" ".join(text[span.start : span.end].split()) for span in reversed(above))
        if line.span.start > title_end:
            start = (above[-1] if above else line.span).start
    head = folded[: min(HEAD_ENDS, max(title_end, 600))]
    field = _FIELD_ISSUER.search(head)
    if issuer is None and field is not None:
        issuer = text[field.start(1) : field.end(1)]
    return Signature(issuer, issued or _field_day(head), start, tuple(used))


def _offices_above(folded: str, lines: Sequence[Line], place: int) -> list[Span]:
    above: list[Span] = []
    for line in reversed(lines[max(0, place - 3) : place]):
        words = folded[line.span.start : line.span.end].strip()
        if len(words) > _LONGEST_OFFICE or not is_likely(words.replace(" ", "")):
            break
        above.append(Span(*trim(folded, line.span.start, line.span.end)))
    return above


def _field_day(head: str) -> date | None:
    found = _FIELD_DAY.search(head)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
