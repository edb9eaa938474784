"""The numbers that a browser writes before list items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from xiandao.planreader.documents.counting import counted

# By the list's own style or its type attribute: how it counts, and what stands after the number.
_STYLES = {
    "decimal": ("decimal", ". "),
    "1": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "a": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "A": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "i": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "I": ("upperRoman", ". "),
}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]{1,100})", re.IGNORECASE)
# Authors number items by hand and switch the browser's number off in a style sheet that is not at hand here.
_OWN_NUMBER = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})[）)、.．](?!\d)|第[\d一二三四五六七八九十百]{1,5}[章节条款项]|[①-⒛㊀-㊉]"
)


@dataclass(slots=True)
class OpenList:
    """A list while its items are read; `style` is None where items have no number."""

    style: str | None
    next_number: int
    step: int = 1


def opened(element: etree._Element) -> OpenList:
    """The list that an ol, ul or menu begins."""
    declared = _STYLE.search(element.get("style", ""))
    words = declared[1].lower().split() if declared else []
    style = next((word for word in words if word in _STYLES or word in _UNNUMBERED), None)
    if style is None:
        style = element.get("type", "1") if element.tag == "ol" else "none"
    if style in _UNNUMBERED:
        return OpenList(None, 1)
    style = style if style in _STYLES else "1"
    is_reversed = element.get("reversed") is not None
    items = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    return OpenList(style, _number(element.get("start"), items), -1 if is_reversed else 1)


def next_label(open_list: OpenList, item: etree._Element) -> str:
    """Count one item and return its number as printed ("" for none)."""
    if open_list.style is None:
        return ""
    number = _number(item.get("value"), open_list.next_number)
    open_list.next_number = number + open_list.step
    style, after = _STYLES[open_list.style]
    return counted(number, style) + after


def has_own_number(text: str) -> bool:
    """Whether an item's words already begin with a number."""
    return _OWN_NUMBER.match(text) is not None


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default
