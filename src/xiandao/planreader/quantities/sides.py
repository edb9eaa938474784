"""The words on both sides of an amount: where its phrase begins, which verb opens it, what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.dates import Role
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Piece
from xiandao.planreader.quantities.phrases import EMPTY_OBJECTS, FINISHED, FREQUENCY_FILLERS, LEADING_FILLERS
from xiandao.planreader.quantities.scan import BLANKS, Kind
from xiandao.planreader.quantities.units import skip_blanks, skip_blanks_back
from xiandao.planreader.quantities.verbs import Verb, governing, verb_before
from xiandao.planreader.quantities.wordlists import Words, words

# No phrase of the genre is longer; the bound keeps a text without punctuation linear.
WIDEST_SIDE: Final = 160
MOST_FILLERS: Final = 24
_LEADING: Final = Words(LEADING_FILLERS)
_FREQUENCY: Final = Words(FREQUENCY_FILLERS)
# Nouns that begin with a filler: 再生资源, 应用场景, 总部企业.
_NO_FILLER: Final = words(
    """
    再生 再制造 应用 应急 等级 共享 共性 共同 共建 总部 总量 总数 总产 和美 和谐 并网 要素 都市 及时
    目标值 对外 对口 对接 对标 为民 向海 含量 以工 以旧 在孵 在建 在研 在校 在册 在营 在谈 在园 在岗
    在线 在库
    """
)
_EMPTY: Final = frozenset((*EMPTY_OBJECTS, *FINISHED))
_NUMBERING: Final = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳]|[—\-·●•■○◆▪*#>\s　]+|[一二三四五六七八九十]是"
    r"|[0-9一二两三四五六七八九十]{1,2}年(?=累计|合计|共)"
)
# What follows a value and yet is no object: 的发展目标, 以上水平, 大关.
_BELONGS_TO_VALUE: Final = re.compile(r"的?.{0,4}(?:目标|水平|大关|要求|台阶|关口)")
_BASE: Final = re.compile(r"(?:由|从|自)(?:目前|现有|现在|当前|上年|去年)?的?$")
# A comparator or change word that is the verb itself where a thing follows: 突破30项技术.
_TAIL_VERBS: Final = Words(words("突破 增加 扩大 减少 压减 精简 提升 提高 压缩 降低 削减 缩减 保持 稳定 破"))


@dataclass(frozen=True, slots=True)
class Sides:
    """The left side is text[floor:left_end] with its verb, the right side is `right`, up to `right_end`."""

    start: int  # where the phrase begins with its 每年
    floor: int  # where it begins without it
    left_end: int
    verb: Verb | None
    right: str
    right_end: int
    frequency: str = ""
    tail: str | None = None

    @property
    def direct(self) -> bool:
        """Whether the verb stands right before the amount."""
        return self.verb is not None and self.verb.end == self.left_end


def read_sides(text: str, piece: Piece, amount: Amount) -> Sides:
    """Both sides of one amount within its piece."""
    start, floor, frequency = _left_edge(text, piece, amount)
    floor = _after_predicate(text, floor, amount.start)
    left_end = skip_blanks_back(text, _before_base(text, piece, amount, floor), floor)
    bases = [one.end for one in piece.amounts if floor <= one.start and one.end <= amount.start]
    if left_end == floor and bases:  # 由30家企业增加到50家: the object stands between the two
        start, floor, left_end = bases[-1], bases[-1], skip_blanks_back(text, amount.start, bases[-1])
    right, right_end = _right_side(text, piece, amount)
    tail = _TAIL_VERBS.at(text, amount.start, amount.core) if right else None
    verb = governing(text, floor, left_end)
    return Sides(start, floor, left_end, verb, right, right_end, frequency, tail)


def _left_edge(text: str, piece: Piece, amount: Amount) -> tuple[int, int, str]:
    """Where the phrase begins once numbering, dates and fillers are gone."""
    place = max(piece.start, amount.start - WIDEST_SIDE)
    marks = {
        mark.start: mark.end
        for mark in piece.marks
        if mark.kind in (Kind.DATE, Kind.GROUP) and place <= mark.start and mark.end <= amount.start
    }
    start, frequency = -1, ""
    for _ in range(MOST_FILLERS):
        place = skip_blanks(text, place, amount.start)
        word = _FREQUENCY.at(text, place, amount.start)
        if word is not None:
            start, frequency, place = place, word, place + len(word)
            continue
        step = _filler_end(text, place, amount.start, marks)
        if step == place:
            break
        place = step
    return (place if start < 0 else start), place, frequency


def without_fillers(phrase: str) -> str:
    """The phrase without numbering and the words before its object: 2.全区高新技术企业."""
    place = 0
    for _ in range(MOST_FILLERS):
        step = _filler_end(phrase, skip_blanks(phrase, place, len(phrase)), len(phrase), {})
        if step == place:
            break
        place = step
    return phrase[place:]


def _after_predicate(text: str, floor: int, end: int) -> int:
    """面积不减少、产量稳定在200万吨: what is said before the pause is a statement of its own."""
    pause = text.rfind("、", floor, end)
    before = verb_before(text, floor, pause) if pause > floor else None
    return pause + 1 if before is not None else floor


def _filler_end(text: str, place: int, end: int, marks: dict[int, int]) -> int:
    if place in marks:
        return marks[place]
    if found := _NUMBERING.match(text, place, end):
        return found.end()
    word = _LEADING.at(text, place, end)
    if word is None or text.startswith(_NO_FILLER, place):
        return place
    return place + len(word)


def _before_base(text: str, piece: Piece, amount: Amount, floor: int) -> int:
    """产值由100亿元提高到200亿元: the left side ends before 由."""
    earlier = [one for one in piece.amounts if floor <= one.start < amount.start]
    edges = [one.start for one in earlier[-1:]]
    edges.extend(
        mark.start for mark in piece.marks if mark.kind is Kind.DATE and floor <= mark.start < amount.start
    )
    for edge in sorted(edges):
        left = text[max(floor, edge - 8) : edge]
        if found := _BASE.search(left):
            return edge - len(left) + found.start()
        if edge < amount.start and text.startswith(("由", "从", "自"), edge):
            return edge
    return amount.start


def _right_side(text: str, piece: Piece, amount: Amount) -> tuple[str, int]:
    """The words after the amount up to the piece's end, and where they end; "" where they are no object."""
    start, end = amount.end, min(piece.end, amount.end + WIDEST_SIDE)
    for mark in piece.marks:
        if mark.start > end:
            break
        if mark.kind is Kind.GROUP and mark.start == skip_blanks(text, start, end):
            start = mark.end
        elif mark.date is not None and mark.start >= start and mark.date.role is not Role.DUE:
            end = mark.start
    end = skip_blanks_back(text, end, start)
    while end > start and text[end - 1] in "，、；。：,;":
        end = skip_blanks_back(text, end - 1, start)
    raw = text[start:end].strip(BLANKS + "\n")
    if (
        raw in _EMPTY
        or _BELONGS_TO_VALUE.fullmatch(raw)
        or raw.startswith(("，", "、", ","))
        or not any(map(_is_word, raw))
    ):
        return "", amount.end
    return raw, end


def _is_word(character: str) -> bool:
    return character.isalpha()
