"""Why a stated amount is no target. One rule, one function; the tuple at the end is the law."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.model import Comparator
from xiandao.planreader.quantities.amounts import Amount, Cue
from xiandao.planreader.quantities.clauses import Clause
from xiandao.planreader.quantities.context import Context, Sentence, Signal
from xiandao.planreader.quantities.objects import Place, Statement
from xiandao.planreader.quantities.phrases import (
    CONDITION_AFTER,
    IDIOMS,
    LONG_TIME_METRICS,
    MAKING_VERBS,
    SIZED_HEADS,
    STOP_NOUNS,
    TIME_METRICS,
    UNITLESS_METRICS,
)
from xiandao.planreader.quantities.units import Sort
from xiandao.planreader.quantities.verbs import verbs_in


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a rule may look at."""

    text: str
    clause: Clause
    sentence: Sentence
    context: Context
    statement: Statement

    @property
    def amount(self) -> Amount:
        """The amount in question."""
        return self.statement.amount


_COMPARING: Final = frozenset({Cue.AT_LEAST, Cue.AT_MOST, Cue.MORE_THAN, Cue.LESS_THAN, Cue.ABOUT})
_STATING: Final = _COMPARING | {Cue.REACH, Cue.FALL_TO, Cue.HOLD, Cue.GROWTH, Cue.FALL}
_NO_AIM_BEFORE: Final = (
    *(
        "在",
        "从",
        "围绕",
        "聚焦",
        "分",
        "分成",
        "分为",
        "按",
        "按照",
        "坚持",
        "依托",
        "涉及",
        "针对",
        "前",
        "这",
        "其他",
        "等",
    ),
    *(
        "由",
        "作为",
        "以",
        "突出",
        "把握",
        "贯彻",
        "印发",
        "根据",
        "对照",
        "用",
        "通过",
        "做到",
        "任何",
        "另外",
        "与",
    ),
)
_BASE_BEFORE: Final = re.compile(r"(?:由|从|自|比|较)[^，。；]{0,24}的?$")
_CONDITION_BEFORE: Final = re.compile(r"^(?:对|对于|凡|凡是|符合|满足|给予|具有|具备|属于|年满)")
_LEGAL_AFTER: Final = re.compile(r"^的?，")


def is_history(case: Case) -> bool:
    """截至2022年底已集聚30家: what is, not what shall be."""
    return case.context.is_history(case.sentence, case.amount.core)


def is_policy_term(case: Case) -> bool:
    """给予最高500万元补贴: money and percentages in the terms of a policy, and who may have it."""
    if case.sentence.signalled(Signal.CONDITION):
        return True
    if not case.sentence.signalled(Signal.POLICY):
        return False
    counted = case.amount.sort is Sort.COUNT and case.statement.verb != ""
    return not counted or _CONDITION_BEFORE.match(case.statement.left) is not None


def is_condition(case: Case) -> bool:
    """不小于5万吨的园区可申报: the number says who may, not how many there shall be."""
    statement = case.statement
    right = case.text[case.amount.end : case.clause.end]
    if _LEGAL_AFTER.match(right) and statement.place is not Place.AFTER:
        return True
    if _CONDITION_BEFORE.match(statement.left) and statement.place is Place.AROUND:
        return True
    position = min((place for word in CONDITION_AFTER if (place := right.find(word)) > 0), default=-1)
    return (
        position > 0
        and statement.verb not in MAKING_VERBS
        and statement.place is not Place.BEFORE
        and (
            (right[position] in "可方享予给不参优适视奖一须" and case.amount.sort is not Sort.COUNT)
            or right[position : position + 2] in ("可申", "可享", "方可")
        )
    )


def is_attribute(case: Case) -> bool:
    """支持年营收2000万元以上的企业: a size that qualifies a thing nobody counts here."""
    statement = case.statement
    qualifies = statement.place is Place.AROUND or case.amount.is_level
    if not qualifies or case.amount.sort is Sort.COUNT or case.amount.sort is Sort.RATIO:
        return False
    if case.amount.is_level and statement.place is Place.BEFORE:
        return False
    if not any(statement.verb.endswith(verb) for verb in MAKING_VERBS):
        return True
    return not any(head in statement.right for head in SIZED_HEADS) and not case.amount.is_level


def is_idiom(case: Case) -> bool:
    """五个中心, 一件事, 三个方面: numbers that count nothing anybody will build."""
    core = case.amount.core
    if any(case.text.startswith(idiom, core) for idiom in IDIOMS):
        return True
    if case.amount.sort is not Sort.COUNT or case.amount.comparator is Comparator.QUALITATIVE:
        return False
    following = case.text[case.amount.end : case.amount.end + 4]
    return following.startswith(STOP_NOUNS) or following[:1].isdigit()


def is_unfounded_count(case: Case) -> bool:
    """两个, 百家: a small or a bare Chinese numeral counts only where something is made or compared."""
    numeral = case.amount.numeral
    if numeral is None or not numeral.chinese or numeral.percent:
        return False
    compared = bool(case.amount.cues & _STATING) or numeral.more or numeral.vague
    if numeral.bare:
        return not (
            compared
            or case.amount.is_level
            or case.amount.sort in (Sort.MONEY, Sort.SCALE)
            or (case.amount.sort is Sort.COUNT and case.statement.verb)
        )
    if case.amount.sort is not Sort.COUNT:
        return False
    if numeral.low == 1 and case.text[numeral.start] == "一":
        unit = case.amount.unit or ""
        makes = any(case.statement.verb.endswith(verb) for verb in (*MAKING_VERBS, "引进", "培育", "获批"))
        return (
            not makes
            or unit not in ("个", "家", "座", "所", "支", "项")
            or case.statement.place is not Place.AFTER
        )
    return not case.statement.verb and not (compared and case.statement.place is Place.BEFORE)


def is_ungoverned_count(case: Case) -> bool:
    """30项任务, 在5个领域: nobody says that they will be there."""
    amount, statement = case.amount, case.statement
    before = case.text[max(case.clause.start, amount.start - 3) : amount.start].rstrip()
    if (
        amount.sort in (Sort.COUNT, Sort.NONE)
        and before.endswith(_NO_AIM_BEFORE)
        and statement.place is Place.AFTER
    ):
        return not (before.endswith("为") or bool(amount.cues & _COMPARING))
    if amount.sort is not Sort.COUNT or statement.place is not Place.AFTER or statement.verb:
        return False
    if amount.cues & _COMPARING:
        return False
    return not any(verb.strong for verb in verbs_in(statement.right, 0, len(statement.right)))


def is_time_without_limit(case: Case) -> bool:
    """24小时自助, 3年: a time is an aim only where it is held within or brought down to something."""
    if case.amount.sort is not Sort.TIME:
        return False
    words = case.text[case.clause.start : case.clause.end]
    unit = case.amount.unit or ""
    if unit in ("年", "月", "周岁", "周年", "季度", "个季度") or unit.endswith("个月"):
        stated = any(metric in words for metric in LONG_TIME_METRICS) and bool(case.amount.cues & _STATING)
        return not stated
    limited = bool(case.amount.cues & _STATING)
    return not (limited and any(metric in words for metric in TIME_METRICS))


def is_unitless(case: Case) -> bool:
    """12345 is a telephone number; PUE降至1.3以下 is an aim."""
    if case.amount.sort is not Sort.NONE or case.amount.numeral is None:
        return False
    if not case.amount.cues & _STATING or case.statement.place is not Place.BEFORE:
        return True
    if case.amount.numeral.chinese:
        return True
    return not case.statement.noun.endswith(UNITLESS_METRICS)


def is_base(case: Case) -> bool:
    """由2020年的5%提高到10%: the five is where it starts."""
    left = case.text[case.clause.start : case.amount.start]
    after = case.text[case.amount.end : case.amount.end + 4]
    if after.startswith(
        (
            "提高",
            "提升",
            "增加",
            "增长",
            "上升",
            "下降",
            "降低",
            "降至",
            "降到",
            "压缩",
            "缩短",
            "压减",
            "增至",
            "扩大",
            "减少",
        )
    ):
        return _BASE_BEFORE.search(left) is not None
    return False


def is_rank(case: Case) -> bool:
    """前三名, 前10位: a place in a ranking is no count."""
    return case.text[max(case.clause.start, case.amount.start - 1) : case.amount.start] == "前"


def has_no_aim(case: Case) -> bool:
    """一批 without anybody who makes it, 全覆盖 as an adjective, or the word of a definition."""
    if case.amount.comparator is not Comparator.QUALITATIVE:
        return False
    if case.amount.sort is Sort.COUNT:
        return not case.statement.verb or not case.statement.noun
    following = case.text[case.amount.end : case.amount.end + 1]
    return following not in ("", "，", "。", "；", "、", "\n", "）", "（", "：")


RULES: Final[tuple[Callable[[Case], bool], ...]] = (
    is_history,
    is_policy_term,
    is_condition,
    is_attribute,
    is_idiom,
    is_unfounded_count,
    is_ungoverned_count,
    is_time_without_limit,
    is_unitless,
    is_base,
    is_rank,
    has_no_aim,
)


def is_target(case: Case) -> bool:
    """Whether no rule speaks against it."""
    return not any(rule(case) for rule in RULES)
