"""Targets in the short notation of phrases/README.md, so that a table of phrases can be read at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xiandao.planreader.model import Comparator, Span, Target
from xiandao.planreader.quantities import QuantityReading, read_quantities

PHRASES = Path(__file__).parent / "phrases"
PLAN_END = date(2025, 12, 31)
FIRST_YEAR = 2023
SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.MORE_THAN: ">",
    Comparator.LESS_THAN: "<",
    Comparator.ABOUT: "≈",
    Comparator.EXACTLY: "=",
    Comparator.BETWEEN: "",
    Comparator.GROWS_BY: "Δ",
}


def read(text: str, *, default_due: date | None = PLAN_END) -> QuantityReading:
    """Read a whole text as part of a plan that runs from 2023 to 2025."""
    return read_quantities(text, Span(0, len(text)), default_due=default_due, issued_year=FIRST_YEAR)


def shown(target: Target) -> str:
    """A target as `name value unit`."""
    return f"{target.name} {value(target)}{target.unit or ''}"


def value(target: Target) -> str:
    """The value with the sign of its comparator."""
    if target.comparator is Comparator.QUALITATIVE:
        return "~"
    low, high = target.low, target.high
    if low is not None and high is not None and low != high:
        return f"{SIGNS[target.comparator]}{low:g}..{high:g}"
    number = low if low is not None else high
    return f"{SIGNS[target.comparator]}{number:.12g}"


def rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """The phrases of a file with the lines indented under each."""
    for block in (PHRASES / f"{name}.txt").read_text("utf-8").split("\n\n"):
        phrase, *expected = block.strip("\n").split("\n")
        yield phrase, [line.strip() for line in expected]


def phrases_without_aims() -> list[str]:
    """The phrases that hold a number and no target."""
    return [line for line in (PHRASES / "not_aims.txt").read_text("utf-8").splitlines() if line.strip()]


# Pieces that random texts are made of: everything the grammar reacts to, in no sensible order.
ROWS_ALPHABET = (
    *(
        "引进",
        "企业",
        "50",
        "家",
        "个",
        "不少于",
        "超",
        "，",
        "、",
        "。",
        "；",
        "的",
        "达到",
        "增长",
        "下降",
        "%",
        "亿元",
        "万",
    ),
    *(
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "2025年",
        "底前",
        "到",
        "至",
        "-",
        "一批",
        "若干",
        "项",
        "力争",
        "确保",
        "分别",
        "和",
    ),
    *(
        "百",
        "千",
        "两",
        "一",
        "由",
        "提高到",
        "以上",
        "左右",
        "产业规模",
        "翻一番",
        "全覆盖",
        "\n",
        " ",
        "给予",
        "最高",
        "每年",
    ),
    *(
        "应装尽装",
        "年均",
        "占",
        "GDP",
        "比重",
        "5G",
        ".",
        "1",
        ":",
        "目前",
        "截至",
        "其中",
        "级",
        "平台",
        "为",
        "：",
        "\t",
        "|",
    ),
)
