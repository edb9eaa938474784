"""Characters on one height become a line of text, with blanks only where the page shows a real gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xiandao.planreader.documents.pdf.geometry import Glyph
from xiandao.planreader.documents.spacing import is_wide, visible

SAME_LINE = 0.4  # of the character height: superscripts stand higher, the next line lies lower
SAME_PLACE = 0.15  # of the character height: bold is sometimes drawn as the same character twice
WORD_GAP = 0.18  # ems between Latin letters that make a blank; kerning stays below
# Beside a Chinese character a blank means something only from about its own width on: PDF writers put
# quarter blanks between Chinese and Latin, and spread lines to fill the measure.
WIDE_GAP = 0.75
_CLOSING = frozenset("，。、；：？！）】》」』\u3015”’％%,.;:?!)]}…")
_PAIRED = frozenset("—…")  # a dash and an ellipsis are two characters that no line break parts
_QUOTES = frozenset("“”‘’")
_OPENING = frozenset("（【《「『\u3014“‘([{")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line on the page. `glyphs` are its visible characters from left to right."""

    glyphs: tuple[Glyph, ...]
    text: str
    size: float  # points, the middle of its characters'

    @property
    def left(self) -> float:
        """Where the first character begins."""
        return self.glyphs[0].x0

    @property
    def right(self) -> float:
        """Where the last character ends."""
        return self.glyphs[-1].x1

    @property
    def right_of_words(self) -> float:
        """The same without a closing mark, which may hang over the margin."""
        return next((glyph.x1 for glyph in reversed(self.glyphs) if glyph.text not in _CLOSING), self.right)

    @property
    def y(self) -> float:
        """The baseline's height above the page's foot."""
        return self.glyphs[0].y

    @property
    def first_word_width(self) -> float:
        """How much room the part needs that a line break cannot split off."""
        return self.glyphs[_first_word_end(self.glyphs) - 1].x1 - self.left


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines that these characters make, from top to bottom."""
    lines: list[TextLine] = []
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x0)):
        if row and row[0].y - glyph.y > SAME_LINE * max(row[0].size, glyph.size):
            lines.extend(_line(row))
            row = []
        row.append(glyph)
    lines.extend(_line(row))
    return lines


def _line(row: Sequence[Glyph]) -> Iterable[TextLine]:
    seen: list[Glyph] = []
    blank_before: list[bool] = []
    blank = False
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        text = visible(glyph.text)
        if not text.strip():
            blank = blank or bool(text)
            continue
        if seen and seen[-1].text == text and abs(glyph.x0 - seen[-1].x0) < SAME_PLACE * glyph.size:
            continue
        seen.append(glyph._replace(text=text.strip()))
        blank_before.append(blank)
        blank = False
    if not seen:
        return ()
    parts = [seen[0].text]
    for before, after, blank in zip(seen[:-1], seen[1:], blank_before[1:], strict=True):
        parts.append(" " if _is_apart(before, after, blank=blank) else "")
        parts.append(after.text)
    return (TextLine(tuple(seen), "".join(parts), median(glyph.size for glyph in seen)),)


def _is_apart(before: Glyph, after: Glyph, *, blank: bool) -> bool:
    gap = (after.x0 - before.x1) / max(before.size, after.size)
    if is_wide(before.text[-1]) or is_wide(after.text[0]):
        return gap > WIDE_GAP
    return blank or gap > WORD_GAP


def _first_word_end(glyphs: Sequence[Glyph]) -> int:
    """How many characters at a line's beginning stay together: a Latin word, brackets, closing marks.

    Some programs part no quotation mark from either neighbour (Unicode line breaking, class QU).
    """
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].text in _OPENING:
        end += 1
    for before, after in pairwise(glyphs[end:]):
        end += 1
        if not _stay_together(before, after):
            return end
    return len(glyphs)


def _stay_together(before: Glyph, after: Glyph) -> bool:
    if after.text in _CLOSING or after.text in _QUOTES or before.text in _QUOTES:
        return True
    if before.text == after.text and before.text in _PAIRED:
        return True
    is_latin = not is_wide(before.text[-1]) and not is_wide(after.text[0])
    return is_latin and not _is_apart(before, after, blank=False)
