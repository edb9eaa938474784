"""The words of exports in both languages: a file is written in the language asked for, not the page's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from xiandao.kernel.figures import readable
from xiandao.zone.plans.rules.standing import Attention, Goal, TargetStanding
from xiandao.zone.plans.rules.states import Comparator, Standing

Words = tuple[str, str]

STANDING_WORDS: Final[Mapping[Standing, Words]] = {
    Standing.DONE: ("已完成", "Done"),
    Standing.ON_TRACK: ("按计划推进", "On track"),
    Standing.NOT_STARTED: ("未启动", "Not started"),
    Standing.AT_RISK: ("有风险", "At risk"),
    Standing.LATE: ("逾期", "Late"),
}
TARGET_WORDS: Final[Mapping[TargetStanding, Words]] = {
    TargetStanding.NO_FIGURES: ("未填报数据", "No figures reported"),
    TargetStanding.QUALITATIVE: ("定性目标", "Qualitative"),
    TargetStanding.ON_THE_WAY: ("推进中", "On the way"),
    TargetStanding.MET: ("已达到", "Met"),
    TargetStanding.EXCEEDED: ("超出上限", "Above the range"),
    TargetStanding.MISSED: ("到期未达成", "Missed"),
}
ATTENTION_WORDS: Final[Mapping[Attention, Words]] = {
    Attention.LATE: ("逾期", "late"),
    Attention.AT_RISK: ("有风险", "at risk"),
    Attention.DUE_SOON: ("30天内到期", "due within 30 days"),
    Attention.SILENT: ("一季度未填报", "no report for a quarter"),
    Attention.LEAD_UNCONFIRMED: ("牵头单位待确认", "lead to be confirmed"),
    Attention.NO_UNIT: ("无责任单位", "no responsible unit"),
}
GOAL_WORDS: Final[Mapping[Comparator, Words]] = {
    Comparator.AT_LEAST: ("不少于{low}{unit}", "at least {low} {unit}"),
    Comparator.MORE_THAN: ("超过{low}{unit}", "more than {low} {unit}"),
    Comparator.AT_MOST: ("不超过{high}{unit}", "at most {high} {unit}"),
    Comparator.LESS_THAN: ("低于{high}{unit}", "less than {high} {unit}"),
    Comparator.ABOUT: ("{low}{unit}左右", "about {low} {unit}"),
    Comparator.BETWEEN: ("{low}至{high}{unit}", "{low} to {high} {unit}"),
    Comparator.EXACTLY: ("{low}{unit}", "{low} {unit}"),
    Comparator.GROWS_BY: ("增长{low}{unit}", "growth by {low} {unit}"),
    Comparator.QUALITATIVE: ("定性目标", "no figure asked"),
}


def said(language: str, zh: str, en: str) -> str:
    """The words in a language; the other ones where they are not known."""
    return (zh or en) if language.startswith("zh") else (en or zh)


def figure(number: Decimal | None) -> str:
    """A number as it is read, without needless zeros; a dash for none."""
    return "—" if number is None else f"{readable(number).normalize():,f}"


def goal_words(goal: Goal, unit: str, language: str) -> str:
    """What a target asks for, in words."""
    if goal.low is None and goal.high is None:
        return said(language, *GOAL_WORDS[Comparator.QUALITATIVE])
    low, high = (goal.low, goal.high) if goal.low is not None else (goal.high, goal.high)
    words = said(language, *GOAL_WORDS[goal.comparator])
    upper = figure(high if high is not None else low)
    return words.format(low=figure(low), high=upper, unit=unit).strip()


def day_words(day: date, language: str) -> str:
    """A day as a report writes it."""
    return f"{day.year}年{day.month}月{day.day}日" if language.startswith("zh") else day.isoformat()
