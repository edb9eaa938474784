"""Every warning the reader can give, with its sentence in Chinese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Doubt, Span


class Code(StrEnum):
    """What the reader will not decide alone."""

    NUMBERING_GAP = "numbering_gap"
    NUMBERING_REPEATED = "numbering_repeated"
    NUMBER_MISSING = "number_missing"
    UNCLOSED_BRACKET = "unclosed_bracket"
    GLUED_HEADING = "glued_heading"
    MEASURE_WITHOUT_UNIT = "measure_without_unit"
    UNITS_SHARED = "units_shared"
    UNIT_NOT_SEEN_ELSEWHERE = "unit_not_seen_elsewhere"
    COLLECTIVE_UNIT = "collective_unit"
    ALIAS_ASSUMED = "alias_assumed"
    QUANTITY_WITHOUT_OBJECT = "quantity_without_object"
    DUE_WITHOUT_YEAR = "due_without_year"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    BODY_AND_ANNEX_DIFFER = "body_and_annex_differ"
    SITE_COUNT_DIFFERS = "site_count_differs"
    NO_PERIOD = "no_period"
    NO_MEASURES = "no_measures"
    NOT_A_PLAN = "not_a_plan"


class Language(StrEnum):
    """The languages that a warning can be read in."""

    CHINESE = "zh"
    ENGLISH = "en"


# {words} quotes the document; every value named here is given where the doubt is raised.
SENTENCES: Final[dict[Code, tuple[str, str]]] = {
    Code.NUMBERING_GAP: (
        "编号“{number}”之前有缺号，请核对是否漏项。",
        "Numbers are skipped before “{number}”.",
    ),
    Code.NUMBERING_REPEATED: (
        "编号“{number}”重复或倒退，请核对。",
        "The number “{number}” repeats or goes back.",
    ),
    Code.NUMBER_MISSING: (
        "“{words}”没有编号，按同级一项读取。",
        "“{words}” has lost its number and was read as an item of its own.",
    ),
    Code.UNCLOSED_BRACKET: (
        "责任单位的括号没有闭合，读到“{words}”为止。",
        "A bracket of responsible units is never closed; it was read up to “{words}”.",
    ),
    Code.GLUED_HEADING: (
        "“{words}”与上文连在一行，按新的一项读取。",
        "“{words}” is glued to the text before it and was read as a new item.",
    ),
    Code.MEASURE_WITHOUT_UNIT: ("“{words}”没有写明责任单位。", "“{words}” names no responsible unit."),
    Code.UNITS_SHARED: (
        "“{words}”没有自己的责任单位，沿用同组所列单位，请确认。",
        "“{words}” has no units of its own; those of its group were taken. Please confirm.",
    ),
    Code.UNIT_NOT_SEEN_ELSEWHERE: (
        "单位“{name}”在全文只出现一次，请核对名称。",
        "The unit “{name}” is named only once in the document; check the name.",
    ),
    Code.COLLECTIVE_UNIT: (
        "“{name}”是一组单位，派发前请落实到具体单位。",
        "“{name}” stands for several units; name them before dispatch.",
    ),
    Code.ALIAS_ASSUMED: (
        "“{alias}”按“{name}”的别称合并，请确认。",
        "“{alias}” was taken for another name of “{name}”. Please confirm.",
    ),
    Code.QUANTITY_WITHOUT_OBJECT: (
        "数量“{words}”没有说明对象。",
        "The quantity “{words}” does not say of what.",
    ),
    Code.DUE_WITHOUT_YEAR: ("时限“{words}”没有年份。", "The due date “{words}” names no year."),
    Code.PARTS_DO_NOT_ADD_UP: (
        "“{name}”分项合计为 {sum}，正文总数为 {total}，两者不符。",
        "The parts of “{name}” add up to {sum}, the text says {total}.",
    ),
    Code.BODY_AND_ANNEX_DIFFER: (
        "“{name}”在正文与附表中不一致：正文为 {body}，附表为 {annex}。",
        "“{name}” differs between body and annex: {body} against {annex}.",
    ),
    Code.SITE_COUNT_DIFFERS: (
        "空间布局写明 {stated} 处，实际读出 {found} 处。",
        "The layout speaks of {stated} sites; {found} were read.",
    ),
    Code.NO_PERIOD: ("没有读到计划的起止年份。", "The plan's years were not found."),
    Code.NO_MEASURES: ("没有读到任何任务举措。", "No measures were found."),
    Code.NOT_A_PLAN: (
        "这份文件看起来不是行动方案或工作计划，没有读取任何事项。",
        "This document does not look like an action plan; nothing was read from it.",
    ),
}
LONGEST_QUOTE: Final = 24


def doubt(code: Code, span: Span, **values: object) -> Doubt:
    """A warning with its values; the message is Chinese, `sentence` gives the other language."""
    kept = tuple((name, _quoted(str(value))) for name, value in values.items())
    return Doubt(code.value, SENTENCES[code][0].format(**dict(kept)), span, kept)


def sentence(warning: Doubt, language: Language) -> str:
    """The warning's sentence in the language asked for."""
    chinese, english = SENTENCES[Code(warning.code)]
    template = chinese if language is Language.CHINESE else english
    return template.format(**dict(warning.values))


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"
