"""An official document has the layout that GB/T 9704-2012 asks for, and says what it was given."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.publishing.official import (
    Align,
    Block,
    Heading,
    Note,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
    Table,
    TableColumn,
    chinese_date,
    chinese_number,
    write_document,
)
from xiandao.publishing.tests.pictures import tiny_png

DAY = date(2025, 6, 30)
TABLE = Table(
    (TableColumn("序号", 1, Align.CENTRE), TableColumn("任务", 4), TableColumn("进度", 2, Align.RIGHT)),
    tuple((str(number), "建设中试平台\n形成能力", "正常推进") for number in range(1, 4)),
    caption="表1 任务进展",
)
BLOCKS: tuple[Block, ...] = (
    Paragraph("现将进展报告如下。\n第二段。", lead="总体看，"),
    Heading("总体情况"),
    Heading("主要目标", 2),
    Heading("成果转化", 3),
    Heading("其中", 4),
    Heading("平台", 3),
    Heading("下一步"),
    Heading("安排", 2),
    TABLE,
    Picture(tiny_png(), "各组举措的状态：完成3项", "图1 状态"),
    Note("数据来源：责任单位，截至2025年6月30日。"),
)
REPORT = OfficialDocument(
    "行动方案\n2025年第二季度进展报告",
    DAY,
    BLOCKS,
    draft_note="送审稿",
    addressee="区政府",
    appendices=("任务台账", "目标一览"),
    signature=Signature("区经委", DAY),
    author="区经委",
)


def opened(document: OfficialDocument = REPORT) -> Any:
    return docx.Document(io.BytesIO(write_document(document)))


def paragraph_of(word: Any, text: str) -> Any:
    return next(p for p in word.paragraphs if p.text == text)


def face_of(paragraph: Any) -> tuple[set[str], float, bool]:
    properties = paragraph.runs[0]._r.rPr
    fonts = properties.find(qn("w:rFonts"))
    names = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    bold = properties.find(qn("w:b")) is not None
    return names, int(properties.find(qn("w:sz")).get(qn("w:val"))) / 2, bold


def test_the_page_is_a4_with_the_type_area_of_the_standard() -> None:
    section = opened().sections[0]

    measures = {
        "page": (section.page_width.mm, section.page_height.mm),
        "margins": (section.top_margin.mm, section.left_margin.mm),
        "type area": (
            section.page_width.mm - section.left_margin.mm - section.right_margin.mm,
            section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm,
        ),
    }

    assert measures["page"] == pytest.approx((210, 297), abs=0.05)
    assert measures["margins"] == pytest.approx((37, 28), abs=0.05)
    assert measures["type area"] == pytest.approx((156, 225), abs=0.05)


def test_the_grid_holds_22_lines_of_28_characters() -> None:
    grid = opened().sections[0]._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096

    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(225 / 25.4 * 72 / pitch) == 22
    assert int(156 / 25.4 * 72 / character) == 28


@pytest.mark.parametrize(
    ("text", "font", "points", "bold"),
    [
        ("行动方案", "方正小标宋简体", 22, False),
        ("（送审稿）", "楷体_GB2312", 16, False),
        ("区政府：", "仿宋_GB2312", 16, False),
        ("第二段。", "仿宋_GB2312", 16, False),
        ("一、总体情况", "黑体", 16, False),
        ("（一）主要目标", "楷体_GB2312", 16, False),
        ("1.成果转化", "仿宋_GB2312", 16, True),
        ("（1）其中", "仿宋_GB2312", 16, False),
    ],
)
def test_every_kind_of_line_wears_its_font_in_every_script(
    text: str, font: str, points: float, bold: bool
) -> None:
    assert face_of(paragraph_of(opened(), text)) == ({font}, points, bold)


def test_body_lines_are_exact_and_indented_by_two_characters() -> None:
    properties = paragraph_of(opened(), "第二段。")._p.pPr
    spacing, indent = properties.find(qn("w:spacing")), properties.find(qn("w:ind"))

    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 28 <= int(spacing.get(qn("w:line"))) / 20 <= 29
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert indent.get(qn("w:firstLine")) == "640"


def test_headings_are_counted_level_by_level() -> None:
    texts = [p.text for p in opened().paragraphs if p._p.pPr.find(qn("w:outlineLvl")) is not None]

    assert texts == [
        "一、总体情况",
        "（一）主要目标",
        "1.成果转化",
        "（1）其中",
        "2.平台",
        "二、下一步",
        "（一）安排",
    ]


def test_an_english_document_has_numbers_brackets_and_day_in_english() -> None:
    blocks = (Heading("Overview"), Heading("Targets", 2), Heading("Outlook"), Heading("Steps", 2))
    document = OfficialDocument(
        "Progress report",
        DAY,
        blocks,
        draft_note="draft",
        addressee="District government",
        appendices=("Ledger", "Targets"),
        signature=Signature("Plan office", DAY),
        language="en-US",
    )

    texts = [p.text for p in opened(document).paragraphs if p.text]

    assert texts == [
        "Progress report",
        "(draft)",
        "District government:",
        "1. Overview",
        "1.1 Targets",
        "2. Outlook",
        "2.1 Steps",
        "Annex: 1. Ledger",
        "2. Targets",
        "Plan office",
        "30 June 2025",
    ]


@pytest.mark.parametrize(("footer", "side"), [("footer", "right"), ("even_page_footer", "left")])
def test_page_numbers_stand_at_the_outer_edge(footer: str, side: str) -> None:
    word = opened()
    paragraph = getattr(word.sections[0], footer).paragraphs[0]
    codes = [code.text for code in paragraph._p.iter(qn("w:instrText"))]

    assert word.settings.odd_and_even_pages_header_footer is True
    assert paragraph.text == "— 1 —"
    assert codes == [" PAGE "]
    assert face_of(paragraph) == ({"宋体"}, 14, False)
    assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
    assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


def test_a_table_repeats_its_heading_row_and_fills_the_type_area() -> None:
    table = opened().tables[0]
    rows = table._tbl.findall(qn("w:tr"))
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]

    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert sum(widths) == round(156 / 25.4 * 1440)
    assert widths[1] / widths[0] == pytest.approx(4, rel=0.01)
    assert [cell.text for cell in table.rows[1].cells] == ["1", "建设中试平台\n形成能力", "正常推进"]
    assert face_of(table.rows[0].cells[0].paragraphs[0]) == ({"黑体"}, 12, False)
    assert face_of(table.rows[1].cells[0].paragraphs[0]) == ({"仿宋_GB2312"}, 12, False)
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is not None


def test_a_small_table_is_set_in_small_type() -> None:
    table = opened(OfficialDocument("t", DAY, (Table(TABLE.columns, TABLE.rows, small=True),))).tables[0]

    assert face_of(table.rows[1].cells[0].paragraphs[0])[1] == 10.5


@pytest.mark.parametrize("columns", [(), TABLE.columns[:2]])
def test_a_table_whose_rows_do_not_fit_its_columns_is_refused(columns: tuple[TableColumn, ...]) -> None:
    with pytest.raises(ValueError, match="columns"):
        Table(columns, TABLE.rows)


def test_a_fifth_level_of_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading("太深", 5)


def test_a_picture_is_described_for_those_who_cannot_see_it() -> None:
    word = opened(OfficialDocument("t", DAY, (Picture(tiny_png(), "说明", width_mm=900),)))
    shape = word.inline_shapes[0]

    assert shape._inline.docPr.get("descr") == "说明"
    assert shape.width.mm == pytest.approx(156)  # no wider than the type area


def test_appendices_are_listed_and_one_alone_has_no_number() -> None:
    several = [p.text for p in opened().paragraphs]
    alone = [p.text for p in opened(OfficialDocument("t", DAY, (), appendices=("台账",))).paragraphs]

    assert "附件：1. 任务台账" in several
    assert "2. 目标一览" in several
    assert "附件：台账" in alone


@pytest.mark.parametrize(
    ("issuer", "places"),
    [
        ("区经委", [("right", "750"), ("right", "200")]),
        ("合成生物产业专班", [("right", "250"), ("right", "200")]),
        ("宝山区推进合成生物产业发展办公室", [("right", "200"), ("left", "1200")]),
    ],
)
def test_the_day_begins_two_characters_after_the_issuer(issuer: str, places: list[tuple[str, str]]) -> None:
    word = opened(OfficialDocument("t", DAY, (), signature=Signature(issuer, DAY)))
    lines = [paragraph_of(word, text)._p.pPr for text in (issuer, "2025年6月30日")]

    sides = [line.find(qn("w:jc")).get(qn("w:val")) for line in lines]
    indents = [
        line.find(qn("w:ind")).get(qn(f"w:{side}Chars")) for line, side in zip(lines, sides, strict=True)
    ]

    assert list(zip(sides, indents, strict=True)) == places


def test_days_and_numbers_are_written_in_the_chinese_way() -> None:
    assert chinese_date(date(2025, 6, 3)) == "2025年6月3日"
    assert [chinese_number(n) for n in (1, 10, 12, 20, 99)] == ["一", "十", "十二", "二十", "九十九"]
    with pytest.raises(ValueError, match="1 to 99"):
        chinese_number(100)


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = write_document(REPORT), write_document(REPORT)

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
    assert opened().core_properties.modified.isoformat()[:19] == "2025-06-30T00:00:00"


def test_fonts_are_named_and_not_embedded() -> None:
    with zipfile.ZipFile(io.BytesIO(write_document(REPORT))) as archive:
        assert not any("fonts/" in name or name.endswith((".odttf", ".ttf")) for name in archive.namelist())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_gives_a_readable_document(text: str) -> None:
    table = Table((TableColumn(text),), ((text,),), caption=text)
    signature = Signature(text, DAY)

    word = opened(OfficialDocument(text, DAY, (Heading(text), Paragraph(text), table), signature=signature))

    kept = "".join(c for c in text if c.isalnum())
    assert kept in "".join(c for c in word.tables[0].rows[0].cells[0].text if c.isalnum())
