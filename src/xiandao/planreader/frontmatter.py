"""What stands before the first chapter and in the signature: title, number, issuer, date, status, area."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xiandao.planreader.dates import find_dates
from xiandao.planreader.folding import squeeze, trim
from xiandao.planreader.model import Span, Status
from xiandao.planreader.outline.markers import marker_at_line
from xiandao.planreader.source import Line
from xiandao.planreader.units.names import is_likely

KIND: Final = re.compile(
    r"(?:方案|计划|规划|意见|措施|要点|纲要|行动|办法|细则|清单|任务书|通知|规定|条例|制度|指南|政策|分工表|分解表|路线图|工作安排)"
    r"(?:\([^)]*\)|[\s(（\[].{0,20})?$"
)
_PLAN_NAME: Final = re.compile(
    r"^(.{4,70}?(?:行动方案|行动计划|实施方案|工作方案|实施计划|工作计划|发展规划|实施意见|若干措施|工作要点|规划|计划|方案)"
    r"(?:\s?\([^()]{2,24}\)){0,2})"
)
DOC_NO: Final = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[\[(](?:19|20)\d\d[\])]\s?第?\s?\d{1,5}\s?号")
_META: Final = re.compile(r"^\s*[\u4e00-\u9fff\s]{2,8}:")
_META_NUMBER: Final = re.compile(r"(?:发文字号|发文文号|文号|文\s?号|公文文号)\s?:\s?\|?\s*")
_META_DATE: Final = re.compile(
    r"(?:发布日期|成文日期|印发日期|发文日期|生成日期|公开日期)\s?:\s?\|?\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"
)
_META_ISSUER: Final = re.compile(
    r"(?:发布机构|发文机关|发文单位|制发机关|公开主体|印发单位)\s?:\s?\|?\s*([^\s|]{3,40})"
)
_DRAFT: Final = re.compile(
    r"送审稿|征求意见稿|公开征求意见|征求意见|草案|讨论稿|审议稿|初稿|建议稿|修改稿|评审稿|报审稿|报批稿|代拟稿|未定稿|论证稿"
)
_ISSUED: Final = re.compile(r"印发|下发|发布")
_PASSED: Final = re.compile(r"\([^()]*(?:通过|印发|批准|发布|修订)\s?\)")
_NOTICE: Final = re.compile(
    r"(?P<issuer>[^\s《》]{0,60}?)(?:关于|)(?:印发|下发|发布|转发)\s*[《<]?(?P<name>[^《》\n]{4,90}?)[》>]?\s*的?\s?通知"
)
_SALUTATION: Final = re.compile(r"^(?:各|有关|市|区|县|省|机关|全|驻|直属)[^。]{2,160}:\s*$")
_DATE_LINE: Final = re.compile(
    r"^\s*((?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[二一][〇零○O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"\s*(?:印发|发布)?\s*$"
)
_BRACKET_LINE: Final = re.compile(r"^\s*\(.*\)\s*$")
_AREA: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|高新区|经开区|开发区|工业园区|产业园区|新区|示范区|自治州|自治县|省|市|州|区|县|旗|盟|镇))"
    r"(?![域块场级长内外间际])"
)
_AREA_NEXT: Final = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:新区|市|区|县|旗|镇)(?![域块场级长内外间际])")
_NO_AREA: Final = re.compile(
    r"关于|加快|推动|推进|促进|支持|建设|打造|培育|发展|实施|印发|深化|贯彻|全面|创建|我"
)
_STATUS_NOTE: Final = re.compile(
    r"[（(\u3014\[][^（()）\u3014\u3015]*(?:稿|草案|征求意见)[^（()）\u3014\u3015]*[）)\u3015\]]"
)
_ENDS_HEAD: Final = 6000
_LONGEST_TITLE_LINE: Final = 60
_TAIL: Final = 2500


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
    signature: int | None  # where a signature behind the last chapter begins
    used: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A short line of the head."""

    span: Span
    words: str


def read_frontmatter(text: str, folded: str, lines: Sequence[Line]) -> FrontMatter:
    """Find the plan's title block and the facts around it."""
    rows = _rows(folded, lines)
    notice = _notice(folded, rows)
    title_rows = _title_rows(rows, notice)
    used = [row.span for row in title_rows]
    title, title_span = _title(text, folded, title_rows, notice)
    end = title_span.end
    for row in rows:
        if (
            row.span.start >= end
            and _BRACKET_LINE.match(row.words)
            and not folded[end : row.span.start].strip()
        ):
            end = row.span.end
            used.append(row.span)
    head = folded[:end]
    doc_no, number_span = _doc_no(text, folded, rows, end)
    issuer, issued, signature, signature_used = _signature(text, folded, lines, notice, rows, end)
    used.extend(span for span in (number_span, *signature_used) if span is not None)
    status = _status(head, notice is not None, bool(doc_no or issued))
    area = area_of(folded[title_span.start : title_span.end]) or area_of(issuer or "")
    return FrontMatter(title, title_span, area, status, doc_no, issuer, issued, end, signature, tuple(used))


def _rows(folded: str, lines: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        if line.span.start > _ENDS_HEAD:
            break
        start, end = trim(folded, line.span.start, line.span.end, "#*")
        if start < end:
            rows.append(_Row(Span(start, end), folded[start:end]))
    return rows


def _notice(folded: str, rows: list[_Row]) -> re.Match[str] | None:
    """关于印发《…》的通知 at the top; its title may run over two or three lines."""
    limit = rows[min(len(rows), 12) - 1].span.end if rows else 0
    for found in _NOTICE.finditer(folded.replace("\n", " "), 0, min(limit, 1500)):
        if "。" not in found.group():
            return found
    return None


def _is_title_line(row: _Row) -> bool:
    words = row.words
    return (
        len(words) <= _LONGEST_TITLE_LINE
        and words[-1] not in "。;:,、"
        and "。" not in words
        and not _META.match(words)
        and not _DATE_LINE.match(words)
        and not DOC_NO.fullmatch(words)
    )


def _title_rows(rows: list[_Row], notice: re.Match[str] | None) -> list[_Row]:
    """The plan's own title: the lines that repeat the notice's 《…》, else the first block with a kind."""
    if notice is not None:
        wanted = squeeze(notice["name"])
        for place, row in enumerate(rows):
            joined = ""
            for reach in range(place, min(place + 4, len(rows))):
                if not _is_title_line(rows[reach]):
                    break
                joined += squeeze(rows[reach].words)
                if row.span.start > notice.end() - len(notice["name"]) and _same_title(joined, wanted):
                    return rows[place : reach + 1]
    return _first_block(rows)


def _same_title(joined: str, wanted: str) -> bool:
    plain = joined.strip("《》<>")
    return plain == wanted or (
        len(wanted) > 8
        and (plain.startswith(wanted) or wanted.startswith(plain))
        and KIND.search(plain) is not None
    )


def _first_block(rows: list[_Row]) -> list[_Row]:
    block: list[_Row] = []
    for place, row in enumerate(rows[:40]):
        opener = marker_at_line(row.words, 0, len(row.words), None)
        if opener is not None and opener.style in ("cn_dun", "part", "cn_paren") and not block:
            break
        if (
            opener is None
            and _is_title_line(row)
            and not _BRACKET_LINE.match(row.words)
            and not _SALUTATION.match(row.words)
        ):
            block.append(row)
            following = rows[place + 1] if place + 1 < len(rows) else None
            if KIND.search(row.words) and (following is None or not _continues(following)):
                return block[-3:] if len(block) > 3 else block
            continue
        if block and any(KIND.search(member.words) for member in block):
            return block[-3:]
        block = []
    return block if any(KIND.search(member.words) for member in block) else []


def _continues(row: _Row) -> bool:
    """Whether the next line still belongs to the title: short, with a kind or years, no number before it."""
    return (
        _is_title_line(row)
        and not _BRACKET_LINE.match(row.words)
        and KIND.search(row.words) is not None
        and marker_at_line(row.words, 0, len(row.words), None) is None
    )


def _title(text: str, folded: str, rows: list[_Row], notice: re.Match[str] | None) -> tuple[str | None, Span]:
    if rows:
        parts = [squeeze(text[row.span.start : row.span.end].strip("#* \u3000")) for row in rows]
        return _without_status("".join(parts)), Span(rows[0].span.start, rows[-1].span.end)
    if notice is not None:
        span = Span(*notice.span("name"))
        return squeeze(text[span.start : span.end]), Span(span.start, notice.end())
    start, end = trim(folded, 0, min(len(folded), 200))
    line_end = folded.find("\n", start)
    found = _PLAN_NAME.match(folded[start : line_end if 0 <= line_end < end else end])
    if found is not None and "。" not in found.group():
        return _without_status(squeeze(text[start : start + found.end()])), Span(start, start + found.end())
    return None, Span(0, 0)


def _without_status(title: str) -> str:
    return _STATUS_NOTE.sub("", title)


def _doc_no(text: str, folded: str, rows: list[_Row], end: int) -> tuple[str | None, Span | None]:
    """The document's own number: on a line of its own near the top, or behind 发文字号; never a cited one."""
    for row in rows[:30]:
        found = DOC_NO.search(row.words)
        if found is None or row.words[max(0, found.start() - 2) : found.start()].endswith(("》(", ">(", "(")):
            continue
        before = row.words[: found.start()]
        label = _META_NUMBER.search(before)
        if label is not None or (not before.strip(" #*") and not row.words[found.end() :].strip(" *")):
            span = Span(row.span.start + found.start(), row.span.start + found.end())
            return squeeze(text[span.start : span.end]), span
    found = DOC_NO.match(folded, end)
    if found is not None:
        return squeeze(text[found.start() : found.end()]), Span(*found.span())
    return None, None


def _signature(
    text: str, folded: str, lines: Sequence[Line], notice: re.Match[str] | None, rows: list[_Row], end: int
) -> tuple[str | None, date | None, int | None, list[Span]]:
    """Issuer and day: from the notice and the lines above a day that stands alone."""
    issuer = squeeze(text[notice.start("issuer") : notice.end("issuer")]) if notice is not None else ""
    used: list[Span] = []
    issued: date | None = None
    start: int | None = None
    tail = max(end, len(folded) - _TAIL)
    for place, line in enumerate(lines):
        if _ENDS_HEAD < line.span.start < tail:
            continue
        found = _DATE_LINE.match(folded[line.span.start : line.span.end])
        if found is None:
            continue
        mentions = find_dates(text, line.span)
        day = mentions[0].day if mentions else None
        if day is None:
            continue
        issued = issued or day
        used.append(line.span)
        above = _office_above(folded, lines, place)
        used.extend(above)
        if above and not issuer:
            issuer = squeeze(
                " ".join(text[span.start : span.end].strip() for span in reversed(above)).replace(" ", "")
            )
        if line.span.start > end:
            start = (above[-1] if above else line.span).start
    head = folded[: rows[-1].span.end if rows else 0]
    issued = issued or _meta_date(head)
    meta = _META_ISSUER.search(head)
    if not issuer and meta is not None:
        issuer = text[meta.start(1) : meta.end(1)]
    return issuer or None, issued, start, used


def _office_above(folded: str, lines: Sequence[Line], place: int) -> list[Span]:
    above: list[Span] = []
    for line in reversed(lines[max(0, place - 3) : place]):
        words = folded[line.span.start : line.span.end].strip()
        if len(words) > 40 or not is_likely(words.replace(" ", "")):
            break
        above.append(Span(*trim(folded, line.span.start, line.span.end)))
    return above


def _meta_date(head: str) -> date | None:
    found = _META_DATE.search(head)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _status(head: str, notice: bool, dated: bool) -> Status | None:
    if _DRAFT.search(head):
        return Status.DRAFT
    if _PASSED.search(head):
        return Status.APPROVED
    if notice and dated:
        return Status.APPROVED
    return None


def area_of(words: str) -> str | None:
    """The innermost place that a title or an office begins with: 上海市宝山区… is 宝山区."""
    found = _AREA.match(words)
    if found is None or _NO_AREA.search(found.group()):
        return None
    area, end = found.group(), found.end()
    while (deeper := _AREA_NEXT.match(words, end)) is not None and not _NO_AREA.search(deeper.group()):
        area, end = deeper.group(), deeper.end()
    return area
