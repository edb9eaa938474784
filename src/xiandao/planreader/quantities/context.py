"""What surrounds an amount in its sentence: history, a policy's terms, how firmly it is meant, by when."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from xiandao.planreader.dates import DateMention, Role
from xiandao.planreader.model import Strength
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Clause
from xiandao.planreader.quantities.phrases import (
    AIM,
    ASPIRATIONAL,
    BINDING,
    CONDITION,
    NOT_PAST,
    NOT_STRENGTH,
    PAST_STRONG,
    PAST_WEAK,
    POLICY,
    STATED_BINDING,
    STATED_EXPECTED,
)
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.wordlists import Words


class Signal(StrEnum):
    """A word that changes how what follows it is to be read."""

    PAST = "past"
    LONG_PAST = "long_past"
    AIM = "aim"
    POLICY = "policy"
    CONDITION = "condition"
    ASPIRES = "aspires"
    BINDS = "binds"
    STATED_BINDING = "stated_binding"
    STATED_EXPECTED = "stated_expected"
    SKIP = "skip"


# The same word may say two things (力争 is both an aim and a hope), so each family is looked up alone.
_TIME_WORDS: Final[dict[str, Signal]] = (
    dict.fromkeys(AIM, Signal.AIM)
    | dict.fromkeys(PAST_WEAK, Signal.PAST)
    | dict.fromkeys(PAST_STRONG, Signal.LONG_PAST)
    | dict.fromkeys(NOT_PAST, Signal.SKIP)
)
_TERM_WORDS: Final[dict[str, Signal]] = dict.fromkeys(POLICY, Signal.POLICY) | dict.fromkeys(
    CONDITION, Signal.CONDITION
)
_STRENGTH_WORDS: Final[dict[str, Signal]] = (
    dict.fromkeys(ASPIRATIONAL, Signal.ASPIRES)
    | dict.fromkeys(BINDING, Signal.BINDS)
    | dict.fromkeys(NOT_STRENGTH, Signal.SKIP)
    | dict.fromkeys(STATED_BINDING, Signal.STATED_BINDING)
    | dict.fromkeys(STATED_EXPECTED, Signal.STATED_EXPECTED)
)
_FAMILIES: Final = tuple((Words(words), words) for words in (_TIME_WORDS, _TERM_WORDS, _STRENGTH_WORDS))
# 鼓励 and 探索 speak only for their own clause; 力争 at the head of a sentence speaks for all of it.
_CLAUSE_ONLY: Final = frozenset({"鼓励", "探索", "尝试", "瞄准", "应", "须"})
_BINDING_COMPARATORS: Final = (
    *("不少于", "不低于", "不小于", "不超过", "不高于", "不大于", "不多于", "不下于", "不得", "≥", "≤"),
)


@dataclass(slots=True)
class Sentence:
    """The clauses between two stops (a semicolon stops too) with their signals, by place."""

    clauses: list[Clause]
    signals: list[tuple[int, Signal, str]] = field(default_factory=list)

    def signalled(self, signal: Signal) -> bool:
        """Whether the signal stands anywhere in the sentence."""
        return any(found is signal for _, found, _ in self.signals)


def read_signals(text: str, clauses: list[Clause]) -> list[tuple[int, Signal, str]]:
    """Every signal word in the clauses, in order of place."""
    found: list[tuple[int, Signal, str]] = []
    for clause in clauses:
        for words, table in _FAMILIES:
            place = clause.start
            while place < clause.end:
                word = words.at(text, place, clause.end)
                if word is None:
                    place += 1
                    continue
                if table[word] is not Signal.SKIP:
                    found.append((place, table[word], word))
                place += len(word)
    return sorted(found)


@dataclass(slots=True)
class Context:
    """What holds at a place: carried from clause to clause, reset where a paragraph ends."""

    default_due: date | None
    issued_year: int | None
    dates: list[DateMention] = field(default_factory=list)
    past_since: int | None = None  # a long-lasting "so far" began here
    aim_since: int | None = None
    stated: Strength | None = None
    keeps_due: bool = False

    def end_paragraph(self, *, introduces_list: bool) -> None:
        """A deadline of an introduction (…如下：) holds for the list after it; any other ends here."""
        if not introduces_list and not self.keeps_due:
            self.dates.clear()
        self.keeps_due = introduces_list or self.keeps_due
        self.past_since = self.aim_since = self.stated = None

    def observe(self, sentence: Sentence) -> None:
        """Take in the dates and the long-lasting signals of a sentence before its amounts are judged."""
        for clause in sentence.clauses:
            for mark in clause.marks:
                if mark.date is not None:
                    self._observe_date(mark.date)
        for place, signal, _ in sentence.signals:
            if signal is Signal.LONG_PAST:
                self.past_since = place
            elif signal is Signal.AIM:
                self.aim_since = place
            elif signal is Signal.STATED_BINDING:
                self.stated = Strength.BINDING
            elif signal is Signal.STATED_EXPECTED:
                self.stated = Strength.EXPECTED

    def _observe_date(self, mention: DateMention) -> None:
        if self._is_past(mention):
            self.past_since = mention.span.start
        elif mention.role is not Role.BASE:
            self.aim_since = mention.span.start
            self.dates.append(mention)

    def _is_past(self, mention: DateMention) -> bool:
        if mention.role is Role.PAST:
            return True
        if mention.role is Role.BASE or mention.day is None:
            return False
        first = self.issued_year
        return first is not None and mention.day.year < first

    def is_history(self, sentence: Sentence, place: int) -> bool:
        """Whether what stands at `place` tells what is, not what shall be."""
        past = self.past_since if self.past_since is not None and self.past_since <= place else None
        aim = self.aim_since if self.aim_since is not None and self.aim_since <= place else None
        for where, signal, _ in sentence.signals:
            if where > place:
                break
            if signal in (Signal.PAST, Signal.LONG_PAST):
                past = max(where, past or 0)
            elif signal is Signal.AIM:
                aim = max(where, aim or 0)
        return past is not None and (aim is None or aim < past)

    def due(self, place: int) -> tuple[date | None, DateMention | None]:
        """The day that holds at `place`, and the mention it comes from when it lacked a year."""
        index = bisect_right(self.dates, place, key=lambda mention: mention.span.start) - 1
        if index < 0:
            return self.default_due, None
        mention = self.dates[index]
        if mention.day is None:
            return self.default_due, mention
        return mention.day, mention if mention.year_assumed else None

    def strength(self, sentence: Sentence, clause: Clause, amount: Amount, text: str) -> Strength:
        """力争 outranks a firm comparator in its sentence; the nearest word before the amount decides."""
        if (marked := _marked(text, clause.marks)) is not None:
            return marked
        if self.stated is not None:
            return self.stated
        nearest = None
        for place, signal, word in sentence.signals:
            if place >= amount.core:
                break
            if word in _CLAUSE_ONLY and place < clause.start:
                continue
            if (
                signal is Signal.ASPIRES
                or (signal is Signal.BINDS and place < amount.start)
                or (signal is Signal.BINDS and nearest is None)
            ):
                nearest = signal
        if nearest is Signal.ASPIRES:
            return Strength.ASPIRATIONAL
        firm = nearest is Signal.BINDS or text[amount.start : amount.core].startswith(_BINDING_COMPARATORS)
        return Strength.BINDING if firm else Strength.EXPECTED


def _marked(text: str, marks: tuple[Mark, ...]) -> Strength | None:
    """（约束性） or （预期性） beside the amount."""
    for mark in marks:
        if mark.kind is Kind.GROUP:
            words = text[mark.start : mark.end]
            if "约束性" in words:
                return Strength.BINDING
            if "预期性" in words:
                return Strength.EXPECTED
    return None
