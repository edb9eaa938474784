"""Words that change how a number after (or before) them is to be read, found once per sentence."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import Final

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
from xiandao.planreader.quantities.wordlists import Words, words


class Signal(StrEnum):
    """What such a word says."""

    PAST = "past"  # so far, within this sentence
    LONG_PAST = "long_past"  # so far, until an aim is announced
    AIM = "aim"
    POLICY = "policy"
    CONDITION = "condition"
    ASPIRES = "aspires"
    BINDS = "binds"
    STATED_BINDING = "stated_binding"
    STATED_EXPECTED = "stated_expected"
    SKIP = "skip"


# 力争 is both an aim and a hope, so each family of words is looked up on its own.
_TIME: Final[dict[str, Signal]] = (
    dict.fromkeys(AIM, Signal.AIM)
    | dict.fromkeys(PAST_WEAK, Signal.PAST)
    | dict.fromkeys(PAST_STRONG, Signal.LONG_PAST)
    | dict.fromkeys(NOT_PAST, Signal.SKIP)
)
_TERMS: Final[dict[str, Signal]] = dict.fromkeys(POLICY, Signal.POLICY) | dict.fromkeys(
    CONDITION, Signal.CONDITION
)
_STRENGTH: Final[dict[str, Signal]] = (
    dict.fromkeys(ASPIRATIONAL, Signal.ASPIRES)
    | dict.fromkeys(BINDING, Signal.BINDS)
    | dict.fromkeys(NOT_STRENGTH, Signal.SKIP)
    | dict.fromkeys(STATED_BINDING, Signal.STATED_BINDING)
    | dict.fromkeys(STATED_EXPECTED, Signal.STATED_EXPECTED)
)
_FAMILIES: Final = tuple((Words(table), table) for table in (_TIME, _TERMS, _STRENGTH))
# 鼓励 and 探索 speak only for their own clause; 力争 at the head of a sentence speaks for all of it.
_CLAUSE_ONLY: Final = frozenset(words("鼓励 探索 尝试 瞄准 应 须 冲刺"))


class Signals:
    """The signals of one sentence, by kind and place."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self._places: dict[Signal, list[int]] = {}
        self._narrow: dict[Signal, list[int]] = {}
        for start, end in spans:
            for listed, table in _FAMILIES:
                self._scan(text, start, end, listed, table)

    def _scan(self, text: str, start: int, end: int, listed: Words, table: dict[str, Signal]) -> None:
        place = start
        while place < end:
            word = listed.at(text, place, end)
            if word is None:
                place += 1
                continue
            if word in _CLAUSE_ONLY:
                self._narrow.setdefault(table[word], []).append(place)
            elif table[word] is not Signal.SKIP:
                self._places.setdefault(table[word], []).append(place)
            place += len(word)

    def has(self, signal: Signal) -> bool:
        """Whether the signal stands anywhere in the sentence."""
        return signal in self._places

    def places(self, signal: Signal) -> list[int]:
        """Every place of the signal, in order."""
        return self._places.get(signal, [])

    def before(self, signal: Signal, place: int) -> int:
        """The last place of the signal before `place`, or -1."""
        return last_before(self._places.get(signal, []), place)

    def nearest(self, signal: Signal, place: int, clause_start: int) -> int:
        """As `before`, with the words that speak only for the clause that begins at `clause_start`."""
        narrow = last_before(self._narrow.get(signal, []), place)
        return max(self.before(signal, place), narrow if narrow >= clause_start else -1)


def last_before(places: list[int], place: int) -> int:
    """The last of the rising `places` before `place`, or -1."""
    index = bisect_left(places, place)
    return places[index - 1] if index else -1
