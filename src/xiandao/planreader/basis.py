"""The documents that a plan names as its ground, with their numbers; none of them is its own number."""

from __future__ import annotations

import re
from typing import Final

from xiandao.planreader.frontmatter import DOC_NO, FrontMatter
from xiandao.planreader.model import Basis, Span
from xiandao.planreader.outline import Outline, Role

_CITED: Final = re.compile(r"《[^《》]{2,120}》")
_NUMBER_BEHIND: Final = re.compile(rf"\s?\(({DOC_NO.pattern})\)")
_GROUND: Final = re.compile(
    r"贯彻|落实|根据|依据|按照|依照|对标|对照|结合|衔接|遵循|按|执行|精神|要求|承接|依托"
)
_OWN: Final = re.compile(
    r"(?:制定|印发|出台|编制|现将|形成|起草|研究制定|简称|下发|修订|废止|发布|公布)[^,。;》]{0,8}$"
)
_SENTENCE: Final = re.compile(r"[。;\n]")
_REACH: Final = 200


def read_basis(text: str, folded: str, front: FrontMatter, outline: Outline) -> tuple[Basis, ...]:
    """The titles in 《》 that the preamble and the general chapters cite as ground."""
    found: list[Basis] = []
    seen: set[str] = set()
    for region in _regions(folded, front, outline):
        for cited in _CITED.finditer(folded, region.start, region.end):
            title = " ".join(text[cited.start() + 1 : cited.end() - 1].split())
            number = _NUMBER_BEHIND.match(folded, cited.end())
            if (
                title in seen
                or title == front.title
                or not _is_ground(folded, region, cited, number is not None)
            ):
                continue
            seen.add(title)
            end = number.end() if number is not None else cited.end()
            doc_no = "".join(text[number.start(1) : number.end(1)].split()) if number is not None else None
            found.append(Basis(title, doc_no, Span(cited.start(), end)))
    return tuple(found)


def _regions(folded: str, front: FrontMatter, outline: Outline) -> list[Span]:
    nodes = outline.nodes[1:]
    preamble = Span(front.end, nodes[0].start if nodes else len(folded))
    notice = Span(0, front.title_span.start)
    general = [Span(node.start, node.end) for node in nodes if node.role is Role.GENERAL]
    return [notice, preamble, *general]


def _is_ground(folded: str, region: Span, cited: re.Match[str], numbered: bool) -> bool:
    begin = max(region.start, cited.start() - _REACH)
    for stop in _SENTENCE.finditer(folded, begin, cited.start()):
        begin = stop.end()
    before = folded[begin : cited.start()]
    if _OWN.search(before):
        return False
    return numbered or _GROUND.search(before) is not None
