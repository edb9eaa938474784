"""What a measure promises by a day: 2023年…投入运营，至2025年全部…, and the deadline of its block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from xiandao.planreader.dates import DateMention, Role, find_dates
from xiandao.planreader.folding import trim
from xiandao.planreader.model import Milestone, Span, Strength, Target

_SENTENCE_END: Final = re.compile(r"[。;!?\n]")
_CLAUSE_START: Final = re.compile(r"(?:^|[。;!?\n,:、)》\]])\s*(?:力争|争取|计划|预计|确保|其中)?$")
_BINDING: Final = re.compile(r"必须|确保|不得|务必|应当|不低于|不少于|约束性")
_ASPIRING: Final = re.compile(r"力争|争取|努力|有望")
_VAGUE: Final = re.compile(r"若干|一批|应.尽.|进一步|一定|多个|一系列")
_FEWEST: Final = 4


def milestones_of(
    text: str,
    folded: str,
    span: Span,
    block: Span | None,
    deadline: Span | None,
    targets: Sequence[Target],
    year: int | None,
) -> tuple[Milestone, ...]:
    """The dated promises in `span`, outside the block of units, and the deadline inside it."""
    found: list[Milestone] = []
    mentions = [
        mention
        for mention in find_dates(text, span, year=year)
        if mention.day is not None
        and mention.role in (Role.DUE, Role.BARE)
        and not (block is not None and block.start <= mention.span.start < block.end)
        and (mention.role is Role.DUE or _opens_clause(folded, span.start, mention.span.start))
    ]
    for place, mention in enumerate(mentions):
        following = mentions[place + 1].span.start if place + 1 < len(mentions) else span.end
        limit = min(
            following, block.start if block is not None and block.start > mention.span.start else following
        )
        promise = _promise(folded, mention, limit)
        if promise is not None and mention.day is not None:
            found.append(_milestone(text, mention.day, promise, targets))
    if deadline is not None:
        days = [mention for mention in find_dates(text, deadline, year=year) if mention.day is not None]
        if days:
            stated = Span(*trim(folded, deadline.start, deadline.end, ";,。"))
            found.append(
                Milestone(
                    days[-1].day,
                    text[stated.start : stated.end],
                    None,
                    stated,
                    Strength.EXPECTED,
                    counted=False,
                )
            )
    return tuple(found)


def _opens_clause(folded: str, start: int, position: int) -> bool:
    return _CLAUSE_START.search(folded[max(start, position - 8) : position]) is not None or position == start


def _promise(folded: str, mention: DateMention, limit: int) -> Span | None:
    stop = _SENTENCE_END.search(folded, mention.span.end, limit)
    start, end = trim(folded, mention.span.start, stop.start() if stop is not None else limit, ",;、。 ")
    return Span(start, end) if end - mention.span.end >= _FEWEST else None


def _milestone(text: str, day: date, span: Span, targets: Sequence[Target]) -> Milestone:
    words = text[span.start : span.end]
    inside = [target for target in targets if span.start <= target.span.start and target.span.end <= span.end]
    counted = any(target.counted for target in inside)
    strength = Strength.EXPECTED
    if _BINDING.search(words):
        strength = Strength.BINDING
    elif _ASPIRING.search(words):
        strength = Strength.ASPIRATIONAL
    quantity = inside[0].text if inside and not _VAGUE.search(inside[0].text) else None
    return Milestone(day, words, quantity, span, strength, counted)


def yearly(text: str, year: int, span: Span) -> Milestone:
    """What a table's column of one year holds for a row."""
    start, end = trim(text, *span)
    words = text[start:end]
    counted = any(character.isdigit() for character in words)
    strength = Strength.ASPIRATIONAL if _ASPIRING.search(words) else Strength.EXPECTED
    return Milestone(
        date(year, 12, 31), words, words if counted else None, Span(start, end), strength, counted
    )
