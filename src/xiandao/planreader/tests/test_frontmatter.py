"""Title, number, issuer, day, status and area, with and without a notice before the plan."""

from __future__ import annotations

from datetime import date

import pytest

from xiandao.planreader import Status
from xiandao.planreader.tests.samples import plan_of

BODY = "\n一、重点任务\n1、建设平台。（责任单位：市科委）\n"
NOTICE = """云岫市人民政府办公室关于印发
《云岫市会展业发展行动计划》的通知
云政办发\u30142024\u30159号

各县（市、区）人民政府，市政府各部门：
《云岫市会展业发展行动计划》已经市政府同意，现印发给你们，请认真落实。

云岫市人民政府办公室
2024年5月8日
（此件公开发布）

云岫市会展业发展行动计划
（2024—2026年）

根据《江南省会展业条例》（江府\u30142023\u30157号），制定本计划。
"""


def test_a_notice_gives_number_issuer_and_day_and_the_plan_its_title() -> None:
    plan = plan_of(NOTICE + BODY)

    assert plan.title == "云岫市会展业发展行动计划（2024—2026年）"
    assert plan.doc_no == "云政办发\u30142024\u30159号"
    assert plan.issuer == "云岫市人民政府办公室"
    assert plan.issued == date(2024, 5, 8)
    assert plan.status is Status.APPROVED
    assert plan.area == "云岫市"
    assert (plan.period.start, plan.period.end) == (2024, 2026)
    assert [(item.title, item.doc_no) for item in plan.basis] == [
        ("江南省会展业条例", "江府\u30142023\u30157号")
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("澄江区氢能产业行动方案（2024-2026年）", "澄江区氢能产业行动方案（2024-2026年）"),
        (
            "澄江区加快氢能产业发展\n三年行动计划（2024-2026年）",
            "澄江区加快氢能产业发展三年行动计划（2024-2026年）",
        ),
        ("澄江区人民政府文件\n澄江区氢能产业实施方案", "澄江区氢能产业实施方案"),
        ("首页 >> 政策 >> 文件\n关于支持氢能产业的若干措施\n来源：区经委", "关于支持氢能产业的若干措施"),
        ("关于加快发展氢能\n产业的实施意见\n（征求意见稿）", "关于加快发展氢能产业的实施意见"),
        ("# 澄江区氢能产业工作方案\n", "澄江区氢能产业工作方案"),
        ("氢能产业2024年重点任务分工", "氢能产业2024年重点任务分工"),
    ],
)
def test_the_title_is_found_among_other_lines(head: str, title: str) -> None:
    assert plan_of(head + BODY).title == title


def test_a_title_printed_twice_ends_where_it_stands_last() -> None:
    head = "关于打造制造基地的实施意见\n公告如下。\n市经信局\n2024年11月1日\n关于打造制造\n基地的实施意见\n"

    plan = plan_of(head + BODY)

    assert plan.title == "关于打造制造基地的实施意见"
    assert "公告如下。" in [left.text for left in plan.remainder]


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("（送审稿）", Status.DRAFT),
        ("（征求意见稿）", Status.DRAFT),
        ("（草案）", Status.DRAFT),
        ("（2024年3月1日区政府常务会议审议通过）", Status.APPROVED),
        ("", None),
    ],
)
def test_the_status_is_what_the_document_says_of_itself(mark: str, status: Status | None) -> None:
    assert plan_of(f"澄江区氢能产业行动方案\n{mark}{BODY}").status is status


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("澄江区氢能产业行动方案", "澄江区"),
        ("云江市澄江区氢能产业行动方案", "澄江区"),
        ("江南省氢能产业行动方案", "江南省"),
        ("云湖镇乡村振兴行动方案", "云湖镇"),
        ("滨海新城海洋经济行动方案", "滨海新城"),
        ("关于促进区域协调发展的行动方案", None),
        ("加快建设市场体系行动方案", None),
    ],
)
def test_the_area_is_the_innermost_place_of_the_title(title: str, area: str | None) -> None:
    assert plan_of(title + BODY).area == area


def test_a_cited_number_is_not_the_documents_own() -> None:
    preamble = "\n根据《江南省氢能规划》（江政发\u30142023\u30158号）精神，制定本方案。"

    plan = plan_of(f"澄江区氢能产业行动方案{preamble}{BODY}")

    assert plan.doc_no is None
    assert [item.doc_no for item in plan.basis] == ["江政发\u30142023\u30158号"]


def test_fields_of_a_web_page_give_number_issuer_and_day() -> None:
    head = (
        "发布机构：市发改委 发文字号：云发改\u30142024\u30153号\n成文日期：2024-03-05\n云岫市氢能产业行动方案"
    )

    plan = plan_of(head + BODY)

    assert (plan.doc_no, plan.issuer, plan.issued) == (
        "云发改\u30142024\u30153号",
        "市发改委",
        date(2024, 3, 5),
    )


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("氢能产业行动方案（2024-2026年）", (2024, 2026)),
        ("氢能产业行动方案(2024—2026)", (2024, 2026)),
        ("氢能产业2024年工作要点", (2024, 2024)),
        ("氢能产业“十四五”发展规划", (2021, 2025)),
    ],
)
def test_the_years_are_those_of_the_title(title: str, years: tuple[int, int]) -> None:
    plan = plan_of(title + BODY)

    assert (plan.period.start, plan.period.end) == years


@pytest.mark.parametrize(
    "text",
    [
        "昨天，澄江区举行签约仪式，市科委牵头的平台正式启用，投资5亿元。区长表示要加快建设。",
        "番茄炒蛋\n1. 打三个鸡蛋。\n2. 切两个番茄。\n3. 下锅翻炒5分钟。",
        "关于召开座谈会的通知\n各单位：\n定于3月5日召开座谈会，请准时参加。",
        "   \n。\n，",
        "abc",
    ],
)
def test_a_document_that_is_no_plan_gives_nothing_but_its_words(text: str) -> None:
    plan = plan_of(text)

    assert [warning.code for warning in plan.warnings] == ["not_a_plan"]
    assert (plan.measures, plan.targets, plan.sites, plan.focus, plan.units) == ((), (), (), (), ())


def test_a_legal_text_has_no_measures_of_its_own() -> None:
    text = (
        "澄江区停车管理办法\n第一章 总则\n第一条 为规范停车，制定本办法。\n"
        "第二条 区交通局负责停车管理，区公安分局配合。\n第二章 罚则\n第三条 违者处200元罚款。"
    )

    plan = plan_of(text)

    assert plan.measures == ()
    assert "no_measures" in [warning.code for warning in plan.warnings]
