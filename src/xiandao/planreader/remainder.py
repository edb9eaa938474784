"""What the reader left: every stretch of text that became no part of any item, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from xiandao.planreader.folding import trim
from xiandao.planreader.model import Remainder, Span

_WORDS: Final = re.compile(r"[\w\u4e00-\u9fff]")
_SENTENCE: Final = re.compile(r"[。;!?\n]")


def read_remainder(text: str, folded: str, used: Iterable[Span]) -> tuple[Remainder, ...]:
    """The uncovered text, cut at line breaks, without pure punctuation and blanks."""
    left: list[Remainder] = []
    position = 0
    for span in _merged(used, len(text)):
        left.extend(_pieces(text, folded, position, span.start))
        position = span.end
    left.extend(_pieces(text, folded, position, len(text)))
    return tuple(left)


def sentence_around(folded: str, span: Span) -> Span:
    """The whole sentence that an item was read from: it is read, not left."""
    start = max(folded.rfind(mark, 0, span.start) for mark in "。;!?\n") + 1
    stop = _SENTENCE.search(folded, span.end)
    return Span(start, stop.end() if stop is not None else len(folded))


def _merged(used: Iterable[Span], length: int) -> Iterator[Span]:
    waiting: Span | None = None
    for span in sorted(used):
        if span.start >= span.end:
            continue
        if waiting is not None and span.start <= waiting.end:
            waiting = Span(waiting.start, max(waiting.end, span.end))
            continue
        if waiting is not None:
            yield waiting
        waiting = Span(span.start, min(span.end, length))
    if waiting is not None:
        yield waiting


def _pieces(text: str, folded: str, start: int, end: int) -> Iterator[Remainder]:
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        begin, close = trim(folded, start, stop)
        if begin < close and _WORDS.search(folded, begin, close):
            yield Remainder(text[begin:close], Span(begin, close))
        start = stop + 1
