"""Whether two short texts name the same thing: a measure and its row in the annex, a target said twice."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = re.compile(r"[^\w\u4e00-\u9fff]+")
_SHORTEST: Final = 4
_SHORTEST_PART: Final = 3
_LIKE: Final = (
    0.72  # shared pairs of characters; 增设日间床位 and 增设日间照料床位 are alike, 建设平台 and 建设基地 not
)


def plain(words: str) -> str:
    """The words without punctuation and blanks."""
    return _WORDS.sub("", words)


def alike(one: str, other: str) -> bool:
    """Equal, one inside the other, or nearly all pairs of characters in common."""
    first, second = sorted((plain(one), plain(other)), key=len)
    if not first:
        return False
    if first == second or (
        len(first) >= _SHORTEST_PART and first in second and 3 * len(first) >= len(second)
    ):
        return True
    if len(first) < _SHORTEST:
        return False
    pairs, others = _pairs(first), _pairs(second)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) >= _LIKE


def _pairs(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)}
