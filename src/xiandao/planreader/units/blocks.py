"""Where a text names its responsible units: brackets at a paragraph's end and lines of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.folding import CLOSERS, OPENERS, SENTENCE_ENDS, matching_close, trim
from xiandao.planreader.model import Span
from xiandao.planreader.units.names import could_be, has_level, is_likely, is_office
from xiandao.planreader.units.roles import (
    LABEL,
    Part,
    UnitRole,
    has_verb,
    label_at,
    label_role,
    read_cell,
    read_labelled,
    read_phrase,
)

_LONGEST_BLOCK: Final = 1200
_LONGEST_LIST: Final = 300
_ENDS_PARAGRAPH: Final = re.compile(r"[\s。;,.、*]*(?:$|\n|(?=[(\[]))")
_VERB_ENDS: Final = re.compile(
    r"(?:负责|完成|牵头|配合|落实|参与|实施|推进|承担|协助|支持|协办|会同|完成)[^,;。()\[\]]{0,10}[\s。;,.]*$|牵头|会同|按职责|分别负责"
)
_BEFORE_LABEL: Final = frozenset("▲△●○◆◇■□★☆·•→\n。;!?:)]> *|、,-—")
_BRACKET_OR_LABEL: Final = re.compile(rf"[(\[]|(?:(?:以上|上述)[\u4e00-\u9fff]{{0,6}})?(?:{LABEL.pattern})")
_LABEL_AHEAD: Final = re.compile(rf"(?:{LABEL.pattern})\s?:")
_BOXED_LABEL: Final = re.compile(rf"\[\s?(?:{LABEL.pattern})\s?\]\s?:?\s?(?=[\u4e00-\u9fff])")
_TERMINAL: Final = re.compile(r"[。\n]")


@dataclass(frozen=True, slots=True)
class Block:
    """One place that names units. `span` includes its brackets; `deadline` is a time given inside it."""

    span: Span
    parts: tuple[Part, ...]
    deadline: Span | None = None
    unclosed: bool = False
    own_line: bool = False
    for_all: bool = False  # 以上任务责任单位：…

    @property
    def empty(self) -> bool:
        """A label with nothing behind it."""
        return not self.parts


def find_blocks(folded: str, stops: list[int]) -> list[Block]:
    """Every block of the text in order, neighbours joined. No block crosses one of the `stops`."""
    found: list[Block] = []
    position = 0
    for candidate in _BRACKET_OR_LABEL.finditer(folded):
        if candidate.start() < position:
            continue
        limit = _limit(stops, candidate.start(), len(folded))
        if candidate.group() in OPENERS:
            block = _bracketed(folded, candidate.start(), limit)
        else:
            block = _labelled_line(folded, candidate.start(), limit)
        if block is None:
            continue
        found.append(block)
        position = block.span.end
    return list(_joined(folded, found))


def _limit(stops: list[int], start: int, length: int) -> int:
    at = bisect_right(stops, start)
    return min(stops[at] if at < len(stops) else length, start + _LONGEST_BLOCK)


def _bracketed(folded: str, opened: int, limit: int) -> Block | None:
    begin = opened + 1
    while begin < limit and folded[begin] == " ":
        begin += 1
    label = label_at(folded, begin, limit, bracketed=True)
    boxed = _BOXED_LABEL.match(folded, opened, limit)
    if boxed is not None:
        return _behind_boxed_label(folded, boxed, limit)
    if label is not None:
        return _labelled_bracket(folded, opened, begin, limit, label)
    if folded.startswith("由", begin):
        begin += 1
    close = matching_close(folded, opened, min(limit, opened + _LONGEST_LIST))
    if close < 0 or close - begin < 3:
        return None
    return _phrase_bracket(folded, opened, begin, close)


def _behind_boxed_label(folded: str, boxed: re.Match[str], limit: int) -> Block | None:
    """【责任单位】 with its units behind it, up to the end of the line or sentence."""
    stop = _end_of_list(folded, boxed.end(), limit)
    role = label_role(boxed)
    parts = read_cell(folded, boxed.end(), stop, role) if role not in (UnitRole.PERSON, UnitRole.TIME) else ()
    if not parts:
        return None
    _, end = trim(folded, boxed.start(), stop)
    return Block(Span(boxed.start(), end), parts, own_line=_alone(folded, boxed.start()))


def _labelled_bracket(folded: str, opened: int, begin: int, limit: int, label: re.Match[str]) -> Block | None:
    close = matching_close(folded, opened, limit)
    unclosed = close < 0 or _runs_on(folded, opened, close)
    if unclosed:
        stop = _TERMINAL.search(folded, label.end(), limit)
        close = stop.start() if stop is not None else limit
    if label_role(label) is UnitRole.PERSON and not _LABEL_AHEAD.search(folded, label.end(), close):
        return None
    reading = read_labelled(folded, begin, close)
    _, end = trim(folded, opened, close) if unclosed else (opened, close + 1)
    for_all = folded.startswith(("以上", "上述"), begin)
    return Block(
        Span(opened, end), reading.parts, reading.deadline, unclosed, _alone(folded, opened), for_all
    )


def _runs_on(folded: str, opened: int, close: int) -> bool:
    """Whether the bracket found belongs to a later line: a wrapped list holds no sentence and no label."""
    line_end = folded.find("\n", opened, close)
    if line_end < 0:
        return False
    rest = folded[line_end + 1 : close]
    new_start = (
        "。" in rest or _LABEL_AHEAD.search(rest) is not None or rest.lstrip().startswith(tuple(OPENERS))
    )
    return new_start or len(rest) > _LONGEST_LIST


def _phrase_bracket(folded: str, opened: int, begin: int, close: int) -> Block | None:
    """A bracket without a label counts where every name in it can only be an office."""
    content = folded[begin:close]
    ends = _ENDS_PARAGRAPH.match(folded, close + 1) is not None
    if not _VERB_ENDS.search(content) and not ends:
        return None
    reading = read_phrase(folded, begin, close)
    if not reading.parts:
        return None
    offices = [is_office(part.name) for part in reading.parts]
    if has_verb(folded, begin, close):
        believed = all(offices) or (
            any(offices) and ends and all(could_be(part.name) for part in reading.parts)
        )
    else:
        believed = ends and _plain_list(folded, opened, reading.parts)
    if not believed:
        return None
    return Block(Span(opened, close + 1), reading.parts, reading.deadline, own_line=_alone(folded, opened))


def _plain_list(folded: str, opened: int, parts: tuple[Part, ...]) -> bool:
    """A bare list of names at a paragraph's end: offices, and likely bodies of a level beside them."""
    offices = [is_office(part.name) for part in parts]
    levels = [has_level(part.name) for part in parts]
    likely = (is_likely(part.name) and level for part, level in zip(parts, levels, strict=True))
    if not any(offices) or not all(one or other for one, other in zip(offices, likely, strict=True)):
        return False
    behind_sentence = folded[max(0, opened - 2) : opened].rstrip().endswith(tuple(SENTENCE_ENDS))
    return any(levels) or len(parts) > 1 or behind_sentence


def _labelled_line(folded: str, start: int, limit: int) -> Block | None:
    """责任单位：… outside a bracket, up to the end of its line or sentence."""
    if start > 0 and folded[start - 1] not in _BEFORE_LABEL:
        return None
    label = label_at(folded, start, limit, bracketed=False)
    if label is None:
        return None
    begin = label.end()
    while begin < limit and folded[begin] in " \n":
        begin += 1
    stop = _end_of_list(folded, begin, limit)
    reading = read_labelled(folded, start, stop)
    if not reading.parts and reading.deadline is None:
        return None
    _, end = trim(folded, start, stop)
    return Block(Span(start, end), reading.parts, reading.deadline, own_line=_alone(folded, start))


def _end_of_list(folded: str, begin: int, limit: int) -> int:
    depth = 0
    for position in range(begin, limit):
        character = folded[position]
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth -= 1
            if depth < 0:
                return position
        elif character == "\n" or (character == "。" and depth == 0):
            return position
    return limit


def _alone(folded: str, start: int) -> bool:
    """Whether nothing stands before the block on its line."""
    while start > 0 and folded[start - 1] in " *>":
        start -= 1
    return start == 0 or folded[start - 1] == "\n"


def _joined(folded: str, blocks: list[Block]) -> Iterator[Block]:
    """（牵头单位：…）（配合单位：…） and labels on neighbouring lines are one block."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and _goes_with(folded, waiting, block):
            waiting = _merge(waiting, block)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _goes_with(folded: str, first: Block, second: Block) -> bool:
    between = folded[first.span.end : second.span.start]
    if between.strip(" \n。;,、*"):
        return False
    # On a line of its own it may belong to an item without words; other roles show that it does not.
    roles = {part.role for part in first.parts}
    return "\n" not in between or all(part.role not in roles for part in second.parts)


def _merge(first: Block, second: Block) -> Block:
    parts: dict[str, Part] = {}
    for part in (*first.parts, *second.parts):
        known = parts.get(part.name)
        if known is None or (part.role is UnitRole.LEAD and known.role is not UnitRole.LEAD):
            parts[part.name] = part
    if any(part.role is UnitRole.LEAD for part in parts.values()):
        for name, part in parts.items():
            if part.role is UnitRole.NAMED:
                parts[name] = part._replace(role=UnitRole.SUPPORT)
    return Block(
        Span(first.span.start, second.span.end),
        tuple(parts.values()),
        first.deadline or second.deadline,
        first.unclosed or second.unclosed,
        first.own_line,
    )
