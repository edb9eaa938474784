"""Amounts that share their words: 分别达到50家、30家, one word for several values, objects or days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from xiandao.planreader.model import Comparator
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Clause, Piece
from xiandao.planreader.quantities.context import Context, Sentence
from xiandao.planreader.quantities.objects import Earlier, Statement
from xiandao.planreader.quantities.scan import Kind
from xiandao.planreader.quantities.verdicts import Case

_PARTS: Final = re.compile("、|和|与|以及|(?<![普涉以])及(?!以|其|时)")
_COUNT_OF_PARTS: Final = re.compile("[两二三四五六七八九十]大")  # A、B两大产业
_METRIC: Final = re.compile(
    "(?:产业)?(?:总?产值|规模|面积|比重|占比|比例|收入|投资|浓度|强度|能耗|增加值|[^、]?[量率额数值])$"
)


def alike(statement: Statement, earlier: Earlier) -> Statement:
    """分别达到50家、30家: a value without a word of its own is meant as the one before it is."""
    amount, before = statement.amount, earlier.amount
    if (
        before is None
        or before.comparator is Comparator.BETWEEN
        or amount.unit != before.unit
        or amount.comparator is not Comparator.EXACTLY
        or amount.low is None
    ):
        return statement
    comparator = before.comparator
    low = None if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) else amount.low
    high = None if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) else amount.high
    if comparator is Comparator.GROWS_BY:
        low, high = (-amount.low if (before.low or 0) < 0 else amount.low), None
    return replace(statement, amount=replace(amount, comparator=comparator, low=low, high=high))


def own_words(text: str, piece: Piece, amount: Amount) -> str:
    """What the piece itself says before its number."""
    return text[piece.start : amount.core].strip("、和及与 ")


def shared_days(sentence: Sentence, clause: Clause, count: int, context: Context) -> list[date | None]:
    """2023年、2024年分别新增10家、20家: as many days as values, one each; else nothing."""
    days = context.days_between(sentence.clauses[0].start, clause.end)
    named = [mark for mark in clause.marks if mark.kind is Kind.DATE]
    return days if len(days) == count and (not named or len(named) == count) else []


def shared_names(cases: list[Case]) -> list[Case]:
    """申请量、授权量分别达到500件、300件: as many objects as values, one each; else as they are."""
    first = cases[0].statement
    parts = _PARTS.split(_COUNT_OF_PARTS.sub("", first.noun))
    if len(parts) != len(cases) or any(case.statement.noun != first.noun for case in cases):
        return cases
    metric = _METRIC.search(parts[-1])
    ending = metric.group() if metric is not None else ""
    shared = []
    for case, part in zip(cases, parts, strict=True):
        name = part if _METRIC.search(part) else part + ending
        renamed = case.statement.name.replace(first.noun, name, 1)
        shared.append(replace(case, statement=replace(case.statement, name=renamed)))
    return shared
