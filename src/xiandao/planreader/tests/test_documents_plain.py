"""Text files come back as they are, with lines and tables pointing into them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xiandao.planreader.documents import DocumentRefused, from_text, load
from xiandao.planreader.source import Format
from xiandao.planreader.tests.document_makers import check_spans, grid, lines

# Common characters, as a plan has them; every encoding under test can write them.
PROSE = st.text(
    st.sampled_from("一二三、。，：（）《》·—年月日建设平台责任单位项目家 \n\tabc123"), min_size=1
).filter(str.strip)
TEXT = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]))


@given(TEXT)
def test_pasted_text_comes_back_unchanged(text: str) -> None:
    source = from_text(text)

    assert source.text == text
    check_spans(source)


@example("|\r||一\t一")
@example("||一\t一\n|一|一|")
@given(st.text(st.sampled_from("一\r\n\t|")))
def test_every_kind_of_line_break_becomes_a_line_feed(text: str) -> None:
    source = from_text(text)

    assert source.text == text.replace("\r\n", "\n").replace("\r", "\n")
    check_spans(source)


@given(st.text(st.sampled_from("|-: \t\n*#>=_`一1ab\\")))
def test_any_marks_make_sound_spans_in_markdown(text: str) -> None:
    if not text.strip():
        return

    source = load("plan.md", text.encode())

    assert source.text == text
    check_spans(source)


@pytest.mark.parametrize(
    ("python_name", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030")],
)
@given(PROSE)
def test_the_encoding_is_found(python_name: str, name: str, text: str) -> None:
    text = f"关于印发行动方案的通知\n{text}"

    source = load("plan.txt", text.encode(python_name))

    assert source.text == text
    assert source.encoding == name
    assert source.format is Format.TEXT


def test_big_endian_utf16_is_read_too() -> None:
    source = load("plan.txt", b"\xfe\xff" + "一、目标".encode("utf-16-be"))

    assert (source.text, source.encoding) == ("一、目标", "utf-16")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("一、总体要求".encode()[:-1], "plan.txt was cut off: its last character is incomplete."),
        ("一、总体要求，二".encode("gb18030")[:-1], "plan.txt was cut off"),
        ("一、总体".encode("utf-16")[:-1], "plan.txt was cut off"),
        (b"\xff\xfe\x00\xdc\x00\x4e", "plan.txt begins as UTF-16-LE text, but byte 1 is not."),
        (
            "一、总体要求\n二".encode() + b"\xff\xff\n" + "三、".encode(),
            "neither UTF-8 nor GB18030 text: line 2",
        ),
        ("總體要求與責任單位，臺灣繁體".encode("big5"), "neither UTF-8 nor GB18030"),
        ("caf\xe9s et th\xe9s".encode("latin-1"), "neither UTF-8 nor GB18030 text: line 1"),
        (b"\xff\xfe" + "一\x00二".encode("utf-16-le"), "a character that is no text (U+0000, line 1)"),
        (b" \n\t\r\n  ", "plan.txt holds no text."),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        load("plan.txt", content)

    assert sentence in refused.value.sentence


@pytest.mark.parametrize(("text", "code"), [("a\nb\x00", "U+0000, line 2"), ("\ud800", "U+D800, line 1")])
def test_pasted_text_that_no_database_keeps_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        from_text(text)

    assert code in refused.value.sentence


def test_lines_leave_out_blanks_around_words_and_blank_lines() -> None:
    source = from_text("\ufeff　　一、总体要求　\n\n \u200b\n\t（一）目标")

    assert lines(source) == ["一、总体要求", "（一）目标"]


def test_soft_breaks_and_page_breaks_end_a_line_but_stay_in_the_text() -> None:
    text = "甲\x0b乙\x0c丙\u2028丁"

    source = from_text(text)

    assert source.text == text
    assert lines(source) == ["甲", "乙", "丙", "丁"]


def test_markdown_marks_give_levels_and_stay_outside_spans() -> None:
    text = (
        "# 行动方案 #\n\n一、总体要求\n====\n## **（一）目标**\n- 建设平台\n> 引用\n__1. 粗体__\n\n"
        "---\n```\n2. 正文 **着重** 词\n"
    )

    source = load("plan.md", text.encode())

    assert source.text == text
    assert source.format is Format.MARKDOWN
    assert [(line.level, words) for line, words in zip(source.lines, lines(source), strict=True)] == [
        (1, "行动方案"),
        (1, "一、总体要求"),
        (2, "（一）目标"),
        (None, "建设平台"),
        (None, "引用"),
        (None, "1. 粗体"),
        (None, "2. 正文 **着重** 词"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("前\n| 序号 | 任务 |\n|---|:--:|\n| 1 | 建设 |\n后", [["序号", "任务"], ["1", "建设"]]),
        ("| 甲 | 乙\n| 1 | 2 | 3 |", [["甲", "乙", ""], ["1", "2", "3"]]),
        ("甲 | 乙\n--- | ---\n1 | a\\|b", [["甲", "乙"], ["1", "a\\|b"]]),
        (
            "序号\t任务\t单位\n1\t建设平台\t区科委\n2\t引企\t",
            [["序号", "任务", "单位"], ["1", "建设平台", "区科委"], ["2", "引企", ""]],
        ),
        ("年份\t产值\n2023年\t10亿元", [["年份", "产值"], ["2023年", "10亿元"]]),
    ],
)
def test_a_table_drawn_in_text_is_found(text: str, rows: list[list[str]]) -> None:
    source = from_text(text)

    assert grid(source) == rows
    assert source.text == text
    check_spans(source)
    assert all(line.span.end <= source.tables[0].span.start or line.span.start >= source.tables[0].span.end
               for line in source.lines)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "1.\t建设平台\n2.\t引进企业\n3.\t培养人才",
        "（一）\t目标\n（二）\t任务",
        "| 只有一行 | 两格 |",
        "一句\t话\n没有制表符",
        "a | b\nc | d",
        "|\n|\n|",
    ],
)
def test_what_only_looks_like_a_table_stays_lines(text: str) -> None:
    source = from_text(text)

    assert source.tables == ()
    assert len(source.lines) == len(text.split("\n"))


def test_tables_that_would_fill_the_memory_are_refused() -> None:
    row = "甲\t乙\n"
    text = row * 400 + "\t".join("丙" * 2_000)

    with pytest.raises(DocumentRefused, match="tables of more than 300000 cells"):
        load("plan.txt", text.encode())


def test_a_large_text_is_read_whole() -> None:
    text = "".join(
        f"{number}、建设第{number}个平台，引进企业不少于{number}家。\n" for number in range(20_000)
    )

    source = load("plan.txt", text.encode())

    assert source.text == text
    assert len(source.lines) == 20_000
