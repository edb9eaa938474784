"""Who leads and who supports: the grammar of the words inside one block of units. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from xiandao.planreader.model import Span
from xiandao.planreader.units.names import Name, is_likely, split_names


class UnitRole(StrEnum):
    """What the text says about a unit. NAMED: responsible, but no lead is marked."""

    LEAD = "lead"
    SUPPORT = "support"
    NAMED = "named"
    ANSWERS = "answers"  # "…负责": a lead where it stands alone or beside those who support
    PERSON = "person"
    TIME = "time"
    OTHER = "other"


class Part(NamedTuple):
    """One unit of a block with its role."""

    name: str
    role: UnitRole
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a block's words came to: its units, and the place of a deadline given among them."""

    parts: tuple[Part, ...]
    deadline: Span | None = None


_BODY: Final = r"(?:单位|部门|主体|机构|处室|科室|股室|镇街|乡镇|街道|园区|方|责任单位|责任部门|责任主体)"
_LABELS: Final = (
    (
        UnitRole.PERSON,
        r"(?:(?:市|区|县|省|总)?(?:级)?(?:责任|分管|牵头|包保|联系|挂钩|主管|负责|包联|联络|市|区|县)(?:区|市|县)?(?:级)?(?:领导|人员|人|负责人))",
    ),
    (
        UnitRole.TIME,
        r"(?:(?:完成|时间|办结|推进|工作|实施|达成)(?:时限|时间|节点|期限|进度|日期)(?:要求|节点)?|时限(?:要求)?|期限)",
    ),
    (
        UnitRole.LEAD,
        rf"(?:总?牵头(?:责任|负责|实施|推进)?{_BODY}(?:\(部门\)|\(单位\))?|主(?:办|责|要责任|要负责|要牵头){_BODY}|第一责任{_BODY}|牵头|主办|主责)",
    ),
    (
        UnitRole.SUPPORT,
        (
            rf"(?:(?:配合|协办|协同|参与|参加|协助|支持|会办|协作|合作|联办|协同配合|配合责任|协同推进|共同责任|其他责任){_BODY}"
            r"(?:\(部门\)|\(单位\))?|配合|协办)"
        ),
    ),
    (
        UnitRole.NAMED,
        (
            rf"(?:(?:责任|负责|实施|落实|承担|承办|执行|主管|具体责任|工作责任|任务|项目责任|推进|组织实施|项目实施|建设|监管|责任落实){_BODY}"
            r"(?:\(部门\)|\(单位\)|及分工|及(?:完成)?时限)?|责任分工|任务分工|职责分工|分工|责任)"
        ),
    ),
)
LABEL: Final = re.compile("|".join(rf"(?P<{role.name}>{pattern})" for role, pattern in _LABELS))
# A label is one only before a colon, or before a blank or 为 where nothing else could be meant.
_MARKED: Final = re.compile(
    r"(?:\*\*)?"
    r"(?:(?:以上|上述|本项|本条|此项|各项)(?:各?项)?(?:重点)?(?:任务|工作|举措|措施|事项|内容)?的?|[省市区县州]级)?"
    rf"(?:{LABEL.pattern})(?:\([^()]{{0,24}}\))?"
    r"(?:\*\*)?\s?(?:(?P<colon>:)|(?P<weak>为|是|\s))(?:\*\*)?\s*"
)
_ALONE: Final = frozenset({"牵头", "配合", "主办", "主责", "协办", "责任", "分工"})
_VERB: Final = re.compile(
    r"(?P<JOINS>会同|牵头商|商(?=[市区县省州国各])|联合(?=[市区县省州国各]))"
    r"|(?P<LEADS>(?:共同|联合|分别)?牵头(?:负责|组织实施|组织|抓总|推进|落实|实施|协调|开展|制定|做好)*)"
    r"|(?P<SUPPORTS>(?:协同|积极|共同)?(?:配合|参与|协助|(?<!政)协办(?!公)|参加|支持配合|协同推进|予以支持)(?:落实|实施|推进|做好|单位)*)"
    r"|(?P<SHARES>(?:按|按照|依|依照|根据|依据)(?:各自|有关|相关)?(?:的)?(?:职责|职能|任务|责任|分工|权限)[^,;。、]{0,16}"
    r"|(?:分别|共同|各自|分工)(?:负责|落实|推进|实施)|分级负责|分头负责|分工负责|结合实际(?:抓好)?落实|(?:抓好|组织|具体|做好|推动)?(?:落实|组织实施|贯彻落实|推进落实|实施)$)"
    r"|(?P<TOGETHER>(?:联合|共同)(?=组织|开展|推动|推进|实施|制定|研究|举办|出台|建立))"
    r"|(?P<ANSWERS>(?:具体|主要|总体|统筹|牵头|组织)?负责(?:落实|实施|推进|组织实施|组织|牵头)*)"
)
_REMARK: Final = re.compile(
    r"(?:列|排|位列|排名|排序)(?:在|于)?(?:第一|首|最前|前)|下同|除.{0,20}外|不再|以下|(?:逗号|分号|顿号).{0,3}前"
)
_DAY: Final = re.compile(
    r"(?:20\d\d年|\d{1,2}月|年底|季度)[^,;、]{0,12}(?:完成|前|底)|持续(?:推进|实施)|长期(?:推进|坚持|实施)"
)
_ONLY_DAY: Final = re.compile(r"\s*20\d\d年(?:\d{1,2}月)?(?:底|末|前)*\s*")


def label_at(folded: str, start: int, end: int, *, bracketed: bool) -> re.Match[str] | None:
    """The label with its colon that stands exactly at `start`."""
    found = _MARKED.match(folded, start, end)
    if found is None or not _is_label(found, bracketed=bracketed):
        return None
    return found


def _is_label(found: re.Match[str], *, bracketed: bool) -> bool:
    if found["colon"]:
        return True
    role = label_role(found)
    return bracketed and role is not UnitRole.PERSON and found[role.name] not in _ALONE


def label_role(found: re.Match[str]) -> UnitRole:
    """The role that a label gives."""
    return next(role for role, _ in _LABELS if found[role.name])


def read_labelled(folded: str, start: int, end: int) -> Reading:
    """The words of a block that begins with a label: sections, each under its own label."""
    parts: list[Part] = []
    deadline: Span | None = None
    for role, begin, stop in _sections(folded, start, end):
        if role is UnitRole.TIME:
            deadline = deadline or Span(begin, stop)
        elif role is not UnitRole.PERSON:
            found, day = _parts_and_day(folded, begin, stop, role)
            parts.extend(found)
            deadline = deadline or day
    return Reading(tuple(settle(parts)), deadline)


def read_phrase(folded: str, start: int, end: int) -> Reading:
    """The words of a block without a label: 某局牵头, 某局、某办配合; or a bare list; perhaps with a day."""
    parts, deadline = _parts_and_day(folded, start, end, UnitRole.NAMED)
    return Reading(tuple(settle(parts)), deadline)


def _parts_and_day(folded: str, start: int, end: int, role: UnitRole) -> tuple[list[Part], Span | None]:
    """The units of a section, and the day that stands among them without a label of its own."""
    parts: list[Part] = []
    day: Span | None = None
    begin = start
    for first, last in _segments(folded, start, end):
        if _DAY.search(folded, first, last) is None and _ONLY_DAY.fullmatch(folded, first, last) is None:
            continue
        day = day or Span(first, last)
        parts.extend(_section(folded, begin, first, role))
        begin = last
    parts.extend(_section(folded, begin, end, role))
    return parts, day


def read_cell(folded: str, start: int, end: int, role: UnitRole) -> tuple[Part, ...]:
    """The units in a table's cell under a heading that gives `role`; labels inside it win."""
    found = LABEL.search(folded, start, end)
    while found is not None:
        if label_at(folded, found.start(), end, bracketed=False) is not None:
            return read_labelled(folded, start, end).parts
        found = LABEL.search(folded, found.end(), end)
    return tuple(settle(_section(folded, start, end, role)))


def has_verb(folded: str, start: int, end: int) -> bool:
    """Whether the words say who leads, supports or answers."""
    return _VERB.search(folded, start, end) is not None


def _sections(folded: str, start: int, end: int) -> Iterator[tuple[UnitRole, int, int]]:
    role, begin = UnitRole.NAMED, start
    position, depth = start, 0
    while position < end:
        character = folded[position]
        depth += (character in "([") - (character in ")]")
        at_word = position == start or folded[position - 1] in " ,;。、:\n|" or folded[position - 1] in ")]"
        found = (
            label_at(folded, position, end, bracketed=position == start) if at_word and depth <= 0 else None
        )
        if found is not None:
            if begin < position:
                yield role, begin, position
            role, begin = label_role(found), found.end()
            position = max(found.end(), position + 1)
            continue
        position += 1
    if begin < end:
        yield role, begin, end


def _section(folded: str, start: int, end: int, role: UnitRole) -> list[Part]:
    """One label's words: names that wait until a verb gives them a role, else the label's role."""
    parts: list[Part] = []
    waiting: list[Name] = []
    for begin, stop in _segments(folded, start, end):
        if begin > start and folded[begin - 1] == "。":
            break  # a remark behind the list: 具体任务…，下同
        if _REMARK.search(folded, begin, stop) and "(" not in folded[begin:stop]:
            continue
        after: UnitRole | None = None
        position = begin
        for found in _verbs(folded, begin, stop):
            names = split_names(folded, position, found.start())
            position = found.end()
            kind = found.lastgroup
            if kind in ("LEADS", "JOINS"):
                given = UnitRole.SUPPORT if after is UnitRole.SUPPORT else UnitRole.LEAD
                after = UnitRole.SUPPORT if kind == "JOINS" or names else after
            elif kind == "SUPPORTS":
                given = UnitRole.SUPPORT
            else:
                given = after or (role if role is not UnitRole.NAMED else UnitRole.NAMED)
                if kind == "ANSWERS" and given is UnitRole.NAMED:
                    given = UnitRole.ANSWERS
            parts.extend(Part(name.text, given, name.span) for name in [*waiting, *names])
            waiting = []
        rest = split_names(folded, position, stop)
        if after is not None:
            parts.extend(Part(name.text, UnitRole.SUPPORT, name.span) for name in rest)
        else:
            waiting.extend(rest)
    parts.extend(Part(name.text, _noted(name, role), name.span) for name in waiting)
    return parts


def _noted(name: Name, role: UnitRole) -> UnitRole:
    """What a star or a bracket behind the name says of its role."""
    if name.note:
        return UnitRole.LEAD if name.note in ("牵头", "主办") else UnitRole.SUPPORT
    return UnitRole.LEAD if name.starred and role is UnitRole.NAMED else role


def _segments(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at commas and semicolons outside brackets."""
    depth, begin = 0, start
    for position in range(start, end):
        character = folded[position]
        depth += (character in "([") - (character in ")]")
        if depth <= 0 and character in ",;。":
            yield begin, position
            begin = position + 1
    yield begin, end


def _verbs(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The role words outside brackets, and none that is part of a unit's name."""
    for found in _VERB.finditer(folded, start, end):
        before = folded[start : found.start()]
        if before.count("(") > before.count(")"):
            continue
        if (
            found.lastgroup == "JOINS"
            and found.group() not in ("会同", "牵头商")
            and not is_likely(before.strip())
        ):
            continue
        yield found


def settle(parts: list[Part]) -> list[Part]:
    """負责 alone makes a lead only of a single unit or beside those who support; each unit counts once."""
    roles = {part.role for part in parts}
    answering = [part for part in parts if part.role is UnitRole.ANSWERS]
    leads = UnitRole.LEAD in roles
    promoted = not leads and (UnitRole.SUPPORT in roles or len(parts) == len(answering) == 1)
    settled: dict[str, Part] = {}
    for part in parts:
        role = part.role
        if role is UnitRole.ANSWERS:
            role = UnitRole.LEAD if promoted else UnitRole.NAMED
        if role is UnitRole.NAMED and leads:
            role = UnitRole.SUPPORT
        known = settled.get(part.name)
        if known is None or (role is UnitRole.LEAD and known.role is not UnitRole.LEAD):
            settled[part.name] = Part(part.name, role, known.span if known else part.span)
    return list(settled.values())
