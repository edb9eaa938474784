"""The lines of a document's head, and which of them can belong to a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.folding import trim
from xiandao.planreader.model import Span
from xiandao.planreader.source import Line

KIND: Final = re.compile(
    r"(?:方案|计划|规划|意见|措施|要点|纲要|行动|办法|细则|清单|任务书|分解|分工|安排|台账|通知|规定|条例|制度|指南|政策|"
    r"分工表|分解表|任务表|路线图|三十条|[二三四五六七八九十\d]+条|思路|部署|决定|目标)"
    r"(?:\([^)]*\)|[\s(\[].{0,20}|\d{4}-\d{4}年?)?$"
)
HEAD_ENDS: Final = 8000  # characters; behind them stands no title
_LONGEST: Final = 60
_FIELD: Final = re.compile(r"^[\u4e00-\u9fff\s]{2,8}:")
_CHROME: Final = re.compile(r">>|首页|您的位置|字体|打印|浏览|点击|分享|来源|字号|无障碍")
_DAY: Final = re.compile(r"^\s*\(?(?:19|20)\d\d\s?[年/-]")
BRACKETED: Final = re.compile(r"^\s*\(.*\)\s*$")
SALUTATION: Final = re.compile(r"^(?:各|有关|市|区|县|省|机关|全|驻|直属)[^。]{2,200}:\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the head, its words folded and without blanks around them."""

    span: Span
    words: str


def head_rows(folded: str, lines: Sequence[Line]) -> list[Row]:
    """The lines of the first pages."""
    rows: list[Row] = []
    for line in lines:
        if line.span.start > HEAD_ENDS:
            break
        start, end = trim(folded, line.span.start, line.span.end, "#*|")
        if start < end:
            rows.append(Row(Span(start, end), folded[start:end]))
    return rows


def can_be_title(row: Row) -> bool:
    """Whether a line may be part of a title: short, no sentence, no field, no date, no page furniture."""
    words = row.words
    return (
        len(words) <= _LONGEST
        and words[-1] not in "。;:,、"
        and "。" not in words
        and not _FIELD.match(words)
        and not _CHROME.search(words)
        and not _DAY.match(words)
        and not BRACKETED.match(words)
        and not SALUTATION.match(words)
    )
