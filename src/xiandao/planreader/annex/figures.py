"""A figure in a table's cell: ≥6000, 75%, 5-8, 120左右, with the unit beside it or in its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.model import Comparator

_FIGURE: Final = re.compile(
    r"(?P<before>≥|≧|>=|>|≤|≦|<=|<|不低于|不少于|不小于|至少|超过|突破|大于|不超过|不高于|小于|低于|约|达到|达|力争|累计|新增|\+|增长)*\s*"
    r"(?P<low>-?\d[\d,]*(?:\.\d+)?)(?:\s?(?:-|—|–|~|至)\s?(?P<high>\d[\d,]*(?:\.\d+)?))?\s*"
    r"(?P<unit>%|‰|[万亿]?[\u4e00-\u9fff]{0,4}?)\s*(?P<after>以上|左右|以下|以内|及以上|余)?"
)
_AT_LEAST: Final = frozenset({"≥", "≧", ">=", "不低于", "不少于", "不小于", "至少"})
_MORE: Final = frozenset({">", "超过", "突破", "大于"})
_AT_MOST: Final = frozenset({"≤", "≦", "<=", "不超过", "不高于"})
_LESS: Final = frozenset({"<", "小于", "低于"})
_NAMED_UNIT: Final = re.compile(r"\(([^()\d]{1,8}|%)\)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a cell."""

    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None

    @property
    def value(self) -> float | None:
        """The one number that stands for it in a sum."""
        return self.low if self.low is not None else self.high


def figure_of(cell: str) -> Figure | None:
    """Read a folded cell that holds one figure and nothing else; None for words."""
    words = re.sub(r"\s+", "", cell)
    found = _FIGURE.fullmatch(words)
    if found is None:
        return None
    low = float(found["low"].replace(",", ""))
    high = float(found["high"].replace(",", "")) if found["high"] else None
    unit = found["unit"] or None
    if high is not None and high >= low:
        return Figure(low, high, Comparator.BETWEEN, unit)
    before, after = found["before"] or "", found["after"] or ""
    if before in _AT_LEAST or after in ("以上", "及以上"):
        return Figure(low, None, Comparator.AT_LEAST, unit)
    if before in _MORE or after == "余":
        return Figure(low, None, Comparator.MORE_THAN, unit)
    if before in _AT_MOST or after in ("以内", "以下"):
        return Figure(None, low, Comparator.AT_MOST, unit)
    if before in _LESS:
        return Figure(None, low, Comparator.LESS_THAN, unit)
    if before == "增长":
        return Figure(low, None, Comparator.GROWS_BY, unit)
    about = before == "约" or after == "左右"
    return Figure(low, low, Comparator.ABOUT if about else Comparator.EXACTLY, unit)


def split_unit(name: str) -> tuple[str, str | None]:
    """产业规模(亿元) is 产业规模 in 亿元. Takes a folded name."""
    found = _NAMED_UNIT.search(name)
    return (name[: found.start()], found[1]) if found is not None else (name, None)
