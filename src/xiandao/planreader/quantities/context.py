"""What surrounds an amount: history, a policy's terms, how firmly it is meant, by when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from xiandao.planreader.dates import DateMention, Role
from xiandao.planreader.model import Strength
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Clause
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.signals import Signal, Signals, last_before
from xiandao.planreader.quantities.wordlists import words

_BINDING_COMPARATORS: Final = words("不少于 不低于 不小于 不超过 不高于 不大于 不多于 不下于 不得 不能")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The clauses between two stops (a semicolon stops too) with their signals."""

    clauses: tuple[Clause, ...]
    signals: Signals


@dataclass(slots=True)
class Context:
    """What holds at a place: carried from sentence to sentence, reset where a paragraph ends.

    The lists hold places in rising order. A bracket has a context of its own, with the text's as `outer`.
    """

    default_due: date | None
    issued_year: int | None
    outer: Context | None = None
    dates: list[DateMention] = field(default_factory=list)
    list_dates: list[DateMention] = field(default_factory=list)
    pasts: list[int] = field(default_factory=list)  # a long-lasting "so far" begins here
    aims: list[int] = field(default_factory=list)
    stated: Strength | None = None

    def end_paragraph(self, *, introduces_list: bool) -> None:
        """A deadline of an introduction (…如下：) holds for the list after it; any other ends here."""
        if introduces_list:
            self.list_dates = list(self.dates)
        self.dates = list(self.list_dates)
        self.pasts.clear()
        self.aims.clear()
        self.stated = None

    def inside(self, sentence: Sentence) -> Context:
        """The context of a bracket: what it adds does not reach beyond it."""
        inner = Context(self.default_due, self.issued_year, self, stated=self.stated)
        inner.observe(sentence)
        return inner

    def observe(self, sentence: Sentence) -> None:
        """Take in the dates and the long-lasting signals of a sentence before its amounts are judged."""
        pasts = list(sentence.signals.places(Signal.LONG_PAST))
        aims = list(sentence.signals.places(Signal.AIM))
        for clause in sentence.clauses:
            for mark in clause.marks:
                if mark.date is not None and self._is_past(mark.date):
                    pasts.append(mark.start)
                elif mark.date is not None and mark.date.role is not Role.BASE:
                    aims.append(mark.start)
                    self.dates.append(mark.date)
            if clause.ended_by is Kind.COLON:
                self._observe_heading(sentence.signals, clause)
        self.pasts.extend(sorted(pasts))
        self.aims.extend(sorted(aims))

    def _observe_heading(self, signals: Signals, clause: Clause) -> None:
        """约束性指标：…… holds for what follows the colon."""
        for signal, strength in (
            (Signal.STATED_BINDING, Strength.BINDING),
            (Signal.STATED_EXPECTED, Strength.EXPECTED),
        ):
            if signals.before(signal, clause.end) >= clause.start:
                self.stated = strength

    def _is_past(self, mention: DateMention) -> bool:
        if mention.role is Role.PAST:
            return True
        if mention.role is Role.BASE or mention.day is None or self.issued_year is None:
            return False
        return mention.day.year < self.issued_year

    def is_history(self, sentence: Sentence, place: int) -> bool:
        """Whether what stands at `place` tells what is: the nearest word before it decides."""
        past = max(self._last_past(place), sentence.signals.before(Signal.PAST, place))
        return past > self._last_aim(place)

    def _last_past(self, place: int) -> int:
        outer = self.outer._last_past(place) if self.outer is not None else -1
        return max(last_before(self.pasts, place), outer)

    def _last_aim(self, place: int) -> int:
        outer = self.outer._last_aim(place) if self.outer is not None else -1
        return max(last_before(self.aims, place), outer)

    def due(self, place: int) -> tuple[date | None, DateMention | None]:
        """The day that holds at `place`, and the mention it comes from where that lacks a year."""
        index = bisect_right(self.dates, place, key=_place) - 1
        if index < 0:
            return (self.default_due, None) if self.outer is None else self.outer.due(place)
        mention = self.dates[index]
        if mention.day is None:
            return self.default_due, mention
        return mention.day, None

    def days_between(self, start: int, end: int) -> list[date | None]:
        """The days named from `start` on and before `end`, in order."""
        first = bisect_left(self.dates, start, key=_place)
        return [mention.day for mention in self.dates[first : bisect_left(self.dates, end, key=_place)]]

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


def _place(mention: DateMention) -> int:
    return mention.span.start


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
