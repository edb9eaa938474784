"""Where two pieces of Chinese text meet: with nothing between, or with a blank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

# Ideographs, kana, full-width forms and the punctuation that Chinese typesetting sets a full square wide.
_WIDE = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
WIDE = re.compile(f"[{_WIDE}]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
# The radicals that have a code point of their own beside the ideograph of the same shape; Unicode maps the
# Kangxi block (U+2F00-2FD5) itself, the simplified forms in the supplement are listed here.
_KANGXI = "".join(chr(code) for code in range(0x2F00, 0x2FD6))
_LOOK_ALIKES = str.maketrans(
    _KANGXI + "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    unicodedata.normalize("NFKC", _KANGXI) + "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
# A label wrapped by hand in a narrow cell (责任 / 单位, 完成时 / 限) is short or leaves one character over;
# units on lines of their own (区科委 / 各镇) are longer.
LONGEST_WRAPPED_LABEL = 4


def visible(text: str) -> str:
    """The text without what nobody sees (control characters, zero-width marks, half characters), and with
    the usual character where a file holds its look-alike: PDF writers print 一 as the radical U+2F00."""
    return _INVISIBLE.sub("", text).translate(_LOOK_ALIKES)


def is_wide(character: str) -> bool:
    """Whether a character is set a full square wide, so that no blank belongs beside it."""
    return WIDE.match(character) is not None


def collapsed(text: str) -> str:
    """Runs of blanks as one blank; a line break beside a Chinese character was only a wrap and goes."""

    def one_blank(blanks: re.Match[str]) -> str:
        wrapped = "\n" in blanks[0] or "\r" in blanks[0]
        before = text[max(blanks.start() - 1, 0) : blanks.start()]
        after = text[blanks.end() : blanks.end() + 1]
        return "" if wrapped and (is_wide(before) or is_wide(after)) else " "

    return _BLANKS.sub(one_blank, text).strip()


def seam(before: str, after: str) -> str:
    """What stands between two halves of a line that was broken for want of room: nothing, or a blank."""
    if not before or not after or is_wide(before[-1]) or is_wide(after[0]):
        return ""
    if before[-1] in "-/" or after[0] in "-/" or (before[-1].isdigit() and after[0].isdigit()):
        return ""
    return " "


def joined_cell(pieces: Iterable[str], *, heading: bool = False) -> str:
    """A cell's paragraphs on one line.

    Nothing stands between the halves of a label that was wrapped by hand; a blank keeps apart what was
    written one under the other (units, for instance). In a heading cell every break is a wrap.
    """
    parts = [part for part in map(collapsed, pieces) if part]
    joined = parts[:1]
    for before, after in pairwise(parts):
        is_label = min(len(before), len(after)) == 1 or len(before) + len(after) <= LONGEST_WRAPPED_LABEL
        wrapped = heading or is_label or before[-1] in "，、；。：,;"
        joined += [seam(before, after) if wrapped else " ", after]
    return "".join(joined)
