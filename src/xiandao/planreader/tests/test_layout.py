"""Where things happen and what the plan concentrates on: sites and focus areas."""

from __future__ import annotations

import pytest

from xiandao.planreader import Layer
from xiandao.planreader.tests.samples import codes_of, plan_of, task_chapter


def test_a_formula_gives_each_site_its_figure_and_role() -> None:
    plan = plan_of(
        task_chapter("1、甲。（责任单位：区科委）")
        + "\n二、空间布局\n形成“1+2”的布局。“1”即云湖创新园，作为研发核心，集聚院所；"
        "“2”即北岸产业园及南岸(澄江)材料基地，作为制造承载区，承接项目。"
    )

    assert [(site.code, site.name, site.role) for site in plan.sites] == [
        ("1", "云湖创新园", "研发核心"),
        ("2", "北岸产业园", "制造承载区"),
        ("2", "南岸(澄江)材料基地", "制造承载区"),
    ]
    assert "site_count_differs" not in codes_of(plan)


def test_sites_that_the_formula_promises_but_the_text_lacks_are_told() -> None:
    plan = plan_of(
        task_chapter("1、甲。（责任单位：区科委）")
        + "\n二、空间布局\n构建“1+2”布局。“1”即云湖创新园，作为研发核心；“2”即北岸产业园，作为制造区。"
    )

    assert len(plan.sites) == 2
    assert "site_count_differs" in codes_of(plan)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "构建“一核两翼”格局。一核：云湖科学城，打造策源地；两翼：北岸新区、南岸新区，建设基地。",
            ["云湖科学城", "北岸新区", "南岸新区"],
        ),
        ("（一）云湖创新园。重点发展研发。\n（二）北岸产业园。重点发展制造。", ["云湖创新园", "北岸产业园"]),
    ],
)
def test_cores_wings_and_lists_of_parks_are_sites(words: str, names: list[str]) -> None:
    plan = plan_of(task_chapter("1、甲。（责任单位：区科委）") + f"\n二、空间布局\n{words}")

    assert [site.name for site in plan.sites] == names


def test_layers_are_focus_areas_with_their_topics() -> None:
    plan = plan_of(
        task_chapter("1、甲。（责任单位：区科委）")
        + "\n二、重点聚焦\n基础层夯实底座，包括菌种库、酶库、测序技术等。\n"
        "平台层支撑转化，重点建设中试平台、检测平台、数据平台。\n"
        "应用层面向市场，聚焦食品配料、生物材料、化妆品原料三大领域。"
    )

    assert [(area.name, area.role, area.topics) for area in plan.focus] == [
        ("基础层", Layer.FOUNDATION, ("菌种库", "酶库", "测序技术")),
        ("平台层", Layer.PLATFORM, ("中试平台", "检测平台", "数据平台")),
        ("应用层", Layer.APPLICATION, ("食品配料", "生物材料", "化妆品原料")),
    ]


def test_listed_fields_are_focus_areas_of_no_layer() -> None:
    plan = plan_of(
        task_chapter("1、甲。（责任单位：区科委）")
        + "\n二、重点领域\n（一）精准医疗。重点发展细胞治疗、基因治疗、伴随诊断。\n（二）绿色化工。突破单体。"
    )

    assert [(area.name, area.role) for area in plan.focus] == [
        ("精准医疗", Layer.OTHER),
        ("绿色化工", Layer.OTHER),
    ]
    assert plan.focus[0].topics == ("细胞治疗", "基因治疗", "伴随诊断")
