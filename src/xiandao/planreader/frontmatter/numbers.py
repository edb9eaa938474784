"""A document's own number; the numbers of the documents that it cites are never its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xiandao.planreader.folding import squeeze
from xiandao.planreader.frontmatter.rows import Row
from xiandao.planreader.model import Span

DOC_NO: Final = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[\[(](?:19|20)\d\d[\])]\s?第?\s?\d{1,5}\s?号")
_LABEL: Final = re.compile(r"(?:发文字号|发文文号|公文文号|文\s?号)\s?:\s?\|?\s*$")
_CITED: Final = ("》(", ">(", "(")
_HEAD_ROWS: Final = 30


def own_number(text: str, folded: str, rows: Sequence[Row], end: int) -> tuple[str | None, Span | None]:
    """The number on a line of its own near the top, behind 发文字号, or beside the notice's title."""
    for row in rows[:_HEAD_ROWS]:
        found = DOC_NO.search(row.words)
        if found is None:
            continue
        before = row.words[: found.start()].strip(" #*|")
        after = row.words[found.end() :].strip(" *|")
        labelled = _LABEL.search(row.words, 0, found.start()) is not None
        if labelled or (not before and (not after or "关于" in after)):
            span = Span(row.span.start + found.start(), row.span.start + found.end())
            return squeeze(text[span.start : span.end]), span
    found = DOC_NO.match(folded, end)
    if found is not None and not folded[max(0, end - 2) : end].endswith(_CITED):
        return squeeze(text[found.start() : found.end()]), Span(*found.span())
    return None, None
