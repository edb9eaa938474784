"""One unit under one name: stated and customary abbreviations join, similar bodies stay apart."""

from __future__ import annotations

import pytest

from xiandao.planreader import Plan
from xiandao.planreader.tests.samples import codes_of, plan_of, task_chapter


def plan_with(first: str, second: str, preamble: str = "") -> Plan:
    return plan_of(
        task_chapter(f"1、甲。{preamble}（责任单位：{first}）\n2、乙。（责任单位：{second}）", area="澄江区")
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区发展改革委", "区发改委"),
        ("区发展和改革委员会", "区发改委"),
        ("市经济信息化委", "市经信委"),
        ("市工业和信息化局", "市工信局"),
        ("区人力资源和社会保障局", "区人社局"),
        ("区规划和自然资源局", "区规划资源局"),
        ("澄江区科学技术委员会", "区科委"),
        ("区市场监督管理局", "区市场监管局"),
        ("市卫生健康委员会", "市卫健委"),
    ],
)
def test_customary_short_forms_are_one_unit_and_told(first: str, second: str) -> None:
    plan = plan_with(first, second)

    assert [(unit.name, unit.aliases, unit.support) for unit in plan.units] == [(first, (second,), 2)]
    assert [measure.units for measure in plan.measures] == [(first,), (first,)]
    assert "alias_assumed" in codes_of(plan)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区科委", "区科创委"),
        ("市科委", "区科委"),
        ("区发改委", "区发改委（金融办）"),
        ("区经委", "区经信委"),
        ("区文旅局", "区文物局"),
        ("云湖镇", "云溪镇"),
    ],
)
def test_different_bodies_stay_apart(first: str, second: str) -> None:
    plan = plan_with(first, second)

    assert [unit.name for unit in plan.units] == [first, second]
    assert "alias_assumed" not in codes_of(plan)


def test_a_stated_abbreviation_joins_without_a_warning() -> None:
    plan = plan_with("澄江新材料产业园管委会", "澄新园", "由澄江新材料产业园管委会（以下简称“澄新园”）实施。")

    assert [(unit.name, unit.aliases) for unit in plan.units] == [("澄江新材料产业园管委会", ("澄新园",))]
    assert "alias_assumed" not in codes_of(plan)


def test_a_park_named_by_its_first_characters_is_joined_and_told() -> None:
    plan = plan_with("澄江高新技术产业园区", "澄高园")

    assert [unit.name for unit in plan.units] == ["澄江高新技术产业园区"]
    assert "alias_assumed" in codes_of(plan)


def test_a_unit_whose_level_is_left_out_in_a_row_is_the_levelled_one() -> None:
    plan = plan_with("省发展改革委、交通运输厅", "省交通运输厅")

    assert [measure.units for measure in plan.measures] == [
        ("省发展改革委", "省交通运输厅"),
        ("省交通运输厅",),
    ]


def test_units_count_the_measures_they_lead_and_the_others_they_are_named_in() -> None:
    plan = plan_of(
        task_chapter(
            "1、甲。（牵头单位：区科委；配合单位：区经委）\n2、乙。（责任单位：区科委、区经委）\n3、丙。（区经委牵头）"
        )
    )

    assert [(unit.name, unit.lead, unit.support) for unit in plan.units] == [
        ("区科委", 1, 1),
        ("区经委", 1, 2),
    ]


def test_collective_units_are_kept_and_told() -> None:
    plan = plan_of(task_chapter("1、甲。（责任单位：区科委、各街镇园区、相关单位）"))

    assert plan.measures[0].units == ("区科委", "各街镇园区", "相关单位")
    assert codes_of(plan).count("collective_unit") == 2
