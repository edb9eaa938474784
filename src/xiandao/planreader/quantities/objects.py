"""Which words around an amount say what is counted, and the short name a clerk would write for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Comparator, Span
from xiandao.planreader.quantities.amounts import Amount, Cue
from xiandao.planreader.quantities.clauses import Piece
from xiandao.planreader.quantities.lexicon import FALL_BEFORE, GROWTH_BEFORE
from xiandao.planreader.quantities.phrases import (
    CONTINUING,
    EMPTY_OBJECTS,
    FREQUENCY_FILLERS,
    LEADING_FILLERS,
    LIGHT_VERBS,
    TRAILING_FILLERS,
)
from xiandao.planreader.quantities.scan import BLANKS, Kind, Mark
from xiandao.planreader.quantities.units import Sort, skip_blanks, skip_blanks_back
from xiandao.planreader.quantities.verbs import Verb, governing, verb_at
from xiandao.planreader.quantities.wordlists import Words


class Place(StrEnum):
    """Where the object stands."""

    BEFORE = "before"  # 企业总数50家
    AFTER = "after"  # 引进50家企业
    AROUND = "around"  # 规模超50亿的产业区: the number qualifies a noun that follows
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount with the words that belong to it. `verb` opens the phrase, `noun` is the object alone."""

    amount: Amount
    span: Span
    name: str
    noun: str
    place: Place
    verb: str
    left: str
    right: str


_LEADING: Final = Words(LEADING_FILLERS)
_TRAILING: Final = Words(TRAILING_FILLERS)
_FREQUENCY: Final = frozenset(FREQUENCY_FILLERS)
_LIGHT: Final = Words(LIGHT_VERBS)
_NUMBERING: Final = re.compile(
    r"(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳]|[—\-·●•■○◆▪*#>\s　]+"
    r"|[一二三四五六七八九十]是)"
)
_GROUPS: Final = re.compile(r"[（(\u3014\[【][^（()）]{0,120}[）)\u3015\]】]")
_DATED: Final = re.compile(
    r"(?:比|较|与|在|到|至|以|从|于|自|截至)?[“]?(?:[0-9０-９]{4}\s*年|上年|去年|十[一二三四五六]五)[”]?"
    r"(?:[0-9０-９]{1,2}月)?(?:年?底|年?末|期间|时期|期末)?(?:之前|前)?(?:的)?(?:基础上|相比|水平)?"
)
# Metric words that mean nothing without what stands before 的.
_DEPENDENT: Final = frozenset(
    (
        *(
            "比重",
            "占比",
            "比例",
            "数量",
            "总数",
            "总量",
            "规模",
            "增速",
            "产值",
            "收入",
            "面积",
            "份额",
            "数",
            "率",
            "总额",
        ),
        *(
            "平均增速",
            "年均增速",
            "浓度",
            "水平",
            "强度",
            "能力",
            "时间",
            "时限",
            "总产值",
            "增加值",
            "营收",
            "投资",
            "产量",
        ),
    )
)
_TAIL_VERBS: Final = Words(
    (
        "突破",
        "增加",
        "扩大",
        "减少",
        "压减",
        "精简",
        "提升",
        "提高",
        "压缩",
        "降低",
        "下降",
        "缩短",
        "削减",
        "缩减",
        "保持",
        "稳定",
    )
)
_CHANGE: Final = Words((*GROWTH_BEFORE, *FALL_BEFORE))
LONGEST_NAME: Final = 60


def state(text: str, piece: Piece, amount: Amount, *, inherited: str = "") -> Statement:
    """The statement that a piece makes about its main amount. `inherited` is the last object named before."""
    floor = _left_edge(text, piece, amount)
    left_end = skip_blanks_back(text, amount.start, floor)
    verb = governing(text, floor, left_end)
    noun_after, right_end = _object_after(text, piece, amount)
    direct = verb is not None and verb.end == left_end
    has_left_noun = left_end > floor and not direct
    tail = _TAIL_VERBS.at(text, amount.start, amount.core) if noun_after else None
    if text.startswith("的", amount.end) and noun_after and amount.sort is not Sort.COUNT:
        return _around(text, floor, left_end, amount, verb, noun_after, right_end)
    if noun_after and not _is_named_before(floor, left_end, amount, verb, tail):
        return _after(text, floor, left_end, amount, verb if direct else None, tail, noun_after, right_end)
    if has_left_noun or (direct and verb is not None and verb.start > floor):
        return _before(text, floor, left_end, amount, verb, inherited)
    return _missing(text, amount, floor, inherited)


def _is_named_before(floor: int, left_end: int, amount: Amount, verb: Verb | None, tail: str | None) -> bool:
    """产业规模达到500亿元……: what follows the value is not its object."""
    if left_end <= floor or (verb is not None and verb.end == left_end):
        return False
    if tail is not None and amount.sort is Sort.COUNT and verb is None:
        return False
    return amount.is_reached or amount.sort in (Sort.MONEY, Sort.SCALE) or amount.sort is Sort.MEASURED


def _left_edge(text: str, piece: Piece, amount: Amount) -> int:
    """Where the phrase begins once numbering, dates and fillers are gone."""
    place = piece.start
    marks = [
        mark for mark in piece.marks if mark.kind in (Kind.DATE, Kind.GROUP) and mark.end <= amount.start
    ]
    for _ in range(24):
        place = skip_blanks(text, place, amount.start)
        step = _leading_step(text, place, amount.start, marks)
        if step == place:
            break
        place = step
    return place


def _leading_step(text: str, place: int, end: int, marks: list[Mark]) -> int:
    for mark in marks:
        if mark.start == place:
            return mark.end
    if found := _NUMBERING.match(text, place, end):
        return found.end()
    word = _LEADING.at(text, place, end)
    if word is None or word in _FREQUENCY:
        return place
    # 的 and 应 begin no noun here, but 等 and 再 may: 再生资源, 应用场景.
    verb_or_noun = verb_at(text, place, end)
    if verb_or_noun is not None and verb_or_noun.end > place + len(word):
        return place
    return (
        place
        if text.startswith(("再生", "再制造", "应用", "应急", "等级", "共享", "共性", "共同", "总部"), place)
        else place + len(word)
    )


def _object_after(text: str, piece: Piece, amount: Amount) -> tuple[str, int]:
    """The words after the amount up to the piece's end, and where they end."""
    start, end = amount.end, piece.end
    for mark in piece.marks:
        if mark.kind is Kind.GROUP and mark.start == skip_blanks(text, start, end):
            start = mark.end
        elif mark.kind is Kind.DATE and mark.start >= start:
            end = min(end, mark.start)
    end = skip_blanks_back(text, end, start)
    while end > start and text[end - 1] in "，、；。：,;":
        end = skip_blanks_back(text, end - 1, start)
    raw = text[start:end].strip(BLANKS + "\n")
    if (
        raw in EMPTY_OBJECTS
        or raw.startswith(("，", "、", ","))
        or not re.search(r"[\u4e00-\u9fffA-Za-z]", raw)
    ):
        return "", amount.end
    return raw, end


def _around(
    text: str, floor: int, left_end: int, amount: Amount, verb: Verb | None, raw: str, right_end: int
) -> Statement:
    """形成行业规模超50亿的产业区: the metric before the number names it, else the head after 的."""
    metric_start = verb.end if verb is not None else floor
    metric = _clean(text[metric_start:left_end])
    head = compact(raw)
    name = metric or _joined(text[verb.start : verb.end] if verb is not None else "", head)
    start = verb.start if verb is not None else floor
    word = text[verb.start : verb.end] if verb is not None else ""
    return Statement(
        amount,
        Span(start, right_end),
        name or head,
        metric or head,
        Place.AROUND,
        word,
        text[floor:left_end],
        raw,
    )


def _after(
    text: str,
    floor: int,
    left_end: int,
    amount: Amount,
    verb: Verb | None,
    tail: str | None,
    raw: str,
    right_end: int,
) -> Statement:
    start = verb.start if verb is not None else (floor if left_end > floor else amount.start)
    words = text[verb.start : verb.end] if verb is not None else ""
    if not words and left_end > floor:
        words = _clean(text[floor:left_end])
    if tail is not None:
        words += tail
    noun = compact(raw)
    frequency = next(
        (word for word in _FREQUENCY if text.startswith(word, floor) and not words.startswith(word)), ""
    )
    name = _joined(frequency + words, noun)
    return Statement(
        amount, Span(start, right_end), name, noun, Place.AFTER, words, text[floor:left_end], raw
    )


def _before(
    text: str, floor: int, left_end: int, amount: Amount, verb: Verb | None, inherited: str
) -> Statement:
    start = verb.start if verb is not None and verb.end < left_end else floor
    words = text[verb.start : verb.end] if verb is not None and verb.end < left_end else ""
    noun = _trimmed(_clean(text[start + len(words) : left_end]))
    change = text[amount.start : amount.core] if amount.comparator is Comparator.GROWS_BY else ""
    name = _joined(words, compact(noun)) or inherited
    if noun.startswith(CONTINUING) and inherited and not words:
        name = inherited + noun
    if not noun and inherited:
        name = inherited
    frequency = next(
        (word for word in _FREQUENCY if text.startswith(word, floor) and not name.startswith(word)), ""
    )
    name = frequency + name + _change_words(change)
    end = amount.end
    return Statement(
        amount, Span(start, end), name, noun or inherited, Place.BEFORE, words, text[floor:left_end], ""
    )


def _missing(text: str, amount: Amount, floor: int, inherited: str) -> Statement:
    change = text[amount.start : amount.core] if amount.comparator is Comparator.GROWS_BY else ""
    start = min(floor, amount.start)
    name = inherited + _change_words(change) if inherited else ""
    return Statement(
        amount, Span(start, amount.end), name, inherited,
        Place.BEFORE if inherited else Place.MISSING, "", text[floor : amount.start], "",
    )  # fmt: skip


def _change_words(words: str) -> str:
    """年均增长, 下降: what kind of change the value is."""
    kept = re.sub(
        r"不低于|不少于|不高于|超过|高于|大于|力争|达到|保持在|约|在|为|不超过|以|将|要|分别|均|各", "", words
    )
    return re.sub(r"\s+", "", kept)


def compact(raw: str) -> str:
    """The head of a noun phrase: modifiers before the last 的, brackets and blanks are dropped."""
    plain = re.sub(r"\s+", "", _GROUPS.sub("", raw))
    plain = plain.strip("，、；。：,;:")
    if plain.startswith("的"):
        plain = plain[1:]
    head, mark, tail = plain.rpartition("的")
    if mark and len(tail) >= 2 and tail not in _DEPENDENT and not _is_dependent(tail, head):
        plain = tail
    return plain[:LONGEST_NAME].strip("，、；。：,;:")


def _is_dependent(tail: str, head: str) -> bool:
    return "占" in head and any(tail.startswith(word) for word in ("比", "份"))


def _clean(words: str) -> str:
    """Without brackets, dates of comparison and blanks."""
    plain = _DATED.sub("", _GROUPS.sub("", words))
    return re.sub(r"\s+", "", plain).strip("，、；。：,;:—-")


def _trimmed(words: str) -> str:
    while word := _TRAILING.before(words, 0, len(words)):
        if word == "比重" or len(word) == len(words):
            break
        words = words[: -len(word)]
    return words


def _joined(verb: str, noun: str) -> str:
    """Verb and object; a verb that only carries the sentence is left out."""
    plain = re.sub(r"\s+", "", verb)
    if noun and _LIGHT.at(plain, 0, len(plain)) == plain:
        return noun
    return plain + noun


__all__ = ["Cue", "Place", "Statement", "compact", "state"]
