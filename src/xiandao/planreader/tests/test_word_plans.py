"""Whole plans in Word: numbers that only numbering.xml knows, and annex tables with merged cells."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xiandao.planreader import Plan, load, read
from xiandao.planreader.tests.clerk import broken_laws

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
PARAGRAPHS = (
    (None, "云岫市智能网联汽车行动方案（2024—2026年）"),
    (0, "主要目标"),
    (None, "到2026年，开放测试道路不少于300公里，建成智能路口150个。"),
    (0, "重点任务"),
    (1, "建设基础设施"),
    (2, "改造路侧设备。统一接口标准。（责任单位：市公安局、市住建局）"),
    (2, "搭建云控平台。汇聚车路数据。（责任单位：市数据局）"),
    (1, "拓展应用场景"),
    (2, "开行无人接驳。先在园区环线运行。（责任单位：市交通运输局、云岫公交集团有限公司）"),
)
ROWS = (
    ("序号", "重点任务", "责任单位", "", "完成时限"),
    ("", "", "牵头单位", "配合单位", ""),
    ("1", "编制道路开放目录", "市交通运输局", "市公安局、市住建局", "2024年6月底前"),
    ("2", "发放示范牌照", "", "", "2024年12月"),
    ("3", "组建测试队伍", "市经信局", "市人社局", "长期坚持"),
)
MERGED = (
    ((0, 0), (1, 0)),
    ((0, 1), (1, 1)),
    ((0, 2), (0, 3)),
    ((0, 4), (1, 4)),
    ((2, 2), (3, 2)),
    ((2, 3), (3, 3)),
)


def test_automatic_numbers_become_the_measures_paths() -> None:
    plan = _read(_numbered_document())

    assert [(measure.path, measure.group, measure.units) for measure in plan.measures] == [
        (("二", "（一）", "1"), "建设基础设施", ("市公安局", "市住建局")),
        (("二", "（一）", "2"), "建设基础设施", ("市数据局",)),
        (("二", "（二）", "1"), "拓展应用场景", ("市交通运输局", "云岫公交集团有限公司")),
    ]


def test_quantities_of_a_word_plan_are_read() -> None:
    plan = _read(_numbered_document())

    assert [(t.comparator, t.low, t.high, t.unit, t.due) for t in plan.targets] == [
        ("at_least", 300, None, "公里", date(2026, 12, 31)),
        ("exactly", 150, 150, "个", date(2026, 12, 31)),
    ]


def test_a_merged_cell_gives_its_units_to_every_row_that_it_covers() -> None:
    plan = _read(_annex_document())

    assert [(m.path[-1], m.title, m.lead, m.support) for m in plan.measures] == [
        ("1", "编制道路开放目录", ("市交通运输局",), ("市公安局", "市住建局")),
        ("2", "发放示范牌照", ("市交通运输局",), ("市公安局", "市住建局")),
        ("3", "组建测试队伍", ("市经信局",), ("市人社局",)),
    ]


def test_a_tables_due_column_becomes_milestones() -> None:
    plan = _read(_annex_document())

    assert [[step.due for step in measure.milestones if step.due] for measure in plan.measures] == [
        [date(2024, 6, 30)],
        [date(2024, 12, 31)],
        [],
    ]


def _read(document: Any) -> Plan:
    stream = BytesIO()
    document.save(stream)
    plan = read(load("plan.docx", stream.getvalue()))
    assert not list(broken_laws(plan))
    return plan


def _numbered_document() -> Any:
    """A document whose numbers stand only in numbering.xml, as Word writes them."""
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for level, (form, words) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(number))
    for level, words in PARAGRAPHS:
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        if level is not None:
            number_words = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            properties.append(parse_xml(number_words))
    return document


def _annex_document() -> Any:
    document = Document()
    document.add_paragraph("云岫市智能网联汽车行动方案（2024—2026年）重点任务清单")
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, words in enumerate(ROWS):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    for first, last in MERGED:
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = ROWS[first[0]][first[1]]
    return document
