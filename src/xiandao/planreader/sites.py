"""The places of a spatial layout: “1+1+3”, 一核两翼, or a list of parks, each with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.folding import squeeze, trim
from xiandao.planreader.model import Doubt, Site, Span
from xiandao.planreader.numerals import chinese_value
from xiandao.planreader.outline import Node, Role

_N: Final = "[一二两三四五六七八九十]"
_SHAPE: Final = (
    "(?:核心|核|心|极|轴|带|翼|区|园|片|廊|组团|中心|基地|点|环|圈|链|谷|城|走廊|平台|港|湾|支点|节点|镇|"
    "地|群|高地)"
)
_FORMULA: Final = re.compile(r"[“\"]?\s?(\d{1,2}(?:\s?\+\s?(?:\d{1,2}|[NXnx]))+)\s?[”\"]?")
_SHAPES: Final = re.compile(rf"[“\"]?((?:{_N}{_SHAPE}){{2,}})[”\"]?")
_OPENING: Final = re.compile(
    rf"[“\"](?P<code>\d{{1,2}}|[NX]|{_N}{_SHAPE}|\d{{1,2}}{_SHAPE})[”\"]\s?(?:即是|即为|就是|即|是指|是|为|指|[:,—-]+)?\s?(?:指|是|为|:)?"
    rf"|(?:(?<=[。;:,\n])|^)\s*[—\-·•]*\s?(?P<bare>{_N}{_SHAPE})\s?(?:即是|即|是指|是|为|指|:|——|-)+"
)
_ROLE: Final = re.compile(
    r"(?:作为|打造成?为?|建设成?为?|定位(?:为|于)|重点(?:发展|布局|承载|建设)|承担|形成|聚焦|发展|建成)\s?([^,。;]{2,60})"
)
_PLACE: Final = re.compile(
    r"(?:园|园区|区|片区|基地|城|港|谷|湾|镇|街道|中心|新城|小镇|岛|走廊|带|社区|村|路|创新港|科创园|工业园|产业园|南区|北区|东区|西区|板块|组团|核心|地块)$"
)
_NAMES_END: Final = re.compile(
    r"[,。;:\n]|作为|打造|建设成|定位|为核心|为主|为重点|为中心|为龙头|重点|等(?=[^、]|$)|共同|分别|形成"
)
_NAME_SPLIT: Final = re.compile(r"、|(?<=[园区地城港谷湾镇心道])(?:以及|及(?!其)|和|与)")
_LEADING: Final = re.compile(
    r"^(?:以|依托|围绕|即|是|指|由|位于|在|包括|主要包括|分别是|分别为|为|推动|加快|建设|推进)+"
)
_LONGEST_NAME: Final = 30


def read_sites(text: str, folded: str, nodes: tuple[Node, ...]) -> tuple[tuple[Site, ...], list[Doubt]]:
    """The sites of the layout chapters; the stated number of sites is held against those found."""
    sites: list[Site] = []
    doubts: list[Doubt] = []
    for node in nodes:
        if node.named is not Role.LAYOUT or any(above.named is Role.LAYOUT for above in node.ancestors()):
            continue
        found = list(_by_code(text, folded, node.start, node.stop)) or list(_by_children(text, folded, node))
        stated = _stated(folded, node)
        if stated is not None and found and stated[0] != len(found):
            doubts.append(doubt(Code.SITE_COUNT_DIFFERS, stated[1], stated=stated[0], found=len(found)))
        sites.extend(found)
    return tuple(sites), doubts


def _stated(folded: str, node: Node) -> tuple[int, Span] | None:
    formula = _FORMULA.search(folded, node.start, node.stop)
    if formula is not None:
        parts = formula[1].replace(" ", "").split("+")
        if all(part.isdigit() for part in parts):
            return sum(int(part) for part in parts), Span(*formula.span(1))
        return None
    shapes = _SHAPES.search(folded, node.start, node.stop)
    if shapes is None:
        return None
    numbers = [chinese_value(word) or 0 for word in re.findall(_N, shapes[1])]
    return int(sum(numbers)), Span(*shapes.span(1))


def _by_code(text: str, folded: str, start: int, end: int) -> Iterator[Site]:
    openings = list(_OPENING.finditer(folded, start, end))
    for place, opening in enumerate(openings):
        stop = openings[place + 1].start() if place + 1 < len(openings) else end
        span = Span(*trim(folded, opening.start(), stop, ",;、"))
        code = opening["code"] or opening["bare"]
        names = _names(text, folded, opening.end(), span.end, _expected(code))
        role = _role(text, folded, opening.end(), span.end)
        for name in names:
            yield Site(code, name, role, text[span.start : span.end], span)


def _expected(code: str) -> int:
    digits = re.match(r"\d+", code)
    if digits is not None:
        return int(digits.group())
    return int(chinese_value(code[0]) or 1) if code[0] not in "NX" else 99


def _names(text: str, folded: str, start: int, end: int, expected: int) -> list[str]:
    stop = _NAMES_END.search(folded, start, end)
    limit = stop.start() if stop is not None else end
    if expected == 1:
        spans = [(start, limit)]
    else:
        spans, begin = [], start
        for mark in _NAME_SPLIT.finditer(folded, start, limit):
            spans.append((begin, mark.start()))
            begin = mark.end()
        spans.append((begin, limit))
    names: list[str] = []
    for begin, close in spans:
        leading = _LEADING.match(folded[begin:close].lstrip())
        begin, close = trim(folded, begin, close)
        begin += leading.end() if leading is not None else 0
        name = squeeze(text[begin:close])
        if 1 < len(name) <= _LONGEST_NAME:
            names.append(name)
    return names


def _role(text: str, folded: str, start: int, end: int) -> str:
    found = _ROLE.search(folded, start, end)
    if found is None:
        return ""
    return squeeze(text[found.start(1) : found.end(1)])


def _by_children(text: str, folded: str, node: Node) -> Iterator[Site]:
    """Numbered items or paragraphs of the layout that are headed by a place."""
    for child in node.children:
        name = squeeze(text[child.heading.start : child.heading.end])
        words = re.split(r"[::。—-]", name)[0].strip("“”")
        words = _LEADING.sub("", words)
        if not _PLACE.search(words) or len(words) > _LONGEST_NAME:
            continue
        start, end = trim(folded, child.start, child.stop)
        code = text[child.printed.start : child.printed.end]
        yield Site(code, words, _role(text, folded, child.marker.end, end), text[start:end], Span(start, end))
