"""The title of a measure: its heading, or the first clause of its words; never words of our own."""

from __future__ import annotations

import re
from typing import Final

from xiandao.planreader.folding import trim
from xiandao.planreader.model import Span

LONGEST_TITLE: Final = 40
_SENTENCE_END: Final = re.compile(r"[。;!?\n]")
_CLAUSE_END: Final = re.compile(r"[,:。;!?\n]")
_PAUSE: Final = re.compile(r"[、]")
_CIRCUMSTANCE: Final = re.compile(
    r"(?:(?:立足|结合|针对|按照|根据|依据|为(?!.{0,4}提供))[^,]*|在[^,]{2,60}[上下中内]),"
)
_FIELD: Final = re.compile(
    r"(?:(?:重点|主要|工作|具体)?(?:任务|工作|项目|举措|措施|事项)(?:名称|内容|事项)?)\s?:\s*"
)
_SHORTEST_TITLE: Final = 6


def title_of(folded: str, start: int, end: int) -> Span:
    """The words of [start, end) that name it. `end` stops before the units."""
    start, end = trim(folded, start, end, "-—*# :、.")
    field = _FIELD.match(folded, start, end)
    if field is not None:
        start = field.end()
    sentence = _SENTENCE_END.search(folded, start, end)
    stop = sentence.start() if sentence is not None else end
    if stop - start > LONGEST_TITLE:
        start = _past_circumstances(folded, start, stop)
        clause = _first_clause(folded, start, stop)
        stop = clause if clause is not None else min(stop, start + LONGEST_TITLE)
    return Span(*trim(folded, start, stop, "。;:,*# ([" if stop - start > 1 else ""))


def _past_circumstances(folded: str, start: int, stop: int) -> int:
    """立足…，针对…，出台…: the clauses before the action name nothing."""
    begin = start
    while _CIRCUMSTANCE.match(folded, begin, stop):
        comma = folded.find(",", begin, stop)
        if comma < 0 or stop - comma < _SHORTEST_TITLE:
            return start
        begin = comma + 1
    return begin


def _first_clause(folded: str, start: int, stop: int) -> int | None:
    """The last clause end within the bound, at least a few words in; else the last pause."""
    bound = start + LONGEST_TITLE + 1
    for pattern in (_CLAUSE_END, _PAUSE):
        found = pattern.search(folded, start + 4, min(stop, bound))
        if found is not None:
            return found.start()
    return None
