"""A Word file's words as a person sees them: in order, without what is deleted, hidden or mere furniture."""

from __future__ import annotations

import pytest

from xiandao.planreader.documents import DocumentRefused, load
from xiandao.planreader.source import Format
from xiandao.planreader.tests.document_makers import (
    check_spans,
    grid,
    lines,
    paragraph,
    table,
    word,
    word_parts,
    zipped,
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    return f'<w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>' + "".join(map(paragraph, paragraphs))


def test_paragraphs_and_tables_come_in_their_order() -> None:
    body = paragraph("前") + table([[cell("甲"), cell("乙")], [cell("丙"), cell("丁")]]) + paragraph("后")

    source = load("plan.docx", word(body))

    assert source.text == "前\n甲\t乙\n丙\t丁\n后"
    assert lines(source) == ["前", "后"]
    assert source.text[slice(*source.tables[0].span)] == "甲\t乙\n丙\t丁"
    assert (source.format, source.encoding, source.name) == (Format.DOCX, None, "plan.docx")
    assert len(source.sha256) == 64
    check_spans(source)


DRAWN = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (
            run("建设")
            + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>"
            + run("新")
            + "</w:ins>",
            "建设新",
        ),
        (f"<w:moveFrom>{run('去')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo>", "来"),
        (run("明") + run("密", "<w:vanish/>") + run("示", '<w:vanish w:val="0"/>'), "明示"),
        (run("明") + run("密", '<w:rStyle w:val="Secret"/>'), "明"),
        (f'<w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag><w:smartTag>{run('上海市')}</w:smartTag></w:smartTag>", "上海市"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('点此输入')}</w:sdtContent></w:sdt>{run('余')}",
            "余",
        ),
        (
            f"{run('注')}<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='1'/></w:r>",
            "注",
        ),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ("<w:r><w:t>2023</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:softHyphen/></w:r>", "2023-2025"),
        (
            (
                "<w:r><w:sym w:font='x' w:char='2460'/><w:sym w:char='F0FC'/><w:sym w:char='zz'/>"
                "<w:t>项</w:t></w:r>"
            ),
            "①项",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>zhōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>中</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "中",
        ),
        (f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{run('≥3')}", "x≥3"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText>'
            "<w:t>代码</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("结果")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + run("后"),
            "结果后",
        ),
        (f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', "3"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("无头"), "无头"),
        (
            run("正文") + "<w:r>" + DRAWN.format(paragraph("框一") + paragraph("框二")) + "</w:r>",
            "正文\n框一\n框二",
        ),
        (run("\u2f00\u2f2d\u200b零\u00ad宽"), "一山零宽"),
    ],
)
def test_a_paragraph_shows_what_a_reader_sees(runs: str, text: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'

    source = load("plan.docx", word(paragraph(runs=runs), styles=styles))

    assert source.text == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = paragraph("前半", properties="<w:rPr><w:del/></w:rPr>")

    assert load("plan.docx", word(joined + paragraph("后半"))).text == "前半后半"
    assert load("plan.docx", word(joined)).text == "前半"


def test_wrappers_around_paragraphs_are_seen_through() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('甲')}<w:customXml>{paragraph('乙')}</w:customXml></w:sdtContent></w:sdt>"
        f"<w:ins>{paragraph('丙')}</w:ins><w:del>{paragraph('丁')}</w:del>"
        f"<mc:AlternateContent><mc:Choice>{paragraph('戊')}</mc:Choice><mc:Fallback>{paragraph('己')}</mc:Fallback></mc:AlternateContent>"
    )

    assert lines(load("plan.docx", word(body))) == ["甲", "乙", "丙", "戊"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = paragraph("一、总体要求\t1", properties='<w:pStyle w:val="T1"/>')
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        entry
        + f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
        + paragraph("正文")
    )

    assert lines(load("plan.docx", word(body, styles=styles))) == ["正文"]


def test_heading_styles_and_outline_levels_give_levels() -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:styleId="3"><w:name w:val="sub"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:styleId="4"><w:name w:val="deep"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:styleId="5"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="6"><w:name w:val="Normal"/></w:style>'
    )
    body = "".join(paragraph(style, properties=f'<w:pStyle w:val="{style}"/>') for style in "12345")
    body += paragraph("6") + paragraph("7", properties='<w:outlineLvl w:val="1"/>')
    body += paragraph("8", properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')

    source = load("plan.docx", word(body, styles=styles))

    assert [line.level for line in source.lines] == [1, 2, 2, 4, 1, None, 2, None]


def test_merged_cells_stand_at_every_place_and_once_in_the_text() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        [
            [cell("任务", span=2), cell("单位")],
            [cell("1", merge=restart), cell("建设"), cell("区科委", merge=restart)],
            [cell("", merge=goes_on), cell("引企"), cell("旧", merge='<w:vMerge w:val="continue"/>')],
        ]
    )

    source = load("plan.docx", word(body))

    assert grid(source) == [["任务", "任务", "单位"], ["1", "建设", "区科委"], ["1", "引企", "区科委"]]
    assert source.text == "任务\t\t单位\n1\t建设\t区科委\n\t引企\t"
    rows = source.tables[0].rows
    assert rows[1][0].span == rows[2][0].span
    check_spans(source)


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>{cell('乙')}</w:tc></w:tr>"
    body = f"<w:tbl>{late}<w:tr><w:tc>{cell('丙')}</w:tc></w:tr></w:tbl>"

    assert grid(load("plan.docx", word(body))) == [["", "乙"], ["丙", ""]]


def test_rows_and_cells_inside_controls_are_found_and_deleted_rows_are_not() -> None:
    inside = f"<w:sdt><w:sdtContent><w:tc>{cell('甲')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:tr>{inside}<w:tc>{cell('乙')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{cell('丙')}</w:tc><w:tc>{cell('丁')}</w:tc></w:tr>"
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}</w:tbl>"

    assert grid(load("plan.docx", word(body))) == [["甲", "乙"]]


def test_old_horizontal_merges_are_understood() -> None:
    body = table(
        [[cell("甲", merge='<w:hMerge w:val="restart"/>'), cell("", merge="<w:hMerge/>"), cell("乙")]]
    )

    assert grid(load("plan.docx", word(body))) == [["甲", "甲", "乙"]]


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (["区科委", "区经委"], "区科委 区经委"),
        (["责任", "单位"], "责任单位"),
        (["完成时", "限"], "完成时限"),
        (["区科委", "各镇"], "区科委 各镇"),
        (["建设平台；", "引进企业"], "建设平台；引进企业"),
        (["DNA", "synthesis"], "DNA synthesis"),
        (["", "  甲  ", ""], "甲"),
    ],
)
def test_a_cells_paragraphs_stand_on_one_line(paragraphs: list[str], text: str) -> None:
    body = table([[cell("序号"), cell("单位")], [cell("1"), cell(*paragraphs)]])

    assert grid(load("plan.docx", word(body)))[1][1] == text


def test_a_wrapped_heading_cell_has_no_blank() -> None:
    body = table(
        [
            [cell("序号"), cell("计划完成", "时间节点"), cell("单位")],
            [cell("1"), cell("2024年"), cell("区科委")],
        ]
    )

    assert grid(load("plan.docx", word(body)))[0] == ["序号", "计划完成时间节点", "单位"]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    inner = table([[cell("甲"), cell("乙")]])
    body = table([[cell("专栏1", "建设平台") + inner + paragraph()], [cell("引进企业")]])

    source = load("plan.docx", word(body))

    assert lines(source) == ["专栏1", "建设平台", "引进企业"]
    assert grid(source) == [["甲", "乙"]]


def test_a_table_inside_a_cell_becomes_its_words() -> None:
    inner = table([[cell("2024"), cell("10家")], [cell("2025"), cell("20家")]])
    body = table([[cell("目标"), cell("分年目标") + inner + paragraph()]])

    assert grid(load("plan.docx", word(body))) == [["目标", "分年目标 2024 10家 2025 20家"]]


def test_the_strict_variant_of_the_format_is_read() -> None:
    parts = {
        name: part.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        if isinstance(part, str)
        else part
        for name, part in word_parts(paragraph("甲")).items()
    }

    assert load("plan.docx", zipped(parts)).text == "甲"


def test_a_main_part_under_another_name_is_found_by_its_relation() -> None:
    parts = word_parts(paragraph("甲"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("document.xml", "document2.xml")

    assert load("plan.docx", zipped(parts)).text == "甲"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "plan.docx holds no text. Choose the file that has the plan's words."),
        ('<w:altChunk xmlns:r="x" r:id="a"/>', "keeps text in an attached file that only Word can fetch"),
        (table([[cell("甲", span=1000)] * 30] * 11), "tables of more than 300000 cells"),
        (
            "<w:customXml>" * 300 + "</w:customXml>" * 300,
            "its part word/document.xml breaks off or is no XML (line 1)",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(body: str, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        load("plan.docx", word(body))

    assert sentence in refused.value.sentence


def test_deep_nesting_is_read_to_the_bottom() -> None:
    body = paragraph("底")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert load("plan.docx", word(body)).text == "底"


def test_a_long_document_is_read_whole() -> None:
    body = "".join(paragraph(f"建设第{number}个平台") for number in range(5_000))

    assert len(load("plan.docx", word(body)).lines) == 5_000
