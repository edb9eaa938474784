"""List numbers that Word only counts on the screen are in the text."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from xiandao.planreader.documents import load
from xiandao.planreader.tests.document_makers import (
    WORD,
    definition,
    level,
    lines,
    list_of,
    numbered,
    paragraph,
    table,
    word,
)

CHINESE = definition(
    7,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4", extra='<w:suff w:val="nothing"/>'),
)


def read(body: str, numbering: str = CHINESE + list_of(1, 7), styles: str = "") -> list[str]:
    return lines(load("plan.docx", word(body, numbering=numbering, styles=styles)))


def test_numbers_of_every_level_are_written_out() -> None:
    outline = [
        (0, "总体要求"),
        (1, "目标"),
        (1, "任务"),
        (2, "平台"),
        (3, "甲"),
        (3, "乙"),
        (2, "企业"),
        (0, "保障"),
    ]

    found = read("".join(numbered(text, depth=depth) for depth, text in outline))

    assert found == [
        "一、总体要求",
        "（一）目标",
        "（二）任务",
        "1. 平台",
        "①甲",
        "②乙",
        "2. 企业",
        "二、保障",
    ]


def test_counting_starts_anew_under_a_higher_level() -> None:
    found = read("".join(numbered("项", depth=depth) for depth in (0, 1, 2, 2, 1, 2, 0, 2, 1)))

    assert found == [
        "一、项",
        "（一）项",
        "1. 项",
        "2. 项",
        "（二）项",
        "1. 项",
        "二、项",
        "1. 项",
        "（一）项",
    ]


def test_ordinary_paragraphs_do_not_stop_the_count() -> None:
    found = read(numbered("甲") + paragraph("正文") + numbered("乙"))

    assert found == ["一、甲", "正文", "二、乙"]


@pytest.mark.parametrize(
    ("style", "pattern", "extra", "label"),
    [
        ("decimal", "第%1条", "", "第3条 甲"),
        ("chineseCounting", "第%1章", '<w:suff w:val="space"/>', "第三章 甲"),
        ("chineseCounting", "第%1章", '<w:suff w:val="nothing"/>', "第三章甲"),
        ("chineseCounting", "任务%1：", "", "任务三：甲"),
        ("decimal", "%1.", "", "3. 甲"),
        ("decimal", "%1．", "", "3．甲"),
        ("decimalFullWidth", "（%1）", "", "（３）甲"),
        ("decimalEnclosedCircle", "%1", "", "③ 甲"),
        ("ideographDigital", "%1、", "", "三、甲"),
        ("japaneseCounting", "%1、", "", "三、甲"),
        ("ideographEnclosedCircle", "%1", "", "㊂ 甲"),
        ("upperLetter", "%1.", "", "C. 甲"),
        ("lowerLetter", "%1)", "", "c) 甲"),
        ("upperRoman", "%1.", "", "III. 甲"),
        ("lowerRoman", "(%1)", "", "(iii) 甲"),
        ("none", "", "", "甲"),
        ("none", "附件", "", "附件 甲"),
        ("bullet", "\uf0b7", "", "甲"),
        ("bullet", "●", "", "甲"),
        ("bullet", "——", "", "——甲"),
        ("bullet", "-", "", "甲"),
        ("somethingNew", "%1、", "", "3、甲"),
    ],
)
def test_a_label_looks_as_its_format_says(style: str, pattern: str, extra: str, label: str) -> None:
    numbering = definition(0, level(0, style, pattern, start=3, extra=extra)) + list_of(1, 0)

    assert read(numbered("甲"), numbering) == [label]


def test_a_format_inside_a_choice_is_found() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="01, 02"/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{choice}<w:lvlText w:val="%1"/></w:lvl>'
        "</w:abstractNum>"
    )

    assert read(numbered("甲"), numbering + list_of(1, 0)) == ["00 甲"]


def test_a_label_may_show_higher_levels() -> None:
    numbering = definition(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", extra="<w:isLgl/>"),
    )

    found = read(
        "".join(numbered("项", depth=depth) for depth in (0, 1, 2, 2, 0, 1, 2)), numbering + list_of(1, 0)
    )

    assert found == ["第一章 项", "一.1 项", "1.1.1 项", "1.1.2 项", "第二章 项", "二.1 项", "2.1.1 项"]


def test_a_level_without_a_higher_one_counts_from_its_start() -> None:
    numbering = definition(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + list_of(1, 0)

    assert read(numbered("甲", depth=1) + numbered("乙") + numbered("丙", depth=1), numbering) == [
        "1.1 甲",
        "1. 乙",
        "1.1 丙",
    ]


@pytest.mark.parametrize(
    ("restart", "last"), [("0", "3. 项"), ("1", "3. 项"), ("2", "1. 项"), (None, "1. 项")]
)
def test_a_level_restarts_only_after_the_level_it_names(restart: str | None, last: str) -> None:
    extra = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    numbering = definition(
        0, level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"), level(2, "decimal", "%3.", extra=extra)
    )

    found = read(
        "".join(numbered("项", depth=depth) for depth in (0, 1, 2, 2, 1, 2)), numbering + list_of(1, 0)
    )

    assert found[-1] == last


def test_lists_of_one_definition_go_on_counting_unless_they_override_the_start() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = CHINESE + list_of(1, 7) + list_of(2, 7) + list_of(3, 7, start)

    found = read("".join(numbered("项", list_id=list_id) for list_id in (1, 2, 3, 3, 1)), numbering)

    assert found == ["一、项", "二、项", "五、项", "六、项", "七、项"]


def test_a_list_may_override_a_whole_level() -> None:
    letters = level(0, "upperLetter", "%1)")
    own = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/>{letters}</w:lvlOverride>'

    assert read(numbered("甲", list_id=2), CHINESE + list_of(2, 7, own)) == ["B) 甲"]


def test_a_definition_may_point_to_a_numbering_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        + CHINESE
        + list_of(1, 1)
        + list_of(9, 7)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/>'
        '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )

    assert read(numbered("甲") + numbered("乙", depth=1), numbering, styles) == ["一、甲", "（一）乙"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="plain"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="ring"/><w:basedOn w:val="Ring"/></w:style>'
)


def styled(text: str, style: str, properties: str = "") -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>{properties}')


def test_styles_number_their_paragraphs_and_hand_it_down() -> None:
    body = (
        styled("甲", "H1")
        + styled("乙", "H2")
        + styled("丙", "Own")
        + styled("丁", "Plain")
        + styled("戊", "Ring")
    )

    assert read(body, styles=STYLES) == ["一、甲", "（一）乙", "（二）丙", "丁", "戊"]


def test_a_level_bound_to_a_style_decides_the_depth() -> None:
    numbering = definition(
        7, level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", extra='<w:pStyle w:val="H1"/>')
    ) + list_of(1, 7)

    assert read(styled("甲", "H1"), numbering, STYLES) == ["（1）甲"]


def test_a_paragraph_may_leave_its_styles_list() -> None:
    leave = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'

    assert read(styled("甲", "H1", leave) + styled("乙", "H1"), styles=STYLES) == ["甲", "一、乙"]


def test_a_paragraph_may_only_change_its_styles_depth() -> None:
    deeper = '<w:numPr><w:ilvl w:val="2"/></w:numPr>'

    assert read(styled("甲", "H1", deeper), styles=STYLES) == ["1. 甲"]


def test_numbered_cells_count_in_reading_order() -> None:
    numbering = definition(0, level(0, "decimal", "%1")) + list_of(1, 0)
    body = table(
        [[paragraph("序号"), paragraph("任务")], *([numbered(""), paragraph("建设")] for _ in range(3))]
    )

    source = load("plan.docx", word(body, numbering=numbering))

    assert [row[0].text for row in source.tables[0].rows] == ["序号", "1", "2", "3"]


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = paragraph(
        properties=f"{number}<w:rPr><w:del/></w:rPr>",
        runs="<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
    )
    hidden = paragraph(
        properties=f"{number}<w:rPr><w:vanish/></w:rPr>",
        runs="<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>",
    )

    assert read(numbered("甲") + deleted + hidden + numbered("乙")) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        list_of(1, 99),
        definition(0, level(0, "decimal", "%2%9")) + list_of(1, 0),
        '<w:num w:numId="1"/>',
        '<w:abstractNum/><w:num w:numId="1"><w:abstractNumId w:val=""/></w:num>',
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/><w:lvl w:ilvl="77"/><w:lvl/></w:abstractNum>'
        + list_of(1, 0, '<w:lvlOverride/><w:lvlOverride w:ilvl="99"/>'),
    ],
)
def test_broken_list_definitions_leave_the_words_alone(numbering: str) -> None:
    assert read(numbered("甲", depth=3), numbering) == ["甲"]


def test_a_monstrous_start_prints_no_monster() -> None:
    numbering = definition(0, level(0, "upperRoman", "%1" * 200, start=2_000_000_000)) + list_of(1, 0)

    assert len(read(numbered("甲"), numbering)[0]) < 1_000


def test_a_file_made_by_a_library_reads_the_same() -> None:
    document = docx.Document()
    lists = document.part.numbering_part.element
    lists.append(
        parse_xml(
            CHINESE.replace("<w:abstractNum ", f'<w:abstractNum xmlns:w="{WORD}" ', 1).replace('"7"', '"70"')
        )
    )
    lists.append(parse_xml(list_of(99, 70).replace("<w:num ", f'<w:num xmlns:w="{WORD}" ', 1)))
    document.add_heading("行动方案", 0)
    for depth, text in ((0, "总体要求"), (1, "目标"), (2, "平台")):
        added = document.add_paragraph(text)
        number = f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="{depth}"/><w:numId w:val="99"/></w:numPr>'
        added._p.get_or_add_pPr().append(parse_xml(number))
    document.add_paragraph("一个要点", style="List Bullet")
    document.add_paragraph("第一步", style="List Number")
    kept = io.BytesIO()
    document.save(kept)

    source = load("plan.docx", kept.getvalue())

    assert lines(source) == ["行动方案", "一、总体要求", "（一）目标", "1. 平台", "一个要点", "1. 第一步"]
    assert source.lines[0].level == 1
