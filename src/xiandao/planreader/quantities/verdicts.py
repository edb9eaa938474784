"""Why a stated amount is no target. One rule, one function; the tuple at the end is the law."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from xiandao.planreader.model import Comparator
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Clause
from xiandao.planreader.quantities.comparators import Cue
from xiandao.planreader.quantities.context import Context, Sentence
from xiandao.planreader.quantities.objects import Place, Statement
from xiandao.planreader.quantities.phrases import (
    ELIGIBLE_AFTER,
    FINISHED,
    IDIOMS,
    LONG_TIME_METRICS,
    MAKING_VERBS,
    MONEY_THINGS,
    NEVER_BUILT,
    NO_AIM_BEFORE,
    RATE_ENDINGS,
    SIZED_HEADS,
    STOP_NOUNS,
    TIME_METRICS,
    TREATED_AFTER,
    UNITLESS_METRICS,
)
from xiandao.planreader.quantities.scan import Mark
from xiandao.planreader.quantities.signals import Signal
from xiandao.planreader.quantities.units import Sort
from xiandao.planreader.quantities.verbs import verbs_in
from xiandao.planreader.quantities.wordlists import words


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a rule may look at."""

    text: str
    clause: Clause
    sentence: Sentence
    context: Context
    statement: Statement
    marks: tuple[Mark, ...] = ()  # of the piece that states the amount
    day: date | None = None  # the day that 分别 gives to this amount

    @property
    def amount(self) -> Amount:
        """The amount in question."""
        return self.statement.amount

    @property
    def before(self) -> str:
        """The clause's words before the amount, as far as a rule may look."""
        return self.text[max(self.clause.start, self.amount.start - WINDOW) : self.amount.start]

    @property
    def after(self) -> str:
        """The clause's words after the amount, as far as a rule may look."""
        return self.text[self.amount.end : min(self.clause.end, self.amount.end + WINDOW)]

    @property
    def makes(self) -> bool:
        """Whether the verb brings something into being."""
        return self.statement.verb.endswith(MAKING_VERBS) or self.statement.right.endswith(FINISHED)


WINDOW: Final = 120  # characters; the bound keeps a text without punctuation linear
_COMPARING: Final = frozenset({Cue.AT_LEAST, Cue.AT_MOST, Cue.MORE_THAN, Cue.LESS_THAN, Cue.ABOUT})
_STATING: Final = _COMPARING | {Cue.REACH, Cue.FALL_TO, Cue.HOLD, Cue.GROWTH, Cue.FALL}
_SIZES: Final = frozenset({Sort.MONEY, Sort.SCALE, Sort.MEASURED, Sort.RATIO, Sort.TIME})
_BASE_BEFORE: Final = re.compile(r"(?:由|从|自)[^，。；]{0,24}$")
_CHANGE_AFTER: Final = words(
    """
    提高 提升 增加 增长 上升 下降 降低 降至 降到 压缩 缩短 压减 增至 扩大 减少 扩展 发展到 上调
    """
)
_FOR_WHOM: Final = words("对 凡 符合 满足 给予 具有 具备 属于 年满 涉及 入驻")
_WISHING: Final = words("鼓励 支持 允许 引导")
_USING: Final = words("发挥 利用 用好 统筹 依靠 整合")
_ANNOUNCING: Final = words("部署 明确 提出 梳理")
_WHERE: Final = words("在 从 围绕 聚焦 针对 按照 结合 依托")
_ORDINAL: Final = words("期 档 集 卷 节 站 本 起 分 道 班 组 单 口 眼 类")  # 二期, 三类: which, not how many
_COUNTED_ALONE: Final = words("个 家 座 所 支 项 条")


def is_history(case: Case) -> bool:
    """截至2022年底已集聚30家: what is, not what shall be."""
    return case.context.is_history(case.sentence, case.amount.core)


def is_policy_term(case: Case) -> bool:
    """给予最高500万元补贴: money and percentages in the terms of a policy."""
    signals, amount = case.sentence.signals, case.amount
    if signals.has(Signal.CONDITION):
        return True
    if not signals.has(Signal.POLICY):
        return False
    if case.before.lstrip().startswith(_FOR_WHOM):
        return True
    here = signals.before(Signal.POLICY, case.clause.end) >= case.clause.start
    if amount.sort not in _SIZES:
        return here and Cue.AT_MOST in amount.cues
    if Cue.REACH in amount.cues and case.statement.noun.endswith(RATE_ENDINGS):
        return False
    return here or not case.statement.verb or amount.comparator is Comparator.AT_MOST


def is_condition(case: Case) -> bool:
    """不小于5万吨的园区可申报: the number says who may, not how many there shall be."""
    after, place = case.after, case.statement.place
    if after.startswith(("的，", "的,", "可", "方可", "即可", "均可")) or (
        after == "的" and place is not Place.AFTER
    ):
        return place is not Place.AFTER or not after.startswith("的，")
    if case.before.lstrip().startswith("涉及"):
        return True
    if any(word in after for word in ELIGIBLE_AFTER):
        return True
    treated = any(word in after for word in TREATED_AFTER)
    return treated and not case.makes and place is not Place.BEFORE and case.amount.sort in _SIZES


def is_wish_for_some(case: Case) -> bool:
    """鼓励5家以上企业联合申报: how many must come together, not how many there shall be."""
    compared = case.amount.cues & _COMPARING and case.amount.sort is Sort.COUNT
    return bool(compared) and case.statement.verb in _WISHING and case.statement.place is Place.AFTER


def is_attribute(case: Case) -> bool:
    """支持年营收2000万元以上的企业: a size that qualifies a thing nobody counts here."""
    statement, amount = case.statement, case.amount
    if amount.unit == ":1":
        return statement.place is not Place.BEFORE or not amount.cues & _STATING
    if amount.sort is Sort.RATIO:
        return statement.place is Place.AROUND and statement.left != statement.verb and not case.makes
    of_a_thing = amount.sort in (Sort.MONEY, Sort.SCALE) and statement.place is Place.AFTER
    if of_a_thing and any(word in statement.right for word in MONEY_THINGS):
        return False
    if amount.sort is Sort.COUNT or not (statement.place is Place.AROUND or amount.is_level or of_a_thing):
        return False
    if amount.is_level and statement.place is Place.BEFORE:
        return False
    sized = any(head in statement.right for head in SIZED_HEADS)
    sized = sized and (not of_a_thing or bool(amount.cues & _COMPARING))
    return not case.makes or not (sized or amount.is_level)


def is_idiom(case: Case) -> bool:
    """五个中心, 一件事, 三个方面: numbers that count nothing anybody will build."""
    amount = case.amount
    if case.text.startswith(IDIOMS, amount.core):
        return True
    if amount.sort is not Sort.COUNT or amount.numeral is None:
        return False
    following = case.text[amount.unit_end : amount.unit_end + 4]
    return following.startswith(STOP_NOUNS if amount.numeral.chinese else NEVER_BUILT)


def is_unfounded_numeral(case: Case) -> bool:
    """两个, 百家: a small or a bare Chinese numeral counts only where something is made or compared."""
    amount, statement = case.amount, case.statement
    numeral = amount.numeral
    if numeral is None or not numeral.chinese or numeral.percent:
        return False
    compared = bool(amount.cues & _STATING) or numeral.more or numeral.vague
    counts = amount.sort is Sort.COUNT
    if numeral.bare:
        return not (compared or amount.is_level or (counts and statement.verb))
    if not counts:
        return amount.sort is Sort.MEASURED and numeral.high < 10 and not (compared or numeral.magnitude)
    if amount.unit in _ORDINAL and not compared:
        return True
    if case.text[numeral.start : amount.unit_end].startswith("一") and numeral.low == 1:
        whole = case.makes or statement.verb.endswith(("引进", "获批", "引育"))
        return not (whole and amount.unit in _COUNTED_ALONE and statement.place is Place.AFTER)
    return not statement.verb and not (compared and statement.place is Place.BEFORE)


def is_ungoverned(case: Case) -> bool:
    """30项任务, 在5个领域: nobody says that they will be there."""
    amount, statement = case.amount, case.statement
    before = case.before.rstrip()
    if (amount.sort is Sort.COUNT and statement.verb in _ANNOUNCING) or before.endswith(_USING):
        return True
    if statement.place is not Place.AFTER or amount.comparator is Comparator.QUALITATIVE:
        return statement.place is Place.MISSING and amount.comparator is Comparator.AT_MOST
    if amount.sort is not Sort.RATIO and before.endswith(NO_AIM_BEFORE) and not amount.cues & _COMPARING:
        return not before.endswith("为")
    if statement.left.startswith(_WHERE) and not (statement.verb and statement.left.endswith(statement.verb)):
        return amount.sort is Sort.COUNT
    if statement.verb or amount.cues & _COMPARING:
        return False
    return not any(
        verb.strong or amount.sort is not Sort.COUNT
        for verb in verbs_in(statement.right, 0, len(statement.right))
    )


def is_time_without_limit(case: Case) -> bool:
    """24小时自助, 3年: a time is an aim only where it is held within or brought down to something."""
    if case.amount.sort is not Sort.TIME:
        return False
    around = case.before + case.text[case.amount.start : case.amount.end] + case.after
    unit = case.amount.unit or ""
    long = unit in ("年", "月", "周岁", "周年", "季度", "个季度") or unit.endswith("个月")
    metrics = LONG_TIME_METRICS if long else TIME_METRICS
    stated = bool(case.amount.cues & _STATING)
    return not (stated and any(metric in around or metric in case.statement.name for metric in metrics))


def is_unitless(case: Case) -> bool:
    """12345 is a telephone number; PUE降至1.3以下 is an aim."""
    amount = case.amount
    if amount.sort is not Sort.NONE or amount.numeral is None:
        return False
    if not amount.cues & _STATING or case.statement.place is not Place.BEFORE or amount.numeral.chinese:
        return True
    return not case.statement.noun.endswith(UNITLESS_METRICS)


def is_base(case: Case) -> bool:
    """由2020年的5%提高到10%: the five is where it starts."""
    return case.after.startswith(_CHANGE_AFTER) and _BASE_BEFORE.search(case.before) is not None


def is_rank(case: Case) -> bool:
    """前三名, 前10位: a place in a ranking is no count."""
    return case.before.endswith("前")


def has_no_aim(case: Case) -> bool:
    """一批 without anybody who makes it, 全覆盖 as an adjective."""
    if case.amount.comparator is not Comparator.QUALITATIVE:
        return False
    if case.amount.sort is Sort.COUNT:
        return not case.statement.verb or not case.statement.noun
    following = case.text[case.amount.end : case.amount.end + 1]
    return following not in ("", "，", "。", "；", "、", "\n", "）", "（", "：", "”")


RULES: Final[tuple[Callable[[Case], bool], ...]] = (
    is_history,
    is_policy_term,
    is_condition,
    is_wish_for_some,
    is_attribute,
    is_idiom,
    is_unfounded_numeral,
    is_ungoverned,
    is_time_without_limit,
    is_unitless,
    is_base,
    is_rank,
    has_no_aim,
)


def is_target(case: Case) -> bool:
    """Whether no rule speaks against it."""
    return not any(rule(case) for rule in RULES)
