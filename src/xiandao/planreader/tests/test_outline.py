"""Numbering of every style and level becomes one tree; what is odd about it is told."""

from __future__ import annotations

import pytest

from xiandao.planreader.doubts import Code
from xiandao.planreader.folding import fold
from xiandao.planreader.model import Span
from xiandao.planreader.outline import Outline, read_outline, without_contents
from xiandao.planreader.source import Line


def outline_of(text: str) -> Outline:
    lines, place = [], 0
    for words in text.split("\n"):
        lines.append(Line(Span(place, place + len(words))))
        place += len(words) + 1
    return read_outline(fold(text), tuple(lines), 0)


def tree_of(text: str) -> list[tuple[int, str]]:
    """Depth and printed number of every item."""
    return [(node.depth, text[node.printed.start : node.printed.end]) for node in outline_of(text).nodes[1:]]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("一、建设平台", "一"),
        ("一．建设平台", "一"),
        ("（一）建设平台", "（一）"),
        ("(一) 建设平台", "(一)"),
        ("㈠建设平台", "㈠"),
        ("1、建设平台", "1"),
        ("1. 建设平台", "1"),
        ("1．建设平台", "1"),
        ("１．建设平台", "１"),
        ("⒈建设平台", "⒈"),
        ("1.2025年底前建成平台", "1"),
        ("（1）建设平台", "（1）"),
        ("1）建设平台", "1）"),
        ("⑴建设平台", "⑴"),
        ("①建设平台", "①"),
        ("第一条 建设平台", "第一条"),
        ("第一章 总则", "第一章"),
        ("第二节 建设平台", "第二节"),
        ("第三部分 建设平台", "第三部分"),
        ("任务一：建设平台", "任务一"),
        ("行动三 建设平台", "行动三"),
        ("专栏1 重点工程", "专栏1"),
        ("1.1 建设平台", "1.1"),
        ("2.1.3建设平台", "2.1.3"),
        ("Ⅱ.建设平台", "Ⅱ"),
        ("A.建设平台", "A"),
        ("　　（三）建设平台", "（三）"),
        ("## 二、建设平台", "二"),
        ("**3. 建设平台**", "3"),
    ],
)
def test_a_number_opens_an_item_in_every_style(line: str, printed: str) -> None:
    assert tree_of(line) == [(1, printed)]


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元投入平台",
        "2.0版本上线",
        "2023-2025年建设平台",
        "2025年建成平台",
        "3、4号楼投入使用",
        "（筹）建设平台",
        "（2023-2025年）",
        "10家企业落户",
        "五个中心建设",
        "第一批项目开工",
        "一站式服务",
    ],
)
def test_figures_and_words_open_no_item(line: str) -> None:
    assert tree_of(line) == []


def test_levels_follow_the_order_in_which_styles_nest_in_the_document() -> None:
    usual = "一、甲\n（一）乙\n1、丙\n（1）丁\n（2）戊\n2、己\n（二）庚\n3、辛\n二、壬"
    turned = "1、甲\n（1）乙\n（一）丙\n（二）丁\n（2）戊\n2、己"

    assert [depth for depth, _ in tree_of(usual)] == [1, 2, 3, 4, 4, 3, 2, 3, 1]
    assert [depth for depth, _ in tree_of(turned)] == [1, 2, 3, 3, 2, 1]


def test_one_document_may_nest_two_styles_both_ways() -> None:
    text = "一、甲\n1、乙\n（1）丙\n（2）丁\n二、戊\n（1）己\n1、庚\n2、辛\n（2）壬"

    assert [depth for depth, _ in tree_of(text)] == [1, 2, 3, 3, 1, 2, 3, 3, 2]


def test_numbers_that_run_on_across_groups_leave_no_gap() -> None:
    outline = outline_of("（一）甲\n1、乙\n2、丙\n（二）丁\n3、戊\n（三）己\n4、庚")

    assert outline.doubts == ()


def test_a_box_counts_its_own_items_and_the_outer_count_goes_on() -> None:
    text = "（一）甲\n1.乙\n专栏1 工程\n1.丙\n2.丁\n（二）戊\n2.己"

    assert [depth for depth, _ in tree_of(text)] == [1, 2, 3, 4, 4, 1, 2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1、甲\n2、乙\n4、丙", Code.NUMBERING_GAP),
        ("1、甲\n3、乙", Code.NUMBERING_GAP),
        ("（一）甲\n（二）乙\n（二）丙", Code.NUMBERING_REPEATED),
        ("一、甲\n二、乙。三、丙", Code.GLUED_HEADING),
    ],
)
def test_odd_numbering_is_told(text: str, code: Code) -> None:
    assert [found for found, _ in outline_of(text).doubts] == [code]


def test_items_glued_to_the_paragraph_before_them_are_found() -> None:
    text = (
        "一、总体要求（一）指导思想坚持创新。（二）主要目标到2026年建成平台。"
        "二、重点任务1、建设平台。2、引进企业。"
    )

    assert tree_of(text) == [(1, "一"), (2, "（一）"), (2, "（二）"), (1, "二"), (2, "1"), (2, "2")]


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n按照第（二）项办理，第一、二产业并重，统一、规范管理。",
        "1、甲\n新增企业10、20家，占比2.5%，版本3.0上线。",
        "（一）甲\n符合（二）、（三）款规定的除外。",
    ],
)
def test_a_number_cited_in_a_sentence_is_no_item(text: str) -> None:
    assert len(tree_of(text)) == 1


def test_headings_of_the_file_format_make_levels_without_numbers() -> None:
    text = "主要目标\n到2026年建成平台。\n重点任务\n建设平台\n引进企业"
    levels = [1, None, 1, 2, 2]
    lines, place = [], 0
    for words, level in zip(text.split("\n"), levels, strict=True):
        lines.append(Line(Span(place, place + len(words)), level))
        place += len(words) + 1

    outline = read_outline(fold(text), tuple(lines), 0)

    assert [node.depth for node in outline.nodes[1:]] == [1, 1, 2, 2]


def test_a_list_of_contents_opens_no_items_of_its_own() -> None:
    text = "目  录\n一、甲 1\n二、乙 3\n一、甲\n正文。\n二、乙"
    lines, place = [], 0
    for words in text.split("\n"):
        lines.append(Line(Span(place, place + len(words))))
        place += len(words) + 1

    kept = without_contents(fold(text), lines)

    assert [text[line.span.start : line.span.end] for line in kept] == ["一、甲", "正文。", "二、乙"]
