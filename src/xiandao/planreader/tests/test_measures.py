"""Which items are measures: the smallest with their own units, and what one block of units serves."""

from __future__ import annotations

from datetime import date

import pytest

from xiandao.planreader.tests.samples import codes_of, measures_of, plan_of, task_chapter


def test_items_below_an_item_with_units_are_the_measures() -> None:
    plan = plan_of(
        task_chapter(
            "（一）甲类\n1、建设平台\n（1）买设备。（责任单位：区科委）\n（2）聘人员。（责任单位：区人社局）"
        )
    )

    assert measures_of(plan) == [
        ("一（一）1（1）", ("区科委",)),
        ("一（一）1（2）", ("区人社局",)),
    ]


@pytest.mark.parametrize(
    "points",
    [
        "一是买设备；二是聘人员；三是开服务。",
        "①买设备；②聘人员；③开服务。",
        "（1）买设备；（2）聘人员；（3）开服务。",
    ],
)
def test_points_inside_a_paragraph_are_no_measures(points: str) -> None:
    plan = plan_of(
        task_chapter(f"1、建设平台。{points}（责任单位：区科委）\n2、引企业。（责任单位：区经委）")
    )

    assert measures_of(plan) == [("一1", ("区科委",)), ("一2", ("区经委",))]
    assert "开服务" in plan.measures[0].text


def test_points_that_name_their_own_units_are_measures() -> None:
    plan = plan_of(task_chapter("1、建设平台。①买设备。（责任单位：区科委）②聘人员。（责任单位：区人社局）"))

    assert [units for _, units in measures_of(plan)] == [("区科委",), ("区人社局",)]


@pytest.mark.parametrize(
    "block",
    ["\n（责任单位：区科委、区经委）", "\n责任单位：区科委、区经委", "\n以上任务责任单位：区科委、区经委"],
)
def test_a_block_behind_the_last_item_serves_the_whole_group(block: str) -> None:
    plan = plan_of(task_chapter(f"（一）甲类\n1、买设备。\n2、聘人员。\n3、开服务。{block}"))

    assert [units for _, units in measures_of(plan)] == [("区科委", "区经委")] * 3
    first = plan.measures[0]
    assert first.units_span is not None
    assert first.units_span.start > first.span.end


def test_a_block_at_a_heading_serves_the_items_below_that_have_none() -> None:
    plan = plan_of(
        task_chapter("（一）甲类（牵头单位：区科委）\n1、买设备。\n2、聘人员。（责任单位：区人社局）")
    )

    assert measures_of(plan) == [("一（一）1", ("区科委",)), ("一（一）2", ("区人社局",))]
    assert plan.measures[0].group == "甲类"


def test_an_item_beside_complete_ones_is_the_measure_with_all_its_points() -> None:
    plan = plan_of(
        task_chapter(
            "1、买设备。（责任单位：区科委）\n2、聘人员。（责任单位：区人社局）\n（1）定岗位。\n（2）办招聘。\n"
            "3、开服务。（责任单位：区经委）"
        )
    )

    assert measures_of(plan) == [("一1", ("区科委",)), ("一2", ("区人社局",)), ("一3", ("区经委",))]
    assert "办招聘" in plan.measures[1].text


def test_an_item_headed_by_an_office_is_that_offices() -> None:
    plan = plan_of(task_chapter("（一）区财政局：安排专项资金。\n（二）区科委\n1.建平台。\n2.办大赛。"))

    assert measures_of(plan) == [
        ("一（一）", ("区财政局",)),
        ("一（二）1", ("区科委",)),
        ("一（二）2", ("区科委",)),
    ]


def test_a_box_illustrates_its_item_and_is_none() -> None:
    plan = plan_of(
        task_chapter(
            "（一）甲类\n1.买设备。（责任单位：区科委）\n专栏1 设备工程\n买显微镜30台。\n"
            "2.聘人员。（责任单位：区人社局）"
        )
    )

    assert measures_of(plan) == [("一（一）1", ("区科委",)), ("一（一）2", ("区人社局",))]


def test_a_single_item_without_units_among_complete_ones_is_told_not_guessed() -> None:
    plan = plan_of(
        task_chapter(
            "（一）甲类\n1、买设备。（责任单位：区科委）\n2、聘人员。（责任单位：区人社局）\n"
            "（二）乙类\n3、开服务。\n4、建网络。（责任单位：区经委）"
        )
    )

    assert measures_of(plan)[2] == ("一（二）3", ())
    assert "measure_without_unit" in codes_of(plan)


def test_units_shared_by_assumption_are_told() -> None:
    plan = plan_of(task_chapter("（一）甲类\n1、买设备。\n2、聘人员。（责任单位：区科委）"))

    assert [units for _, units in measures_of(plan)] == [("区科委",), ("区科委",)]
    assert "units_shared" in codes_of(plan)


def test_a_sibling_that_lost_its_number_is_an_item_with_an_empty_step() -> None:
    plan = plan_of(
        task_chapter(
            "1、合作创新\n（1）建研究院。引团队。（责任单位：区科委）\n"
            "加强院校合作。共建课程。（责任单位：区教育局）\n2、引企业。（责任单位：区经委）"
        )
    )

    assert measures_of(plan) == [("一1（1）", ("区科委",)), ("一1", ("区教育局",)), ("一2", ("区经委",))]
    assert plan.measures[1].path == ("一", "1", "")
    assert plan.measures[1].title == "加强院校合作"
    assert "number_missing" in codes_of(plan)


def test_a_lost_heading_is_recognised_by_its_own_line() -> None:
    plan = plan_of(
        task_chapter(
            "1、合作创新\n共建研究院和课程。（责任单位：区科委）\n加强院校合作\n互派教师。（责任单位：区教育局）\n"
            "3、引企业\n办推介会。（责任单位：区经委）"
        )
    )

    assert [measure.title for measure in plan.measures] == ["合作创新", "加强院校合作", "引企业"]


def test_paragraphs_under_one_heading_with_units_each_are_parts_of_it() -> None:
    plan = plan_of(
        task_chapter("（一）丰富文化\n开展邻里节活动。责任单位：文体中心\n建设社区书房。责任单位：各社区")
    )

    assert [(m.path, m.title, m.group) for m in plan.measures] == [
        (("一", "（一）", ""), "开展邻里节活动", "丰富文化"),
        (("一", "（一）", ""), "建设社区书房", "丰富文化"),
    ]
    assert "number_missing" not in codes_of(plan)


def test_a_plan_without_any_units_gives_its_task_items_and_one_warning() -> None:
    plan = plan_of(task_chapter("（一）甲类\n1、买设备。\n2、聘人员。\n（二）乙类\n3、开服务。"))

    assert measures_of(plan) == [("一（一）1", ()), ("一（一）2", ()), ("一（二）3", ())]
    assert codes_of(plan).count("measure_without_unit") == 1


def test_safeguards_are_measures_only_where_they_name_units() -> None:
    plan = plan_of(
        task_chapter("1、买设备。（责任单位：区科委）")
        + "\n二、保障措施\n（一）加强领导。建立机制。\n（二）资金保障。列入预算。（责任单位：区财政局）"
    )

    assert measures_of(plan) == [("一1", ("区科委",)), ("二（二）", ("区财政局",))]


@pytest.mark.parametrize("chapter", ["总体要求", "基本原则", "重点聚焦", "空间布局", "附则"])
def test_other_chapters_hold_no_measures(chapter: str) -> None:
    plan = plan_of(
        task_chapter("1、买设备。（责任单位：区科委）")
        + f"\n二、{chapter}\n（一）坚持创新。\n（二）坚持开放。"
    )

    assert measures_of(plan) == [("一1", ("区科委",))]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("建设平台。引进设备。", "建设平台"),
        ("建设平台\n引进设备，服务企业。", "建设平台"),
        (
            "推动高校与企业共建实验室，围绕关键环节开展联合攻关，形成一批可推广的成果和标准体系。",
            "推动高校与企业共建实验室",
        ),
        (
            "立足本地产业基础，结合园区条件，针对企业反映的问题，出台专项扶持政策，加大对载体建设的支持力度。",
            "出台专项扶持政策",
        ),
    ],
)
def test_the_title_is_the_heading_or_the_first_clause_that_says_what_to_do(words: str, title: str) -> None:
    plan = plan_of(task_chapter(f"1、{words}（责任单位：区科委）"))

    assert plan.measures[0].title == title


def test_dated_promises_and_the_deadline_of_the_block_are_milestones() -> None:
    plan = plan_of(
        task_chapter(
            "1、建园区。2024年完成规划，到2025年底全部开工。（责任单位：区经委；完成时限：2026年3月）"
        )
    )

    assert [(step.due, step.text) for step in plan.measures[0].milestones] == [
        (date(2024, 12, 31), "2024年完成规划"),
        (date(2025, 12, 31), "到2025年底全部开工"),
        (date(2026, 3, 31), "2026年3月"),
    ]


def test_where_the_plan_says_so_those_before_the_comma_lead() -> None:
    plan = plan_of(
        task_chapter(
            "1、甲。（责任单位：省科技厅、省工信厅，省财政厅，逗号前为牵头单位，下同）\n2、乙。（省教育厅，省人社厅、各市）"
        )
    )

    assert [(m.lead, m.support) for m in plan.measures] == [
        (("省科技厅", "省工信厅"), ("省财政厅",)),
        (("省教育厅",), ("省人社厅", "各市")),
    ]


def test_where_the_plan_says_so_the_first_named_unit_leads() -> None:
    plan = plan_of(
        task_chapter(
            "1、买设备。（责任单位：区科委、区经委，列第一位的为牵头单位，下同）\n2、引才。（责任单位：区人社局、区教育局）"
        )
    )

    assert [(m.lead, m.support) for m in plan.measures] == [
        (("区科委",), ("区经委",)),
        (("区人社局",), ("区教育局",)),
    ]


def test_units_before_the_words_leave_the_words_to_title_and_quantities() -> None:
    plan = plan_of(
        task_chapter(
            "1、（责任单位：区科委）建设平台。到2025年建成平台3个。\n2、引企业（牵头单位：区经委）\n三年引进企业20家。"
        )
    )

    assert [(m.title, [t.low for t in m.targets]) for m in plan.measures] == [
        ("建设平台", [3]),
        ("引企业", [20]),
    ]


def test_items_made_of_fields_are_titled_by_what_the_field_says() -> None:
    plan = plan_of(
        task_chapter(
            "1.任务名称：建设基地\n工作内容：新建大棚500亩。\n责任单位：区农委\n完成时限：2025年10月底"
        )
    )

    (measure,) = plan.measures
    assert (measure.title, measure.units) == ("建设基地", ("区农委",))
    assert [step.due for step in measure.milestones] == [date(2025, 10, 31)]


def test_chapters_without_numbers_hold_paragraphs_headed_by_their_titles() -> None:
    plan = plan_of(
        "滨江区智能制造行动方案\n\n主要目标\n到2026年建成工厂30家。\n\n重点任务\n\n建设智能工厂\n推动企业建厂。"
        "（责任单位：区经信局）\n\n建设数字园区\n推广监测。（责任单位：各园区）\n\n保障措施\n加强领导。"
    )

    assert [(m.title, m.units, m.group) for m in plan.measures] == [
        ("建设智能工厂", ("区经信局",), "重点任务"),
        ("建设数字园区", ("各园区",), "重点任务"),
    ]
    assert "number_missing" not in codes_of(plan)
