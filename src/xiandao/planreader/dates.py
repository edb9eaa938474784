"""Days that a plan names: when something is due, what it is compared with, and how long the plan runs.

A year alone stands for its last day, a month for its last day: whoever promises "2025" has until its end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Period, Span
from xiandao.planreader.numerals import DIGITS, FULL_WIDTH, chinese_value

EARLIEST_YEAR: Final = 1949
LATEST_YEAR: Final = 2100
# 国民经济和社会发展五年规划: the tenth ran from 2001 to 2005, and each next one for the five years after.
FIVE_YEAR_PLANS: Final = {
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
    "十六五": (2031, 2035),
}


class Role(StrEnum):
    """What a date does in its sentence."""

    DUE = "due"  # marked as a deadline: 到, 底前, 之前, 末
    BARE = "bare"  # a year or month without a word that says what it is for
    BASE = "base"  # what a change is measured from: 较2020年, 在2022年基础上
    PAST = "past"  # 截至2022年底: the state of things


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date in the text. `day` is None where no year could be found."""

    span: Span
    day: date | None
    role: Role


_DIGIT = r"[0-9０-９]"
_BLANK = r"[ \u3000\xa0]*"
_YEAR = rf"(?P<year>{_DIGIT}{{4}}|[二〇零一九][〇零一二三四五六七八九]{{3}}){_BLANK}年"
_MONTH = rf"(?P<month>{_DIGIT}{{1,2}}|十[一二]?|[一二三四五六七八九]){_BLANK}月份?"
_DAY = rf"(?P<day>{_DIGIT}{{1,2}}){_BLANK}[日号]"
_PART = r"(?P<part>上半年|下半年|第?[一二三四1-4]季度|年?底|年?末|年中)"
_TAIL = rf"(?P<tail>{_BLANK}(?:之前|以前|前|之内|以内|内|止|为止))?"
_LEAD = (
    r"(?P<lead>截至目前|截至|截止到|截止|力争到|争取到|计划到|预计到|确保到|到|至|于|在"
    r"|比|较|从|由|自|以|同|与|相比|对比|相较|超过|按)?"
)
_FULL = re.compile(
    rf"{_LEAD}{_BLANK}{_YEAR}(?:{_BLANK}{_MONTH}(?:{_BLANK}{_DAY})?)?(?:{_BLANK}{_PART})?{_TAIL}"
)
_SHORT = re.compile(
    rf"{_LEAD}{_BLANK}(?:{_MONTH}(?:{_BLANK}{_DAY})?(?P<end>底|末)?"
    rf"|(?P<part>(?:明年|今年|当年|全年|本年)?(?:上半年|下半年|第[一二三四1-4]季度|[一二三四]季度|年底|年末)))"
    rf"(?P<tail>{_BLANK}(?:之前|以前|前|内))?"
)
_RANGE = re.compile(
    rf"(?P<first>{_DIGIT}{{4}}){_BLANK}年?{_BLANK}(?:[-—–－~～―─至到]|——){_BLANK}(?P<last>{_DIGIT}{{4}}){_BLANK}年?"
)
_RANGE_YEAR = re.compile(
    rf"(?P<first>{_DIGIT}{{4}}){_BLANK}年?{_BLANK}(?:[-—–－~～―─至到]|——){_BLANK}(?P<last>{_DIGIT}{{4}}){_BLANK}年(?!度)"
)
_FIVE = re.compile(
    rf"{_LEAD}[“‘\"「]?(?P<name>十[二三四五六]五)[”’\"」]?(?P<part>规划)?(?P<when>期间|时期|期末|末期|末|以来|中期|规划期末|规划期)?"
)
_WITHIN = re.compile(
    rf"(?P<count>{_DIGIT}{{1,2}}|[一二两三四五六七八九十]){_BLANK}年(?:之内|以内|内|左右时间)"
)
_COMING = re.compile(rf"(?:未来|今后){_BLANK}(?P<count>{_DIGIT}{{1,2}}|[一二两三四五六七八九十]){_BLANK}年")
_FROM = re.compile(
    rf"(?:从|自)?(?P<year>{_DIGIT}{{4}}){_BLANK}年(?:起|开始)[，,]?(?:力争|计划)?(?:用|在|利用)?"
    rf"(?P<count>{_DIGIT}{{1,2}}|[一二两三四五六七八九十]){_BLANK}年(?:之内|以内|内|时间|左右)?"
)
_SPAN_OF_PLAN = re.compile(
    rf"(?P<count>{_DIGIT}{{1,2}}|[二两三四五六七八九十])年(?:行动|倍增|攻坚|提升|发展|建设|专项)"
)
_PERIOD_HEAD = 4000  # characters: a plan states its period in its title or its first paragraphs
_BASE_LEADS = frozenset(
    ("比", "较", "从", "由", "自", "以", "同", "与", "相比", "对比", "相较", "超过", "按")
)
_PAST_LEADS = frozenset(("截至", "截止", "截止到", "截至目前"))
_DUE_LEADS = frozenset(("到", "至", "力争到", "争取到", "计划到", "预计到", "确保到"))
_BASE_AFTER = re.compile(
    rf"年?[底末]?的?(?:基础上|相比|水平|基数|翻|起|开始|(?:{_DIGIT}|[.．两二三四五六七八九十])+倍)"
)
_STARTS = frozenset(
    '截力争计预确到至于在比较从由自以同与相对超按上下第年明今当全本“‘"「十一二三四五六七八九'
) | frozenset("0123456789０１２３４５６７８９")


def find_due(text: str, span: Span, *, year: int | None = None) -> list[tuple[date, Span]]:
    """Every day in `span` by which something is due, in order, with the words that say it.

    `year` fills in for a deadline without one (年底前) until an earlier date in the span names it.
    """
    mentions = find_dates(text, span, year=year)
    return [
        (mention.day, mention.span)
        for mention in mentions
        if mention.day is not None and mention.role in (Role.DUE, Role.BARE)
    ]


def find_dates(text: str, span: Span, *, year: int | None = None) -> list[DateMention]:
    """Every date in `span`, in order. One without a year takes the last year named before it, or `year`."""
    found: list[DateMention] = []
    position, end = span
    last_year = year
    while position < end:
        mention = date_at(text, position, end, year=last_year) if text[position] in _STARTS else None
        if mention is None:
            position += 1
            continue
        found.append(mention)
        if mention.day is not None and mention.role is not Role.BASE:
            last_year = mention.day.year
        position = mention.span.end
    return found


def date_at(text: str, start: int, end: int, *, year: int | None = None) -> DateMention | None:
    """The date that begins exactly at `start`, lead word included, or None."""
    if text[start] not in _STARTS or (start and text[start - 1] == "第"):
        return None
    for read in (_read_range, _read_from, _read_full, _read_five_year_plan):
        if mention := read(text, start, end):
            return mention
    return _read_short(text, start, end, year)


def plan_period(text: str, issued_year: int | None = None) -> Period:
    """The years a plan runs for, from its title and first paragraphs.

    Explicit years win (2023-2025年), then a five-year plan's name ("十四五"), then a length counted from
    the year of issue (三年行动计划: that year and the two after it; 5年内: until the fifth year after it).
    """
    head = text[:_PERIOD_HEAD]
    title_end = head.find("。")
    for part in (head[: title_end if title_end > 0 else len(head)], head):
        if found := _stated_range(part):
            return found
        if (from_year := _FROM.search(_without_cited(part))) and (found := _from_period(from_year)):
            return found
        if found := _named_plan(part):
            return found
        if issued_year is not None and (found := _counted_from(part, issued_year)):
            return found
    return _single_due(head, issued_year)


def _stated_range(text: str) -> Period | None:
    """The first range of years outside 《》: those of a cited document are not the plan's own."""
    depth_free = _without_cited(text)
    for found in _RANGE_YEAR.finditer(depth_free):
        first, last = _year_number(found["first"]), _year_number(found["last"])
        if first is not None and last is not None and first <= last <= first + 30:
            return Period(first, last)
    return None


def _named_plan(text: str) -> Period | None:
    line = _without_cited(text)
    for found in _FIVE.finditer(line):
        if found["part"] or line.startswith(("规划", "发展", "专项", "实施", "行动", "时期"), found.end()):
            return Period(*FIVE_YEAR_PLANS[found["name"]])
    return None


def _counted_from(text: str, issued_year: int) -> Period | None:
    line = _without_cited(text)
    if found := _SPAN_OF_PLAN.search(line):
        return Period(issued_year, issued_year + _count(found["count"]) - 1)
    if found := _WITHIN.search(line) or _COMING.search(line):
        return Period(issued_year, issued_year + _count(found["count"]))
    return None


def _single_due(text: str, issued_year: int | None) -> Period:
    """A plan that states only 到2027年: from the year of issue, if known, to the first such year."""
    for day, _ in find_due(text, Span(0, len(text))):
        if issued_year is None or day.year >= issued_year:
            return Period(issued_year, day.year)
    return Period(issued_year, None)


def _without_cited(text: str) -> str:
    return re.sub(r"《[^《》]{0,120}》", lambda found: "　" * len(found.group()), text)


def _count(word: str) -> int:
    plain = word.translate(FULL_WIDTH)
    return int(plain) if plain.isdigit() else int(chinese_value(word) or 1)


def _year_number(word: str) -> int | None:
    plain = word.translate(FULL_WIDTH)
    if not plain.isdigit() or not plain.isascii():
        plain = "".join(str(DIGITS[character]) for character in plain)
    number = int(plain)
    return number if EARLIEST_YEAR <= number <= LATEST_YEAR else None


def _read_range(text: str, start: int, end: int) -> DateMention | None:
    found = _RANGE.match(text, start, end)
    if found is None or (start and text[start - 1].isdigit()):
        return None
    first, last = _year_number(found["first"]), _year_number(found["last"])
    if first is None or last is None or first > last or "年" not in found.group():
        return None
    return DateMention(Span(start, found.end()), date(last, 12, 31), Role.BARE)


def _read_from(text: str, start: int, end: int) -> DateMention | None:
    """2022年起5年内: from the start of that year on."""
    found = _FROM.match(text, start, end)
    if found is None or (period := _from_period(found)) is None or period.end is None:
        return None
    return DateMention(Span(start, found.end()), date(period.end, 12, 31), Role.DUE)


def _from_period(found: re.Match[str]) -> Period | None:
    year = _year_number(found["year"])
    return Period(year, year + _count(found["count"]) - 1) if year is not None else None


def _read_full(text: str, start: int, end: int) -> DateMention | None:
    found = _FULL.match(text, start, end)
    if found is None or (not found["lead"] and start and text[start - 1].isdigit()):
        return None
    year = _year_number(found["year"])
    if year is None:
        return None
    day = _last_day(year, found["month"], found["day"], found["part"])
    if day is None:
        return None
    marked = bool(found["tail"]) or _ends_a_period(found["part"])
    role = _role(text, found["lead"], found.end(), end, marked=marked)
    return DateMention(Span(start, found.end()), day, role)


def _read_short(text: str, start: int, end: int, year: int | None) -> DateMention | None:
    """上半年, 6月底前, 年底前: only where a word marks it as a deadline; the year comes from outside."""
    found = _SHORT.match(text, start, end)
    if found is None or (start and (text[start - 1].isdigit() or text[start - 1] in "个每几")):
        return None
    part = found["part"] or ""
    if not (found["tail"] or found["end"] or "季度" in part or "半年" in part or found["lead"] in _DUE_LEADS):
        return None
    role = _role(text, found["lead"], found.end(), end, marked=True)
    if year is None:
        return DateMention(Span(start, found.end()), None, role)
    day = _last_day(year + (1 if part.startswith("明年") else 0), found["month"], found["day"], part[-4:])
    if day is None:
        return None
    return DateMention(Span(start, found.end()), day, role)


def _read_five_year_plan(text: str, start: int, end: int) -> DateMention | None:
    found = _FIVE.match(text, start, end)
    if found is None or not found["when"]:
        return None
    first, last = FIVE_YEAR_PLANS[found["name"]]
    when, lead = found["when"], found["lead"]
    if when == "以来":
        return DateMention(Span(start, found.end()), date(first, 12, 31), Role.PAST)
    role = _role(text, lead, found.end(), end, marked="末" in when)
    return DateMention(Span(start, found.end()), date(last, 12, 31), role)


def within_years(text: str, start: int, end: int, issued_year: int | None) -> DateMention | None:
    """5年内, 未来三年: counted from the year of issue; without one the day stays open."""
    found = _WITHIN.match(text, start, end) or _COMING.match(text, start, end)
    if found is None:
        return None
    day = date(issued_year + _count(found["count"]), 12, 31) if issued_year is not None else None
    return DateMention(Span(start, found.end()), day, Role.DUE)


def _ends_a_period(part: str | None) -> bool:
    return part is not None and part.endswith(("底", "末"))


def _role(text: str, lead: str | None, stop: int, end: int, *, marked: bool) -> Role:
    if lead in _PAST_LEADS or text.startswith("以来", stop, end):
        return Role.PAST
    if lead in _BASE_LEADS or _BASE_AFTER.match(text, stop, end):
        return Role.BASE
    return Role.DUE if marked or lead in _DUE_LEADS else Role.BARE


def _last_day(year: int, month: str | None, day: str | None, part: str | None) -> date | None:
    """The last day of what is named; None where the calendar has no such day."""
    if month is None:
        month_number = _month_of_part(part)
        return date(year, month_number, monthrange(year, month_number)[1])
    number = _count(month)
    if not 1 <= number <= 12:
        return None
    last = monthrange(year, number)[1]
    if day is None:
        return date(year, number, last)
    wanted = int(day.translate(FULL_WIDTH))
    return date(year, number, wanted) if 1 <= wanted <= last else None


def _month_of_part(part: str | None) -> int:
    if not part:
        return 12
    if "上半年" in part or part == "年中":
        return 6
    if "季度" in part:
        quarter = part[part.index("季度") - 1]
        return 3 * (int(quarter) if quarter.isdigit() else int(chinese_value(quarter) or 4))
    return 12
