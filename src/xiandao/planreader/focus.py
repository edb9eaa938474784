"""What a plan concentrates on: layers (基础层, 平台层, 应用层) or listed fields, with their topics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xiandao.planreader.folding import CLOSERS, OPENERS, squeeze, trim
from xiandao.planreader.model import Focus, Layer, Span
from xiandao.planreader.outline import Node, Role
from xiandao.planreader.titles import title_of

_LAYERS: Final = (
    (Layer.FOUNDATION, re.compile(r"基础层|底层|上游|基础研究|基础技术|基础支撑")),
    (Layer.PLATFORM, re.compile(r"平台层|中间层|技术层|中游|支撑层|工具层|平台")),
    (Layer.APPLICATION, re.compile(r"应用层|产品层|下游|应用|场景")),
)
_LAYER_NAME: Final = re.compile(r"^[\s—\-·•]*((?:基础|底层|平台|技术|中间|支撑|工具|应用|产品)层)")
_TRIGGER: Final = re.compile(
    r"^.*?(?:包括|涵盖|涉及|重点(?:发展|发力|关注|布局|突破|推进|支持|培育|聚焦|建设|引进)+(?:或建设)?|聚焦(?:以|于)?|发展|运用|围绕|布局|开展|突破|推广|如)"
)
_ETC: Final = re.compile(
    r"等.*$|[一二三四五六七八九十\d]+大?(?:重点)?(?:领域|方向|产业|赛道|方面).*$|相关技术.*$|为(?:主|代表|重点).*$"
)
_CLAUSE: Final = re.compile(r"[,。;:\n]")
_PREFIX: Final = re.compile(r"^(?:在|以|和|与|及|的|对)|^.{0,12}?在(?=[\u4e00-\u9fff]{2})")
_MEANS: Final = re.compile(r"(?:结合|依托|通过|利用|借助|以(?!.{1,12}为))")  # how, not what: 结合优势、依托…
_INTO: Final = re.compile(r"^.*等涉及")  # 某某药物等涉及新药开发: what follows is the field
_LONGEST_TOPIC: Final = 24
_LONGEST_NAME: Final = 24


def read_focus(text: str, folded: str, nodes: tuple[Node, ...]) -> tuple[Focus, ...]:
    """The focus areas of the chapters that name them; else paragraphs that begin with a layer's name."""
    chapters = [
        node
        for node in nodes
        if node.role is Role.FOCUS and (node.parent is None or node.parent.role is not Role.FOCUS)
    ]
    found: list[Focus] = []
    for chapter in chapters:
        found.extend(_of_chapter(text, folded, chapter))
    if found:
        return tuple(found)
    loose = [
        span for node in nodes if not node.children for span in _paragraphs(folded, node.start, node.end)
    ]
    return tuple(
        _focus(text, folded, span)
        for span in loose
        if _LAYER_NAME.match(folded[span.start : span.start + 12])
    )


def _of_chapter(text: str, folded: str, chapter: Node) -> Iterator[Focus]:
    if chapter.children:
        for child in chapter.children:
            start, end = trim(folded, child.start, child.stop)
            name = child.heading
            if name.end - name.start > _LONGEST_NAME or "。" in folded[name.start : name.end]:
                name = Span(*title_of(folded, child.marker.end, child.stop))
            yield _focus(text, folded, Span(start, end), name)
        return
    paragraphs = _paragraphs(folded, chapter.heading.end, chapter.end)
    layered = [span for span in paragraphs if _LAYER_NAME.match(folded[span.start : span.start + 12])]
    for span in layered or [span for span in paragraphs if span.end - span.start > _LONGEST_NAME]:
        yield _focus(text, folded, span)


def _focus(text: str, folded: str, span: Span, name: Span | None = None) -> Focus:
    words = folded[span.start : span.end]
    layer = _LAYER_NAME.match(words)
    if name is None and layer is not None:
        name = Span(span.start + layer.start(1), span.start + layer.end(1))
    if name is None:
        name = title_of(folded, span.start, span.end)
    printed = text[name.start : name.end].strip() or text[span.start : span.end][:_LONGEST_NAME]
    begin = name.end if name.end <= span.end else span.start
    return Focus(
        printed,
        _layer(printed),
        tuple(_topics(text, folded, begin, span.end)),
        text[span.start : span.end],
        span,
    )


def _layer(name: str) -> Layer:
    for layer, pattern in _LAYERS:
        if pattern.search(name):
            return layer
    return Layer.OTHER


def _topics(text: str, folded: str, start: int, end: int) -> Iterator[str]:
    """The members of every list of three or more, or of a list behind 包括 and the like."""
    seen: set[str] = set()
    begin = start
    for stop in [*(found.start() for found in _CLAUSE.finditer(folded, start, end)), end]:
        for topic in _listed(text[begin:stop], folded[begin:stop]):
            if topic not in seen:
                seen.add(topic)
                yield topic
        begin = stop + 1


def _listed(clause: str, folded: str) -> list[str]:
    pieces = _split(clause, folded)
    if len(pieces) < 2:
        return []
    trigger = _TRIGGER.match(pieces[0])
    if trigger is None and len(pieces) < 3:
        return []
    if trigger is not None:
        pieces[0] = pieces[0][trigger.end() :]
    pieces[0] = _PREFIX.sub("", pieces[0])
    pieces[-1] = _ETC.sub("", pieces[-1])
    named = [_INTO.sub("", squeeze(piece)) for piece in pieces]
    return [topic for topic in named if 1 < len(topic) <= _LONGEST_TOPIC and not _MEANS.match(topic)]


def _split(clause: str, folded: str) -> list[str]:
    pieces: list[str] = []
    depth, begin = 0, 0
    for position, character in enumerate(folded):
        depth += (character in OPENERS) - (character in CLOSERS)
        if character == "、" and depth <= 0:
            pieces.append(clause[begin:position])
            begin = position + 1
    pieces.append(clause[begin:])
    return pieces


def _paragraphs(folded: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        begin, close = trim(folded, start, stop)
        if begin < close:
            found.append(Span(begin, close))
        start = stop + 1
    return found
