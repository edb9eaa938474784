"""The reader held to what a clerk found in Baoshan's real draft, which is not in this repository.

What the plan says stands once, in the bundled plan; here is only what the reader alone must show.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from xiandao.planreader import load, read
from xiandao.planreader.model import Focus, Measure, Plan, Site, Status, Target
from xiandao.planreader.tests.clerk import broken_laws

pytestmark = pytest.mark.shared

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("XIANDAO_SHARED", REPOSITORY.parent / "shared"))
DOCUMENT = SHARED / "plans" / "baoshan-2023-2025.txt"
BUNDLED = REPOSITORY / "src/xiandao/zone/plans/bundled/baoshan-2023-2025.yaml"

# The figure as printed and the thing that it counts.
PRINTED = {
    "platforms": ("1-2个", "平台"),
    "achievements": ("不少于20项", "成果"),
    "patents": ("30项", "专利"),
    "papers": ("30篇", "论文"),
    "national-grants": ("若干项", "课题"),
    "projects-and-firms": ("5-10个", "项目和企业"),
    "linked-firms": ("50家左右", "关联企业"),
    "talents": ("30-50名", "人才"),
    "industry-scale": ("超50亿", "规模"),
    "showcases": ("一批", "示范场景"),
}
# A word that stands in this measure and in no other.
ONLY_HERE = {
    "m01": "概念验证中心", "m02": "最强大脑", "m03": "大院大所", "m04": "双创生态", "m05": "创新联合体",
    "m06": "高校院所", "m07": "并购整合", "m08": "以学招商", "m09": "以色列", "m10": "首批载体",
    "m11": "土地收储", "m12": "高精尖缺", "m13": "定向委培", "m14": "拨投结合", "m15": "专项子基金",
    "m16": "撬动社会资本", "m17": "信贷投放", "m18": "拟上市企业", "m19": "黄金十条", "m20": "六证齐发",
    "m21": "补链", "m22": "峰会", "m23": "大学生创新大赛",
}  # fmt: skip
# Everything doubtful in the draft, no more and no less. The collective unit, named once, is doubted once.
DOUBTS = {"unclosed_bracket": 1, "number_missing": 1, "collective_unit": 1, "unit_not_seen_elsewhere": 5}

Bundled = dict[str, Any]


@pytest.fixture(scope="module")
def plan() -> Plan:
    if not DOCUMENT.exists():
        pytest.skip(
            f"the real plan is not here ({DOCUMENT.name}); set XIANDAO_SHARED to the folder that has it"
        )
    return read(load(DOCUMENT.name, DOCUMENT.read_bytes()))


@pytest.fixture(scope="module")
def bundled() -> Bundled:
    loaded: Bundled = yaml.safe_load(BUNDLED.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def measures(plan: Plan, bundled: Bundled) -> dict[str, Measure]:
    keys = [measure["key"] for measure in bundled["measures"]]
    assert len(plan.measures) == len(keys) == 23
    return dict(zip(keys, plan.measures, strict=True))


def test_the_document_is_a_draft_for_three_years_without_a_number_of_its_own(
    plan: Plan, bundled: Bundled
) -> None:
    assert _squeezed(plan.title or "") == bundled["title"]["zh"]
    assert plan.area == "宝山区"
    assert plan.status is Status.DRAFT
    assert plan.doc_no is None
    assert plan.issuer is None
    assert (plan.period.start, plan.period.end) == (2023, 2025)


def test_the_two_documents_it_rests_on_are_named_with_their_numbers(plan: Plan, bundled: Bundled) -> None:
    assert [(basis.title, basis.doc_no) for basis in plan.basis] == [
        (basis["title"], basis["doc_no"]) for basis in bundled["basis"]
    ]


def test_there_are_ten_targets_with_exact_figures(plan: Plan, bundled: Bundled) -> None:
    fields = ("comparator", "low", "high", "unit", "due", "strength", "counted")

    found = [tuple(getattr(target, field) for field in fields) for target in plan.targets]

    assert found == [tuple(target[field] for field in fields) for target in bundled["targets"]]


def test_every_target_shows_its_printed_figure_and_its_object(plan: Plan, bundled: Bundled) -> None:
    assert len(plan.targets) == len(bundled["targets"])
    for target, expected in zip(plan.targets, bundled["targets"], strict=True):
        figure, counted_thing = PRINTED[expected["key"]]

        assert figure in target.text
        assert counted_thing in target.name


def test_the_targets_stand_in_three_groups(plan: Plan, bundled: Bundled) -> None:
    expected = [target["group"] for target in bundled["targets"]]

    names = dict(zip(expected, (target.group for target in plan.targets), strict=True))

    assert [target.group for target in plan.targets] == [names[key] for key in expected]
    assert len(set(names.values())) == 3
    for group in bundled["target_groups"]:
        assert names[group["key"]]
        assert f"——{names[group['key']]}" in plan.text


def test_every_measure_has_its_printed_path(measures: dict[str, Measure], bundled: Bundled) -> None:
    expected = {measure["key"]: measure["path"] for measure in bundled["measures"]}

    assert {key: list(measure.path) for key, measure in measures.items()} == expected


def test_every_measure_has_its_units_in_order_and_nobody_is_marked_lead(
    measures: dict[str, Measure], bundled: Bundled
) -> None:
    expected = {measure["key"]: measure["units"] for measure in bundled["measures"]}

    assert {key: list(measure.units) for key, measure in measures.items()} == expected
    assert not any(measure.lead or measure.support for measure in measures.values())


def test_every_measure_stands_in_its_group(
    plan: Plan, measures: dict[str, Measure], bundled: Bundled
) -> None:
    headings = {
        group["key"]: _heading(plan.text, plan.text.index("四、"), group["number"])
        for group in bundled["groups"]
    }

    found = {key: measure.group for key, measure in measures.items()}

    assert found == {measure["key"]: headings[measure["group"]] for measure in bundled["measures"]}


def test_every_measure_holds_its_own_words_and_no_others(measures: dict[str, Measure]) -> None:
    for word_key, word in ONLY_HERE.items():
        holders = [key for key, measure in measures.items() if word in measure.text]

        assert holders == [word_key], word


def test_a_task_without_sub_items_is_titled_by_its_heading(plan: Plan, measures: dict[str, Measure]) -> None:
    tasks = [measure for measure in measures.values() if len(measure.path) == 3]

    assert len(tasks) == 9
    for task in tasks:
        assert task.title == _heading(plan.text, task.span.start, f"{task.path[-1]}、")


def test_a_sub_item_has_a_title_from_its_own_words(measures: dict[str, Measure]) -> None:
    for measure in measures.values():
        assert measure.title
        assert measure.title in measure.text
        assert len(measure.title) <= 60


def test_every_unit_is_counted(plan: Plan, bundled: Bundled) -> None:
    expected = Counter(unit for measure in bundled["measures"] for unit in measure["units"])

    assert len(expected) == 18
    assert {unit.name: unit.lead + unit.support for unit in plan.units} == expected
    assert not any(unit.aliases for unit in plan.units)


def test_the_units_of_a_measure_can_be_seen_where_it_says(plan: Plan, measures: dict[str, Measure]) -> None:
    for measure in measures.values():
        assert measure.units_span is not None
        words = _squeezed(plan.text[measure.units_span.start : measure.units_span.end])

        assert [words.find(unit) for unit in measure.units] == sorted(words.find(u) for u in measure.units)
        assert all(unit in words for unit in measure.units)


def test_only_the_nanda_park_has_dated_steps_and_no_measure_has_a_figure(
    measures: dict[str, Measure], bundled: Bundled
) -> None:
    expected = {
        measure["key"]: [step["due"] for step in measure["milestones"]] for measure in bundled["measures"]
    }

    assert {key: [step.due for step in m.milestones] for key, m in measures.items()} == expected
    assert not any(target.counted for measure in measures.values() for target in measure.targets)


def test_the_three_layers_have_their_topics(plan: Plan, bundled: Bundled) -> None:
    assert [focus.role.value for focus in plan.focus] == [focus["layer"] for focus in bundled["focus"]]
    for focus, expected in zip(plan.focus, bundled["focus"], strict=True):
        wanted = [topic["zh"] for topic in expected["topics"]]

        assert focus.name == expected["name"]["zh"]
        assert [topic for topic in focus.topics if topic in wanted] == wanted
        assert all(topic in focus.text and len(topic) <= 20 for topic in focus.topics)
        assert not [topic for topic in focus.topics if topic.startswith(("以", "结合", "依托", "通过"))]


def test_the_five_sites_have_their_code_name_and_role(plan: Plan, bundled: Bundled) -> None:
    assert [(site.code, site.name) for site in plan.sites] == [
        (site["code"], site["name"]["zh"]) for site in bundled["sites"]
    ]
    for site in plan.sites:
        assert re.search("承载地|基地", site.role)


def test_the_doubts_are_the_drafts_own_flaws(plan: Plan, measures: dict[str, Measure]) -> None:
    at = {doubt.code: doubt.span for doubt in plan.warnings}

    assert Counter(doubt.code for doubt in plan.warnings) == DOUBTS
    assert _within(at["unclosed_bracket"], measures["m17"])
    assert _within(at["number_missing"], measures["m03"])
    assert _within(at["collective_unit"], measures["m16"])


def test_every_item_points_at_its_own_words(plan: Plan) -> None:
    assert not list(broken_laws(plan))


def test_no_measure_and_no_target_is_left_in_the_remainder(plan: Plan) -> None:
    items: list[Measure | Target | Site | Focus]
    items = [*plan.measures, *plan.targets, *plan.sites, *plan.focus]

    for rest in plan.remainder:
        assert "责任单位" not in rest.text
        assert not any(rest.span.start < i.span.end and i.span.start < rest.span.end for i in items)
        assert not any(word in rest.text for word in ONLY_HERE.values() if word != "高校院所")


def _heading(text: str, start: int, number: str) -> str:
    begin = text.index(number, start) + len(number)
    return text[begin : text.index("\n", begin)].strip()


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def _within(span: tuple[int, int], measure: Measure) -> bool:
    return measure.span.start <= span[0] and span[1] <= measure.span.end
