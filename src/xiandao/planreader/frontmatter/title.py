"""The plan's own title, where a notice stands before it, and where the document is one single line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.folding import squeeze, trim
from xiandao.planreader.frontmatter.numbers import DOC_NO
from xiandao.planreader.frontmatter.rows import KIND, Row, can_be_title
from xiandao.planreader.likeness import alike
from xiandao.planreader.model import Span
from xiandao.planreader.outline.chapters import role_of
from xiandao.planreader.outline.markers import marker_at_line
from xiandao.planreader.units.names import is_likely

_NOTICE: Final = re.compile(
    r"(?P<issuer>[^\s《》]{0,60}?)(?:关于)?(?:印发|下发|发布|转发)\s*"
    r"[《<]?\s?(?P<name>[^《》\n]{4,90}?)\s?[》>]?\s*的?\s?通\s?知"
)
_HANDED_OUT: Final = re.compile(
    r"将\s?《(?P<name>[^《》]{4,80})》[^。]{0,30}印发|《(?P<passed>[^《》]{4,80})》[^。]{0,40}现(?:予)?印发"
)
_IN_ONE_LINE: Final = re.compile(
    r"^(.{4,70}?(?:行动方案|行动计划|实施方案|工作方案|实施计划|工作计划|发展规划|实施意见|若干措施|工作要点|规划|计划|方案)"
    r"(?:\s?\([^()]{2,24}\)){0,2})"
)
_STATUS_NOTE: Final = re.compile(
    r"[（(\u3014\[][^（()）\u3014\u3015]*(?:稿|草案|征求意见)[^（()）\u3014\u3015]*[）)\u3015\]]"
)
_CHAPTER_STYLES: Final = frozenset({"cn_dun", "part", "cn_paren"})
_NOTICE_ROWS: Final = 14
_TITLE_ROWS: Final = 40
_MOST_ROWS: Final = 4
_SHORTEST_NAME: Final = 8
_ACTS: Final = re.compile("加快|推进|推动|促进|打造|支持|深化|提升|培育|实施|加强")  # no office is named so


@dataclass(frozen=True, slots=True)
class Title:
    """The title's words and place; `notice` is the title of the notice that hands the plan out."""

    words: str | None
    span: Span
    notice: re.Match[str] | None


def find_title(text: str, folded: str, rows: Sequence[Row]) -> Title:
    """The plan's title: what a notice hands out, else the first lines that name a kind of plan."""
    notice = _notice(folded, rows)
    wanted = squeeze(notice["name"]) if notice is not None else _handed_out(folded, rows)
    if wanted is not None:
        behind = notice.end() if notice is not None else 0
        span = _glued(folded, rows, wanted, behind) or _repeated(rows, wanted, behind)
        if span is not None:
            return Title(_words(text, span), span, notice)
    if notice is not None:
        return Title(squeeze(text[notice.start("name") : notice.end("name")]), Span(*notice.span()), notice)
    block = _first_block(rows)
    if block:
        span = Span(block[0].span.start, block[-1].span.end)
        again = _repeated(rows, squeeze(folded[span.start : span.end]), span.end)
        span = again or span
        return Title(_words(text, span), span, None)
    return _at_start(text, folded)


def _words(text: str, span: Span) -> str:
    """The title's lines as one, without the status behind them."""
    lines = [squeeze(line.strip("#*| \u3000《》")) for line in text[span.start : span.end].split("\n")]
    return _STATUS_NOTE.sub("", "".join(lines))


def _notice(folded: str, rows: Sequence[Row]) -> re.Match[str] | None:
    """关于印发《…》的通知 at the top; it may run over two or three lines."""
    limit = rows[min(len(rows), _NOTICE_ROWS) - 1].span.end if rows else 0
    for found in _NOTICE.finditer(folded[: min(limit, 1500)].replace("\n", " ")):
        if "。" not in found.group() and ":" not in found["name"]:
            return found
    return None


def _handed_out(folded: str, rows: Sequence[Row]) -> str | None:
    """现将《…》印发给你们, in a notice whose own title does not say it."""
    limit = rows[min(len(rows), _TITLE_ROWS) - 1].span.end if rows else 0
    found = _HANDED_OUT.search(folded, 0, limit)
    return squeeze(found["name"] or found["passed"]) if found is not None else None


def _repeated(rows: Sequence[Row], wanted: str, behind: int) -> Span | None:
    """The lines behind `behind` that together say the wanted title."""
    for place, row in enumerate(rows):
        if row.span.start < behind:
            continue
        joined = ""
        for reach in range(place, min(place + _MOST_ROWS, len(rows))):
            if not can_be_title(rows[reach]):
                break
            joined += squeeze(rows[reach].words)
            if _says(joined, wanted):
                return Span(row.span.start, rows[reach].span.end)
    return None


def _says(joined: str, wanted: str) -> bool:
    """The same title; a notice may leave a 的 or the years out."""
    plain = joined.strip("《》<>|")
    if plain == wanted:
        return True
    if len(plain) <= _SHORTEST_NAME or _NOTICE.search(plain) is not None or KIND.search(plain) is None:
        return False
    close = 4 * abs(len(plain) - len(wanted)) <= len(wanted)
    return plain.startswith(wanted) or wanted.startswith(plain) or (close and alike(plain, wanted))


def _glued(folded: str, rows: Sequence[Row], wanted: str, behind: int) -> Span | None:
    """The wanted title at the end of a line that begins with a signature."""
    for row in rows:
        words = squeeze(row.words)
        if row.span.start < behind or len(wanted) <= _SHORTEST_NAME or words == wanted:
            continue
        if words.endswith(wanted):
            start = folded.rfind(wanted[:4], row.span.start, row.span.end)
            if start > row.span.start and "《" not in folded[start - 1 : start]:
                return Span(start, row.span.end)
    return None


def _first_block(rows: Sequence[Row]) -> list[Row]:
    """The first line that names a kind of plan, with the short lines that lead to it and go on with it."""
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        opener = marker_at_line(row.words, 0, len(row.words), None)
        if opener is not None:
            if opener.style in _CHAPTER_STYLES:
                return []
            continue
        if not can_be_title(row) or KIND.search(row.words) is None:
            continue
        first, last = place, place
        while first > 0 and place - first < 2 and _leads(rows[first - 1]):
            first -= 1
        while last + 1 < len(rows) and last - place < 2 and _continues(rows[last + 1]):
            last += 1
        return list(rows[first : last + 1])
    return []


def _leads(row: Row) -> bool:
    """A line before the kind that is part of the title: no office, no number, no red-headed paper's name."""
    return (
        can_be_title(row)
        and (_ACTS.search(row.words) is not None or not is_likely(row.words.replace(" ", "")))
        and not row.words.endswith("文件")
        and DOC_NO.search(row.words) is None
        and marker_at_line(row.words, 0, len(row.words), None) is None
        and KIND.search(row.words) is None
    )


def _continues(row: Row) -> bool:
    """A line after the kind that still belongs to it: short, with a kind or years, no number before it."""
    return (
        can_be_title(row)
        and KIND.search(row.words) is not None
        and role_of(row.words) is None
        and marker_at_line(row.words, 0, len(row.words), None) is None
    )


def _at_start(text: str, folded: str) -> Title:
    """A document on one line: the first words up to the kind of plan."""
    start, end = trim(folded, 0, min(len(folded), 200))
    line_end = folded.find("\n", start)
    found = _IN_ONE_LINE.match(folded[start : line_end if 0 <= line_end < end else end])
    if found is None or "。" in found.group():
        return Title(None, Span(0, 0), None)
    span = Span(start, start + found.end())
    return Title(_words(text, span), span, None)
