"""Whatever the text: no crash, the schema holds, spans hold, and the time grows no faster than the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from xiandao.planreader import Plan, plan_fields, schema
from xiandao.planreader.tests.samples import SHORT_PLAN, plan_of

FRAGMENTS = (
    *(
        "一、",
        "（一）",
        "1、",
        "1.",
        "（1）",
        "①",
        "第一条",
        "第一章 ",
        "任务一：",
        "一是",
        "专栏1 ",
        "附件1 ",
        "——",
    ),
    *(
        "（责任单位：",
        "责任单位：",
        "牵头单位：",
        "）",
        "\u3014",
        "\u3015",
        "[",
        "]",
        "、",
        "，",
        "。",
        "；",
        "：",
        "\n",
        "\t",
        " ",
    ),
    *("区科委", "各街镇", "市科委牵头", "会同", "负责", "配合", "按职责分工负责", "（金融办）", "以下简称"),
    *("2025年", "到2025年", "不少于20项", "50亿元左右", "1-2个", "一批", "若干", "翻一番", "“1”即", "1+1+3"),
    *(
        "总体要求",
        "主要目标",
        "重点任务",
        "空间布局",
        "重点聚焦",
        "保障措施",
        "行动方案",
        "《",
        "》",
        "关于印发",
        "的通知",
    ),
    *("建设平台", "引进企业", "目录", "# ", "**", "| ", "合计", "\u3000", "\xa0", "a", "%", "第"),
)
VALIDATOR = Draft202012Validator(schema())
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(plan: Plan) -> None:
    """The laws of every reading."""
    VALIDATOR.validate(plan_fields(plan))
    for measure in plan.measures:
        assert plan.text[measure.span.start : measure.span.end] == measure.text
        assert set(measure.lead) | set(measure.support) <= set(measure.units)
        assert not set(measure.lead) & set(measure.support)
        for target in measure.targets:
            assert plan.text[target.span.start : target.span.end] == target.text
        for step in measure.milestones:
            assert plan.text[step.span.start : step.span.end] == step.text
    named = {unit.name for unit in plan.units}
    assert all(set(measure.units) <= named for measure in plan.measures)
    assert sum(unit.lead + unit.support for unit in plan.units) == sum(len(m.units) for m in plan.measures)
    for left in plan.remainder:
        assert plan.text[left.span.start : left.span.end] == left.text
    assert [m.span for m in plan.measures] == sorted(m.span for m in plan.measures)


@RELAXED
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    if text.strip() and "\x00" not in text:
        check(plan_of(text))


@RELAXED
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=120))
def test_any_row_of_the_genres_fragments_is_read(fragments: list[str]) -> None:
    text = "".join(fragments)
    if text.strip():
        check(plan_of(text))


@RELAXED
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SHORT_PLAN)),
            st.integers(0, 12),
            st.one_of(st.just(""), st.sampled_from(FRAGMENTS)),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_edit_of_a_plan_is_read(edits: list[tuple[int, int, str]]) -> None:
    text = SHORT_PLAN
    for place, length, words in edits:
        text = text[:place] + words + text[place + length :]
    if text.strip():
        check(plan_of(text))
