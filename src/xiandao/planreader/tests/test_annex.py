"""Task lists become measures, tables of indicators become targets, and both are held against the text."""

from __future__ import annotations

from datetime import date

from xiandao.planreader import Comparator, Plan, Strength, load, read
from xiandao.planreader.tests.samples import codes_of

HEAD = "<h1>西岭市文旅产业行动方案（2024—2026年）</h1>"
GOALS = "<h2>一、发展目标</h2><p>到2026年，旅游收入达到300亿元，建成步道600公里。</p><h2>二、任务清单</h2>"


def plan_of_page(*rows: str, before: str = GOALS, after: str = "") -> Plan:
    page = f"<html><body>{HEAD}{before}<table>{''.join(rows)}</table>{after}</body></html>"
    return read(load("plan.html", page.encode()))


def row(*cells: str) -> str:
    return (
        "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>"
    )


def test_each_row_with_somebody_responsible_is_a_measure() -> None:
    plan = plan_of_page(
        row("序号", "重点任务", "牵头<br>单位", "配合<br>单位", "完成<br>时限"),
        row("1", "改造游客中心", "市文旅局", "市住建局、各区", "2025年6月底前"),
        row("2", "开通旅游专线", "市交通局", "—", "持续推进"),
    )

    first, second = plan.measures
    assert (first.path, first.title) == (("二", "1"), "改造游客中心")
    assert (first.lead, first.support) == (("市文旅局",), ("市住建局", "各区"))
    assert [step.due for step in first.milestones] == [date(2025, 6, 30)]
    assert (second.lead, second.support, second.milestones) == (("市交通局",), (), ())


def test_merged_cells_serve_every_row_they_cover_and_repeated_headings_are_left_out() -> None:
    heading = row("序号", "重点任务", "工作内容", "责任单位")
    plan = plan_of_page(
        heading,
        row(
            '<td rowspan="2">1</td>',
            '<td rowspan="2">做优景区</td>',
            "改造中心",
            '<td rowspan="2">市文旅局、市住建局</td>',
        ),
        row("新建索道"),
        heading,
        row('<td colspan="4">（二）培育业态</td>'),
        row("2", "发展研学", "认定基地", "市教育局"),
    )

    assert [(m.title, m.group, m.units) for m in plan.measures] == [
        ("改造中心", "做优景区", ("市文旅局", "市住建局")),
        ("新建索道", "做优景区", ("市文旅局", "市住建局")),
        ("发展研学", "培育业态", ("市教育局",)),
    ]


def test_roles_written_inside_a_cell_win_over_its_heading() -> None:
    plan = plan_of_page(
        row("序号", "工作任务", "责任单位"),
        row("1", "举办节庆", "牵头单位：市文旅局；配合单位：市公安局"),
        row("2", "办马拉松", "市体育局<br>市公安局"),
    )

    assert (plan.measures[0].lead, plan.measures[0].support) == (("市文旅局",), ("市公安局",))
    assert plan.measures[1].units == ("市体育局", "市公安局")


def test_a_row_that_repeats_a_measure_adds_to_it_instead_of_doubling_it() -> None:
    body = (
        "<h2>一、重点任务</h2><p>1、改造游客中心。完善服务。</p>"
        "<p>2、开通旅游专线。优化班次。（责任单位：市交通局）</p><p>附件：任务分工表</p>"
    )
    plan = plan_of_page(
        row("序号", "重点任务", "责任单位", "完成时限"),
        row("1", "改造游客中心", "市文旅局", "2025年底"),
        row("2", "开通旅游专线", "市公交集团", "2024年底"),
        before=body,
    )

    assert [(m.title, m.units) for m in plan.measures] == [
        ("改造游客中心", ("市文旅局",)),
        ("开通旅游专线", ("市交通局",)),
    ]
    assert [step.due for step in plan.measures[0].milestones] == [date(2025, 12, 31)]
    assert "body_and_annex_differ" in codes_of(plan)
    assert "measure_without_unit" not in codes_of(plan)


def test_columns_of_years_hold_what_a_task_promises_for_each() -> None:
    plan = plan_of_page(
        row("序号", "重点任务", "责任单位", "2024年", "2025年"),
        row("1", "建设索道", "市文旅局", "完成设计", "建成运营"),
        row("2", "认定研学基地，累计12个", "市教育局", "5", "6"),
    )

    assert [(step.due, step.text) for step in plan.measures[0].milestones] == [
        (date(2024, 12, 31), "完成设计"),
        (date(2025, 12, 31), "建成运营"),
    ]
    assert "parts_do_not_add_up" in codes_of(plan)


def test_an_indicator_that_the_text_states_too_is_one_target_with_two_places() -> None:
    plan = plan_of_page(
        row("指标名称", "单位", "2023年基数", "2026年目标", "属性"),
        row("旅游收入", "亿元", "210", "300", "预期性"),
        row("满意度", "%", "91", "≥95", "约束性"),
    )

    income, _, satisfaction = plan.targets
    assert (income.low, len(income.spans)) == (300, 2)
    assert (satisfaction.name, satisfaction.low, satisfaction.unit) == ("满意度", 95, "%")
    assert satisfaction.comparator is Comparator.AT_LEAST
    assert satisfaction.strength is Strength.BINDING
    assert satisfaction.due == date(2026, 12, 31)


def test_parts_by_year_must_add_up_to_the_total_in_the_text() -> None:
    table = (row("项目", "单位", "2024年", "2025年", "2026年"), row("步道", "公里", "150", "200", "230"))

    wrong = plan_of_page(*table)
    right = plan_of_page(table[0], row("步道", "公里", "150", "200", "250"))

    (warning,) = [one for one in wrong.warnings if one.code == "parts_do_not_add_up"]
    assert "580" in warning.message
    assert "600" in warning.message
    assert "parts_do_not_add_up" not in codes_of(right)


def test_a_figure_that_differs_between_text_and_annex_is_told() -> None:
    plan = plan_of_page(
        row("指标", "单位", "2026年目标值"),
        row("旅游收入", "亿元", "320"),
    )

    assert plan.targets[0].low == 300
    assert "body_and_annex_differ" in codes_of(plan)


def test_a_table_of_other_things_is_no_task_list() -> None:
    plan = plan_of_page(
        row("姓名", "电话"),
        row("王某", "12345"),
        before="<h2>一、任务</h2><p>1、建设步道。（责任单位：市住建局）</p>",
    )

    assert [measure.title for measure in plan.measures] == ["建设步道"]
