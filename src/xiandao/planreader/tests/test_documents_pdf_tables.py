"""Rulings that cross make tables, in every way in which they are drawn, and over the ends of pages."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from xiandao.planreader.documents import load
from xiandao.planreader.source import Source
from xiandao.planreader.tests.document_makers import (
    Draw,
    both,
    check_spans,
    grid,
    lines,
    pdf,
    ruled,
    set_lines,
)


def read(*pages: Draw) -> Source:
    source = load("plan.pdf", pdf(*pages))
    check_spans(source)
    return source


def test_a_ruled_table_becomes_a_grid_between_its_neighbours() -> None:
    rows = [
        ["序号", "重点任务", "责任\n单位"],
        ["1", "建设平台", "区科委\n区经委"],
        ["2", "引进企业", "^"],
        ["合计", "<", "两项"],
    ]

    source = read(both(set_lines((90, 750, "附件")), ruled(rows), set_lines((90, 400, "附注"))))

    assert lines(source) == ["附件", "附注"]
    assert grid(source) == [
        ["序号", "重点任务", "责任单位"],
        ["1", "建设平台", "区科委 区经委"],
        ["2", "引进企业", "区科委 区经委"],
        ["合计", "合计", "两项"],
    ]


def test_lines_wrapped_inside_a_cell_are_joined() -> None:
    task = "建设公共研发平台和中试基地形成服务能力"
    rows = [["序号", "任务", "单位"], ["1", f"{task[:16]}\n{task[16:]}", "区科委"]]

    assert grid(read(ruled(rows)))[1] == ["1", task, "区科委"]


def test_a_table_goes_on_over_the_end_of_a_page() -> None:
    head = ["序号", "重点任务", "责任单位"]
    task = "建设公共研发平台和中试基地形成服务能力"
    first = ruled([head, ["1", "建设", "区科委"], ["2", task[:16], "区经委"]], top=200)
    second = ruled([head, ["", task[16:], ""], ["3", "引企", "区商务委"]], top=780)

    source = read(first, second)

    assert grid(source) == [head, ["1", "建设", "区科委"], ["2", task, "区经委"], ["3", "引企", "区商务委"]]
    assert len(source.tables) == 1


def test_a_cell_merged_over_the_end_of_a_page_goes_on() -> None:
    first = ruled([["类别", "任务", "单位"], ["平台", "建设", "区科委"], ["^", "共享", "区经委"]], top=200)
    second = ruled([["", "开放", "区商务委"], ["^", "评估", "区财政局"]], top=780)

    assert [row[0] for row in grid(read(first, second))] == ["类别", "平台", "平台", "平台", "平台"]


def test_tables_of_other_columns_stay_apart() -> None:
    first = ruled([["甲", "乙", "丙"], ["1", "2", "3"]], top=200)
    second = ruled([["甲", "乙", "丙"], ["1", "2", "3"]], top=780, across=(80, 200, 300, 420))

    assert len(read(first, second).tables) == 2


def test_frames_underlines_and_drawings_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, 480, 720)
        canvas.line(90, 695, 300, 695)
        canvas.drawString(90, 700, "有下划线的字")
        for number in range(60):
            canvas.line(100 + number, 100, 200 - number, 200)

    source = read(draw)

    assert source.tables == ()
    assert lines(source) == ["有下划线的字"]


def test_a_table_drawn_with_thin_bars_or_boxes_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(2):
            for column in range(2):
                canvas.rect(100 + 100 * column, 600 - 40 * row, 100, 40)
                canvas.drawString(110 + 100 * column, 610 - 40 * row, f"格{row}{column}")
        for x in (100, 200, 300):
            canvas.rect(x, 400, 0.5, 80, stroke=0, fill=1)
        for y in (400, 440, 480):
            canvas.rect(100, y, 200, 0.5, stroke=0, fill=1)
        canvas.drawString(110, 410, "条")

    source = read(draw)

    assert grid(source) == [["格00", "格01"], ["格10", "格11"]]
    assert grid(source, 1) == [["", ""], ["条", ""]]
