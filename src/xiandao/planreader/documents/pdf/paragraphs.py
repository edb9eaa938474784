"""Lines become paragraphs again.

A line break inside a paragraph stands where the next word had no room left; any other break was meant. So
a line goes on in the next one if that one's first word would not have fitted, and if neither its indent,
its size, its distance nor a number at its front says that it begins something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xiandao.planreader.documents.pdf.lines import TextLine
from xiandao.planreader.documents.spacing import seam

SLACK = 0.4  # ems by which lines of one measure may differ
INDENT = 1.2  # ems; the usual indent is two
SAME_SIZE = 0.08  # share by which sizes inside one paragraph may differ
WIDER_THAN_LEADING = 1.4  # a distance so many times the usual one parts paragraphs
LEAST_BODY_CHARACTERS = 8  # a shorter line says nothing about the measure
LEAST_INDENTED_SHARE = 0.1

_NUMERAL = r"[〇零一二三四五六七八九十百]{1,5}"
_BEGINNING = re.compile(
    rf"(?:{_NUMERAL}[、．.：:]|[（(](?:{_NUMERAL}|\d{{1,3}})[)）]|\d{{1,3}}(?:[.．]\d{{1,3}}){{0,3}}[、．.)）](?!\d)"
    rf"|\d{{1,3}}(?:[.．]\d{{1,3}}){{1,3}}(?!\d)|第(?:{_NUMERAL}|\d{{1,3}})[章节条款项部]|[①-⒛㊀-㊉]|[-—–―─]{{2}}"
    rf"|任务(?:{_NUMERAL}|\d{{1,3}})|附件|专栏|[•●■◆▪★□◇○·])"
)
_OPEN_ENDED = tuple("，、（(《“‘\u3014[【第至和及与或从到约为在对由")
_SENTENCE_ENDS = tuple("。！？；：.!?;:”）)》")


@dataclass(frozen=True, slots=True)
class Measure:
    """How the pages of one width are set."""

    left: float
    right: float
    leading: float  # usual distance of two baselines, in ems
    indents: bool  # whether paragraphs show by their first line's indent


def measure_of(pages: Iterable[Sequence[TextLine]], page_width: float) -> Measure:
    """The measure that these pages' lines keep."""
    pages = list(pages)
    body = [line for lines in pages for line in lines if len(line.glyphs) >= LEAST_BODY_CHARACTERS]
    if not body:
        return Measure(0.0, page_width, 2.0, indents=False)
    size = median(line.size for line in body)
    lefts = sorted(line.left for line in body)
    rights = sorted(line.right_of_words for line in body)
    left = lefts[len(lefts) // 20]
    # Margins are alike left and right; where no line is long, the margin is guessed from the left one.
    right = max(rights[len(rights) * 19 // 20], page_width - left - 2 * size)
    steps = [
        (above.y - below.y) / above.size
        for lines in pages
        for above, below in pairwise(lines)
        if 0 < above.y - below.y < 4 * above.size
    ]
    indented = sum(INDENT * size < line.left - left < 3 * size for line in body)
    flush = sum(line.left - left <= INDENT * size for line in body)
    indents = min(indented, flush) >= LEAST_INDENTED_SHARE * len(body)
    return Measure(left, right, median(steps) if steps else 2.0, indents)


class Joiner:
    """Puts lines together, one after the other."""

    def __init__(self) -> None:
        self._paragraphs: list[list[str]] = []
        self._last: TextLine | None = None
        self._same_page = False
        self._block_left: float | None = None  # where the lines after a paragraph's first one begin

    def page_break(self) -> None:
        """The next line stands on another page; its paragraph may have begun on this one."""
        self._same_page = False

    def cut(self) -> list[str]:
        """Finish the paragraph at hand and hand over all that is done."""
        done, self._paragraphs, self._last = self._paragraphs, [], None
        return ["".join(parts) for parts in done]

    def add(self, line: TextLine, measure: Measure) -> None:
        """Go on with the paragraph at hand, or begin a new one."""
        last = self._last
        if last is not None and self._goes_on(last, line, measure):
            self._paragraphs[-1] += [seam(last.text, line.text), line.text]
            self._block_left = line.left
        else:
            self._paragraphs.append([line.text])
            self._block_left = None
        self._last, self._same_page = line, True

    def _goes_on(self, last: TextLine, line: TextLine, measure: Measure) -> bool:
        size = max(last.size, line.size)
        if abs(last.size - line.size) > SAME_SIZE * size:
            return False
        if self._same_page and not 0 < last.y - line.y <= WIDER_THAN_LEADING * measure.leading * size:
            return False
        if last.right + line.first_word_width < measure.right - SLACK * size:
            return False
        if _BEGINNING.match(line.text) and not self._is_mid_sentence(last, line, measure):
            return False
        return self._is_aligned(last, line, measure)

    @staticmethod
    def _is_mid_sentence(last: TextLine, line: TextLine, measure: Measure) -> bool:
        """Whether a number at a line's front cannot be a heading's: the sentence before it is still open."""
        if last.text.endswith(_OPEN_ENDED):
            return True
        flush = line.left - measure.left <= SLACK * line.size
        return measure.indents and flush and not last.text.endswith(_SENTENCE_ENDS)

    def _is_aligned(self, last: TextLine, line: TextLine, measure: Measure) -> bool:
        slack = SLACK * line.size
        if self._block_left is not None:
            if self._same_page:
                return abs(line.left - self._block_left) <= slack
            return line.left - measure.left <= INDENT * line.size
        if line.left < last.left - slack or not self._same_page:
            return not measure.indents or line.left - measure.left <= INDENT * line.size
        if line.left <= last.left + slack:
            return not (measure.indents and line.left - measure.left > INDENT * line.size)
        return _hangs(last, line, slack)


def _hangs(first: TextLine, second: TextLine, slack: float) -> bool:
    """Whether the second line begins under the words that follow the first line's number."""
    number = _BEGINNING.match(first.text)
    if number is None:
        return False
    letters = 0
    for glyph in first.glyphs:
        if letters >= len(number[0].replace(" ", "")):
            return abs(glyph.x0 - second.left) <= slack
        letters += len(glyph.text)
    return False
