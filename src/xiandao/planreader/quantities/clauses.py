"""Marks become clauses, and a clause becomes pieces: one piece holds one stated amount and its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.dates import Role
from xiandao.planreader.model import Comparator
from xiandao.planreader.quantities.amounts import Amount, read_amounts
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.units import Sort, skip_blanks
from xiandao.planreader.quantities.verbs import verb_at
from xiandao.planreader.quantities.wordlists import Words

CLAUSE_ENDS: Final = frozenset({Kind.PARAGRAPH, Kind.STOP, Kind.SEMICOLON, Kind.COMMA, Kind.COLON})
SENTENCE_ENDS: Final = frozenset({Kind.PARAGRAPH, Kind.STOP})
CONJUNCTIONS: Final = Words(("以及", "和", "及", "与", "并", "或", "，", ","))
_AMOUNT_KINDS: Final = frozenset({Kind.NUMBER, Kind.TIMES, Kind.VAGUE, Kind.COVERAGE})


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two separators. `ended_by` is the separator after it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    ended_by: Kind
    inner: bool = False  # stands in a bracket


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a clause with at least one amount."""

    start: int
    end: int
    amounts: tuple[Amount, ...]
    marks: tuple[Mark, ...]


def clauses(
    text: str, start: int, end: int, marks: tuple[Mark, ...], *, inner: bool = False
) -> Iterator[Clause]:
    """The clauses of [start, end), in order. A comma after 的 joins what it separates."""
    place, kept = start, list[Mark]()
    for mark in marks:
        if mark.kind not in CLAUSE_ENDS or (mark.kind is Kind.COMMA and _joins(text, mark, place, kept)):
            kept.append(mark)
            continue
        yield Clause(place, mark.start, tuple(kept), mark.kind, inner)
        place, kept = mark.end, []
    yield Clause(place, end, tuple(kept), Kind.STOP, inner)


def _joins(text: str, mark: Mark, place: int, kept: list[Mark]) -> bool:
    """培育10家国内领先的，具有竞争力的企业: the noun comes only after the comma."""
    if mark.start <= place or text[mark.start - 1] != "的":
        return False
    return any(before.kind in _AMOUNT_KINDS for before in kept)


def pieces(text: str, clause: Clause) -> Iterator[Piece]:
    """The clause cut between amounts that each have their own object."""
    amounts = _all_amounts(text, clause)
    starts = [mark.start for mark in clause.marks]
    place, held = clause.start, list[Amount]()
    for index, amount in enumerate(amounts):
        held.append(amount)
        if index + 1 == len(amounts):
            yield Piece(place, clause.end, tuple(held), _marks(clause, starts, place, clause.end))
            return
        following = amounts[index + 1]
        cut = _cut(text, clause, amount, following, _marks(clause, starts, amount.end, following.start))
        if cut is not None:
            yield Piece(place, cut, tuple(held), _marks(clause, starts, place, cut))
            place, held = cut, []


def _marks(clause: Clause, starts: list[int], start: int, end: int) -> tuple[Mark, ...]:
    """The clause's marks inside [start, end)."""
    found = clause.marks[bisect_left(starts, start) : bisect_left(starts, end)]
    return tuple(mark for mark in found if mark.end <= end)


def _all_amounts(text: str, clause: Clause) -> list[Amount]:
    """Numbers and vague amounts alike, in order."""
    found = read_amounts(text, clause.start, clause.end, clause.marks)
    for mark in clause.marks:
        if mark.kind in (Kind.VAGUE, Kind.COVERAGE):
            sort = Sort.COUNT if mark.kind is Kind.VAGUE else Sort.NONE
            found.append(
                Amount(
                    mark.start, mark.start, mark.end, mark.end, sort, Comparator.QUALITATIVE,
                    None, None, None, counted=False,
                )
            )  # fmt: skip
    return sorted(found, key=lambda amount: amount.core)


def _cut(text: str, clause: Clause, first: Amount, second: Amount, between: tuple[Mark, ...]) -> int | None:
    """Where the words of `first` end and those of `second` begin; None where they are one phrase."""
    place = _after_groups(text, first.end, between)
    if place >= second.start:
        return None
    if text[place] == "、" or CONJUNCTIONS.at(text, place, second.start):
        return place
    pauses = [mark.start for mark in between if mark.kind is Kind.PAUSE]
    for pause in pauses:
        following = skip_blanks(text, pause + 1, second.start)
        if following >= second.start or verb_at(text, following, clause.end):
            return pause
    for mark in between:
        if mark.date is not None and mark.date.role in (Role.DUE, Role.BARE):
            return mark.start
    if (joint := _joint(text, place, second.start)) is not None:
        return joint
    return pauses[-1] if pauses else None


def _after_groups(text: str, place: int, between: tuple[Mark, ...]) -> int:
    for mark in between:
        if mark.kind is Kind.GROUP and skip_blanks(text, place, mark.start) == mark.start:
            place = mark.end
    return skip_blanks(text, place, len(text))


def _joint(text: str, start: int, end: int) -> int | None:
    """和 or 及 right before the next number, or before a verb that begins the next phrase."""
    for place in range(end - 1, start, -1):
        word = CONJUNCTIONS.at(text, place, end)
        if word is None:
            continue
        following = place + len(word)
        if following == end or verb_at(text, following, end):
            return place
    return None
