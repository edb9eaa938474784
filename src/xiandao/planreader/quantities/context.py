"""What surrounds an amount: history, a policy's terms, how firmly it is meant, by when."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from xiandao.planreader.dates import DateMention, Role
from xiandao.planreader.model import Strength
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Clause
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.signals import Signal, Signals
from xiandao.planreader.quantities.wordlists import words

_BINDING_COMPARATORS: Final = words("不少于 不低于 不小于 不超过 不高于 不大于 不多于 不下于 不得 不能")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The clauses between two stops (a semicolon stops too) with their signals."""

    clauses: tuple[Clause, ...]
    signals: Signals


@dataclass(slots=True)
class Context:
    """What holds at a place: carried from sentence to sentence, reset where a paragraph ends."""

    default_due: date | None
    issued_year: int | None
    dates: list[DateMention] = field(default_factory=list)
    past_since: int = -1  # a long-lasting "so far" began here
    aim_since: int = -1
    stated: Strength | None = None
    list_dates: list[DateMention] = field(default_factory=list)

    def end_paragraph(self, *, introduces_list: bool) -> None:
        """A deadline of an introduction (…如下：) holds for the list after it; any other ends here."""
        if introduces_list:
            self.list_dates = list(self.dates)
        self.dates = list(self.list_dates)
        self.past_since = self.aim_since = -1
        self.stated = None

    def inside(self, sentence: Sentence) -> Context:
        """The context of a bracket: what it adds does not reach beyond it."""
        inner = replace(self, dates=list(self.dates))
        inner.observe(sentence)
        return inner

    def observe(self, sentence: Sentence) -> None:
        """Take in the dates and the long-lasting signals of a sentence before its amounts are judged."""
        for clause in sentence.clauses:
            for mark in clause.marks:
                if mark.date is not None:
                    self._observe_date(mark.date)
        signals = sentence.signals
        self.past_since = max(self.past_since, signals.last(Signal.LONG_PAST))
        self.aim_since = max(self.aim_since, signals.last(Signal.AIM))
        for clause in sentence.clauses:
            if clause.ended_by is Kind.COLON:
                self._observe_heading(signals, clause)

    def _observe_heading(self, signals: Signals, clause: Clause) -> None:
        """约束性指标：…… holds for what follows the colon."""
        for signal, strength in (
            (Signal.STATED_BINDING, Strength.BINDING),
            (Signal.STATED_EXPECTED, Strength.EXPECTED),
        ):
            if signals.before(signal, clause.end) >= clause.start:
                self.stated = strength

    def _observe_date(self, mention: DateMention) -> None:
        if self._is_past(mention):
            self.past_since = mention.span.start
        elif mention.role is not Role.BASE:
            self.aim_since = mention.span.start
            self.dates.append(mention)

    def _is_past(self, mention: DateMention) -> bool:
        if mention.role is Role.PAST:
            return True
        if mention.role is Role.BASE or mention.day is None or self.issued_year is None:
            return False
        return mention.day.year < self.issued_year

    def is_history(self, sentence: Sentence, place: int) -> bool:
        """Whether what stands at `place` tells what is: the nearest word before it decides."""
        signals = sentence.signals
        past = max(
            self.past_since if self.past_since <= place else -1,
            signals.before(Signal.PAST, place),
            signals.before(Signal.LONG_PAST, place),
        )
        aim = max(self.aim_since if self.aim_since <= place else -1, signals.before(Signal.AIM, place))
        return past > aim

    def due(self, place: int) -> tuple[date | None, DateMention | None]:
        """The day that holds at `place`, and the mention it comes from where that lacks a year."""
        index = bisect_right(self.dates, place, key=lambda mention: mention.span.start) - 1
        if index < 0:
            return self.default_due, None
        mention = self.dates[index]
        if mention.day is None:
            return self.default_due, mention
        return mention.day, None

    def strength(
        self, sentence: Sentence, clause: Clause, marks: tuple[Mark, ...], amount: Amount, text: str
    ) -> Strength:
        """How firmly the text commits.

        （约束性） beside the amount decides; then the nearest word before it in the sentence: 力争 and
        its like make it aspirational (even 力争不少于20项), 确保, 必须, 应 and their like binding; then a
        firm comparator of its own (不少于, 不低于, 不超过). Anything else is expected.
        """
        marked = _marked(text, marks) or self.stated
        if marked is not None:
            return marked
        signals = sentence.signals
        aspires = signals.nearest(Signal.ASPIRES, amount.core, clause.start)
        binds = signals.nearest(Signal.BINDS, amount.core, clause.start)
        if aspires > binds:
            return Strength.ASPIRATIONAL
        firm = binds >= 0 or text[amount.start : amount.core].startswith(_BINDING_COMPARATORS)
        return Strength.BINDING if firm else Strength.EXPECTED


def _marked(text: str, marks: tuple[Mark, ...]) -> Strength | None:
    """（约束性） or （预期性） beside the amount."""
    for mark in marks:
        if mark.kind is Kind.GROUP:
            bracket = text[mark.start : mark.end]
            if "约束性" in bracket:
                return Strength.BINDING
            if "预期性" in bracket:
                return Strength.EXPECTED
    return None
