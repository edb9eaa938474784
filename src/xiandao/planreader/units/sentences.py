"""Units named in the running sentence: 市科委牵头开展…, 某委会同某局…. Works on folded text."""

from __future__ import annotations

import re
from typing import Final

from xiandao.planreader.folding import OPENERS, matching_close
from xiandao.planreader.model import Span
from xiandao.planreader.units.blocks import Block
from xiandao.planreader.units.names import OFFICE, Name, is_collective, is_office, split_names
from xiandao.planreader.units.roles import Part, UnitRole, settle

_VERB: Final = re.compile(
    r"(?P<TOGETHER>(?:联合|共同)(?=组织|开展|推动|推进|实施|制定|研究|举办|出台|建立))|(?P<LEADS>牵头商|牵头(?!单位|部门|人|作用))|(?P<JOINS>会同|联合(?=[市区县省州国各]))"
    r"|(?P<SUPPORTS>配合(?!单位|度))|(?P<ANSWERS>负责(?!人|任|单位|部门|制(?![定订])))"
)
_BOUNDARY: Final = re.compile(r"[。;:!?\n,“”《》(\[]|由(?!于)")
_HEADING: Final = re.compile(r"\s*([^,。;:!?\n]{2,40}?)\s*(?:[:。\n]|$)")
_AUTHORITY: Final = re.compile(
    r"^(?:国家|省|市|区|县|州|旗)(?!域|场|民).*(?:委|局|厅|办|办公室|部|政府|委员会|公司|集团|中心|大队|支队|总队|法院|检察院)$"
)
_ADVERB: Final = re.compile(
    r"(?:要|应|应当|须|需|将|具体|统筹|主要|共同|分别|分工|各自|牵头|积极|等(?:部门|单位)?)+$"
)
_REACH: Final = 60
_LIST_AT: Final = re.compile(
    rf"(?:[市区县省州各])?[\u4e00-\u9fff·]{{1,12}}?{OFFICE}(?:\([^()]{{1,10}}\))?"
    rf"(?:[、和及与](?:[市区县省州各])?[\u4e00-\u9fff·]{{1,12}}?{OFFICE}(?:\([^()]{{1,10}}\))?)*"
)


def sentence_block(folded: str, start: int, end: int, *, named_only: bool = False) -> Block | None:
    """The units that the sentences of [start, end) name as acting, or None.

    `named_only` leaves out collective units: in a chapter of safeguards everybody answers for everything.
    """
    parts: list[Part] = []
    after_lead = start
    for verb in _VERB.finditer(folded, start, end):
        parts.extend(_before(folded, max(start, after_lead), verb))
        if verb.lastgroup == "JOINS" or verb.group() == "牵头商":
            parts.extend(_behind(folded, verb.end(), end, led=bool(parts)))
        after_lead = verb.end()
    if named_only:
        parts = [part for part in parts if not is_collective(part.name)]
    settled = settle(parts)
    if not settled:
        return None
    first = min(part.span.start for part in settled)
    last = max(part.span.end for part in settled)
    return Block(Span(first, last), tuple(settled))


def office_heading(folded: str, start: int, end: int) -> Block | None:
    """An item headed by an office, as in a list of duties: （一）市财政局：…"""
    found = _HEADING.match(folded, start, end)
    if found is None:
        return None
    names = split_names(folded, found.start(1), found.end(1))
    if not names or not all(_heads_duties(name.text) for name in names):
        return None
    parts = tuple(Part(name.text, UnitRole.NAMED, name.span) for name in names)
    return Block(Span(*found.span(1)), parts)


def _heads_duties(name: str) -> bool:
    return is_office(name) and (is_collective(name) or _AUTHORITY.match(name) is not None)


def _before(folded: str, floor: int, verb: re.Match[str]) -> list[Part]:
    if folded.startswith("的", verb.end()):
        return []  # 由某局牵头的工作专班 tells of a body, not of who does this
    begin, end = max(floor, verb.start() - _REACH), verb.start()
    for boundary in _BOUNDARY.finditer(folded, begin, end):
        opened = boundary.group() in OPENERS
        if not opened or matching_close(folded, boundary.start(), end) < 0:
            begin = boundary.end()
    adverb = _ADVERB.search(folded, begin, end)
    names = split_names(folded, begin, adverb.start() if adverb is not None else end)
    if not names or not all(is_office(name.text) for name in names):
        return []
    role = {
        "SUPPORTS": UnitRole.SUPPORT,
        "ANSWERS": UnitRole.ANSWERS,
        "TOGETHER": UnitRole.NAMED,
    }.get(verb.lastgroup or "", UnitRole.LEAD)
    return [Part(name.text, role, name.span) for name in names]


def _behind(folded: str, start: int, end: int, *, led: bool) -> list[Part]:
    """Those who join the lead: as many names as stand in a row."""
    found = _LIST_AT.match(folded, start, min(end, start + 2 * _REACH))
    if found is None or not led:
        return []
    names: list[Name] = split_names(folded, found.start(), found.end())
    return [Part(name.text, UnitRole.SUPPORT, name.span) for name in names if is_office(name.text)]
