"""The whole way: a document's text becomes a plan, and every item can be found in the text again."""

from __future__ import annotations

from datetime import date

import pytest

from xiandao.planreader import Comparator, Plan, Status
from xiandao.planreader.tests.samples import SHORT_PLAN, plan_of


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(SHORT_PLAN)


def test_the_head_of_a_plan_is_read(plan: Plan) -> None:
    assert plan.title == "澄江区微生物制造产业三年行动计划（2024-2026年）"
    assert plan.area == "澄江区"
    assert plan.status is Status.DRAFT
    assert plan.doc_no is None
    assert (plan.period.start, plan.period.end) == (2024, 2026)
    assert [(item.title, item.doc_no) for item in plan.basis] == [
        ("江南省生物制造发展规划", "江政发\u30142023\u30158号")
    ]


def test_measures_carry_path_group_title_and_units(plan: Plan) -> None:
    rows = [(m.path, m.group, m.title, m.lead, m.support, m.units) for m in plan.measures]

    assert rows == [
        (("二", "（一）", "1"), "建强平台", "建设中试基地", (), (), ("区科委", "云湖镇", "澄新公司")),
        (
            ("二", "（一）", "2"),
            "建强平台",
            "开放仪器共享",
            ("区科委",),
            ("区教育局", "各街镇"),
            ("区科委", "区教育局", "各街镇"),
        ),
        (
            ("二", "（二）", "3"),
            "招引企业",
            "开展产业链招商",
            ("区经委",),
            ("区投促办",),
            ("区经委", "区投促办"),
        ),
    ]


def test_targets_come_from_the_chapter_of_aims_with_their_groups(plan: Plan) -> None:
    rows = [(t.group, t.comparator, t.low, t.unit, t.due) for t in plan.targets]

    end = date(2026, 12, 31)
    assert rows == [
        ("平台能力更强", Comparator.AT_LEAST, 3, "个", end),
        ("平台能力更强", Comparator.EXACTLY, 60, "项", end),
        ("企业集聚更快", Comparator.ABOUT, 20, "家", end),
        ("企业集聚更快", Comparator.MORE_THAN, 30, "亿元", end),
    ]


def test_a_dated_promise_is_a_milestone(plan: Plan) -> None:
    first = plan.measures[0]

    assert [(m.due, m.text) for m in first.milestones] == [(date(2025, 12, 31), "2025年建成首条中试线")]


def test_every_span_gives_the_items_own_words(plan: Plan) -> None:
    pairs = [(measure.span, measure.text) for measure in plan.measures]
    pairs += [(target.span, target.text) for target in plan.targets]
    pairs += [(step.span, step.text) for measure in plan.measures for step in measure.milestones]
    pairs += [(left.span, left.text) for left in plan.remainder]

    assert pairs
    assert all(plan.text[span.start : span.end] == words for span, words in pairs)


def test_what_was_not_read_stays_in_sight(plan: Plan) -> None:
    assert "坚持创新引领，做强本地发酵产业。" in [left.text for left in plan.remainder]
