"""Verbs in a language that writes no spaces: which characters of a phrase are what is done."""

from __future__ import annotations

from typing import Final, NamedTuple

from xiandao.planreader.quantities.phrases import NOMINAL_VERBS, NOUNS_WITH_VERBS, STRONG_VERBS
from xiandao.planreader.quantities.wordlists import Words, words

_VERBS: Final = Words((*STRONG_VERBS, *NOMINAL_VERBS))
_STRONG: Final = frozenset(STRONG_VERBS)
_NOUNS: Final = Words(NOUNS_WITH_VERBS)
# After a verb these make a noun of it: 完成率, 投资额, 获得者.
_NOUN_ENDINGS: Final = frozenset("率量额者性型度力")
# 建成数量, 开放面积: measured, not done.
_METRICS: Final = words("数量 总数 金额 次数 进度 程度")
_WITH_OUT: Final = words("出口 出版 出租 出台 出行 出海 出让 出资")
_NEGATIONS: Final = frozenset("不未无免")  # 面积不减少: nothing is done
_JOINTS: Final = ("和", "并", "、", "与", "及", "或", "/")


class Verb(NamedTuple):
    """A verb in [start, end); `strong` ones are verbs wherever they stand."""

    start: int
    end: int
    strong: bool


def verb_at(text: str, start: int, end: int) -> Verb | None:
    """The verb that begins exactly at `start`."""
    if _NOUNS.at(text, start, end):
        return None
    word = _VERBS.at(text, start, end)
    if word is None:
        return None
    stop = start + len(word)
    if (stop < end and text[stop] in _NOUN_ENDINGS) or text.startswith(_METRICS, stop, end):
        return None
    if text.startswith("出", stop, end) and not text.startswith(_WITH_OUT, stop, end):
        stop += 1  # 培育出一批: a particle of the verb
    return Verb(start, stop, word in _STRONG)


def verbs_in(text: str, start: int, end: int) -> list[Verb]:
    """Every verb in [start, end), left to right."""
    found: list[Verb] = []
    place = start
    while place < end:
        noun = _NOUNS.at(text, place, end)
        if noun is not None:
            place += len(noun)
            continue
        verb = verb_at(text, place, end)
        if verb is not None and (place == start or text[place - 1] not in _NEGATIONS):
            found.append(verb)
        place = verb.end if verb is not None else place + 1
    return found


def verb_before(text: str, start: int, end: int) -> str | None:
    """The negated verb that ends at `end`: 不减少."""
    word = _VERBS.before(text, start, end)
    place = end - len(word) if word is not None else 0
    return word if word is not None and place > start and text[place - 1] in _NEGATIONS else None


def governing(text: str, start: int, end: int) -> Verb | None:
    """The verb (or chain of verbs, 引进和培育) that opens the last phrase of [start, end).

    The last strong verb opens it; one that as often is a noun does so only at the very start or at the
    very end, where the number follows it at once.
    """
    share = text.find("占", start, end)  # 绿色建筑占新建建筑比例: no verb of ours comes after it
    found = [verb for verb in verbs_in(text, start, end) if share < 0 or verb.end <= share]
    index = next((place for place in range(len(found) - 1, -1, -1) if found[place].strong), None)
    if found and found[-1].end == end and (index is None or index < len(found) - 1):
        index = len(found) - 1
    if index is None:
        if not found or found[0].start != start:
            return None
        index = 0
    first = index
    while first > 0 and _linked(text, found[first - 1], found[first]):
        first -= 1
    last = index
    while last + 1 < len(found) and found[last].end == found[last + 1].start:
        last += 1
    return Verb(found[first].start, found[last].end, found[index].strong)


def _linked(text: str, left: Verb, right: Verb) -> bool:
    between = text[left.end : right.start].strip()
    return between == "" or between in _JOINTS
