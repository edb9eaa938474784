"""What a cell's text means: days, figures, flags and lists, as people and programs write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from xiandao.zone.registry.rules.importing.columns import FACTORS
from xiandao.zone.registry.rules.importing.table import RowRefused

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of Excel's count, with its day that never was before 1900-03-01
EXCEL_DAYS = range(25_569, 73_051)  # 1970 to 2099: such a number in a column of days is a day
EARLIEST_YEAR = 1900
MOST_DIGITS = 14  # before the point; what the ledger's column holds
YES = frozenset({"是", "有", "对", "yes", "y", "true", "t", "1", "√", "✓", "☑"})
NO = frozenset({"否", "无", "不是", "没有", "no", "n", "false", "f", "0", "×", "x", "✗", "☐"})
NOTHING = frozenset(
    {"-", "--", "—", "——", "/", "\\", "无", "暂无", "不详", "n/a", "na", "null", "none", "nan"}
)
LONGEST_NOTHING = max(map(len, NOTHING))
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"})
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(
    r"(?:(?:人民币|rmb|cny|[￥¥约])\s*)*([+-]?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*(万亿|千万|百万|亿|万|千)?\s*"
    r"(?:元|人民币|rmb|cny|人|名|个|家|份|件|项|平方米|m2)*(?:整)?",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*[;；|、\n]\s*")
_LIST_OF_CHOICES = re.compile(r"\s*[;；|、,，/\n]\s*")


def plain(text: str) -> str:
    """The text with full-width digits, signs and blanks as the usual ones."""
    return unicodedata.normalize("NFKC", text).strip()


def day(text: str) -> date:
    """A day as people, offices and Excel write one."""
    written = plain(text)
    found = _DAY.fullmatch(written) or _DIGITS.fullmatch(written)
    try:
        if found:
            said = date(int(found[1]), int(found[2]), int(found[3]))
            if said.year >= EARLIEST_YEAR:
                return said
        elif written.isdigit() and int(written) in EXCEL_DAYS:
            return EXCEL_EPOCH + timedelta(days=int(written))
    except ValueError:
        pass  # such a day does not exist: the same answer as to any other word
    raise RowRefused("“{found}” is not a day. Write it as 2025-12-31.", found=text[:80])


def year(text: str) -> int:
    """A year of four digits, or the year of a day."""
    written = plain(text).removesuffix("年").removesuffix("年度").strip()
    if re.fullmatch(r"(?:19|20)\d\d", written):
        return int(written)
    try:
        return day(text).year
    except RowRefused:
        raise RowRefused("“{found}” is not a year. Write it as 2025.", found=text[:80]) from None


def number(text: str, factor: Decimal = Decimal(1)) -> Decimal:
    """A figure, with 万 or 亿 and a unit behind it. `factor` is the heading's, where the cell names none."""
    found = _NUMBER.fullmatch(plain(text))
    try:
        value = Decimal(found[1].replace(",", "")) if found else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if found is None or not value.is_finite():
        raise RowRefused("“{found}” is not a number. Write digits only.", found=text[:80])
    value *= FACTORS[found[2]] if found[2] else factor
    if value.adjusted() >= MOST_DIGITS:
        raise RowRefused("“{found}” is too large. Check the unit of the column.", found=text[:80])
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def flag(text: str) -> bool:
    """Yes or no, in the words and marks that forms have for them."""
    written = plain(text).casefold()
    if written in YES:
        return True
    if written in NO:
        return False
    raise RowRefused("“{found}” is neither yes nor no. Write 是 or 否.", found=text[:80])


def several(text: str, *, of_choices: bool = False) -> list[str]:
    """The values of a cell that lists some, in their order, each once. A comma may belong to a name."""
    cut = _LIST_OF_CHOICES if of_choices else _LIST
    return list(dict.fromkeys(part for part in cut.split(text.strip()) if part))


def is_nothing(text: str) -> bool:
    """Whether the cell says that there is nothing to say."""
    return not text or (len(text.strip()) <= LONGEST_NOTHING and plain(text).casefold() in NOTHING)
