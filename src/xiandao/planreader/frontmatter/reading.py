"""The head and the signature of a document, read together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xiandao.planreader.folding import squeeze
from xiandao.planreader.frontmatter.areas import area_of
from xiandao.planreader.frontmatter.numbers import own_number
from xiandao.planreader.frontmatter.rows import BRACKETED, Row, head_rows
from xiandao.planreader.frontmatter.signature import read_signature
from xiandao.planreader.frontmatter.title import find_title
from xiandao.planreader.model import Span, Status
from xiandao.planreader.source import Line

_DRAFT: Final = re.compile(
    r"送审稿|征求意见稿|公开征求意见|征求意见|草案|讨论稿|审议稿|初稿|建议稿|修改稿|评审稿|报审稿|报批稿|代拟稿|未定稿|论证稿"
)
_YEARS: Final = re.compile(r"\(\s?(?:19|20)\d\d\s?年?\s?(?:[-—–~至]+\s?(?:19|20)\d\d\s?年?)?\s?\)$")
_PASSED: Final = re.compile(r"\([^()]*(?:通过|印发|批准|发布|修订)\s?\)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts of a document's head and signature. `end` is where the plan's own words begin."""

    title: str | None
    title_span: Span
    area: str | None
    status: Status | None
    doc_no: str | None
    issuer: str | None
    issued: date | None
    end: int
    signature: int | None  # where the last signature begins
    used: tuple[Span, ...]


def read_frontmatter(text: str, folded: str, lines: Sequence[Line]) -> FrontMatter:
    """Find the plan's title and the facts around it."""
    rows = head_rows(folded, lines)
    title = find_title(text, folded, rows)
    end, years, below = _below_title(folded, rows, title.span.end)
    words = f"{title.words}{years}" if title.words else None
    doc_no, number_span = own_number(text, folded, rows, end)
    signature = read_signature(text, folded, lines, end)
    handed_out_by = ""
    if title.notice is not None:
        handed_out_by = squeeze(text[title.notice.start("issuer") : title.notice.end("issuer")])
    issuer = handed_out_by or signature.issuer
    used = [title.span, *below, *signature.used]
    if number_span is not None:
        used.append(number_span)
    if title.notice is not None:
        used.append(Span(*title.notice.span()))
    return FrontMatter(
        title=words,
        title_span=title.span,
        area=area_of(title.words or "") or area_of(issuer or ""),
        status=_status(
            folded[:end], handed_out=title.notice is not None, dated=bool(doc_no or signature.issued)
        ),
        doc_no=doc_no,
        issuer=issuer or None,
        issued=signature.issued,
        end=end,
        signature=signature.start,
        used=tuple(used),
    )


def _below_title(folded: str, rows: Sequence[Row], end: int) -> tuple[int, str, list[Span]]:
    """（送审稿）, （2023-2025年） on lines of their own right below the title; years belong to it."""
    used: list[Span] = []
    years = ""
    for row in rows:
        if row.span.start >= end and BRACKETED.match(row.words) and not folded[end : row.span.start].strip():
            end = row.span.end
            used.append(row.span)
            if _YEARS.match(row.words) and not years:
                years = row.words.replace("(", "（").replace(")", "）").replace(" ", "")
    return end, years, used


def _status(head: str, *, handed_out: bool, dated: bool) -> Status | None:
    if _DRAFT.search(head):
        return Status.DRAFT
    if _PASSED.search(head) or (handed_out and dated):
        return Status.APPROVED
    return None
