"""Days that a plan names, and the years that it runs for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.planreader.dates import Role, find_dates, find_due, plan_period, within_years
from xiandao.planreader.model import Period, Span

DUE = [
    ("到2025年，建成平台", "2025-12-31"),
    ("至2025年底建成", "2025-12-31"),
    ("2025年底前完成", "2025-12-31"),
    ("２０２５年末", "2025-12-31"),
    ("2025 年 6 月底前", "2025-06-30"),
    ("2024年2月底前", "2024-02-29"),
    ("2023年，启动建设", "2023-12-31"),
    ("2025年12月31日前", "2025-12-31"),
    ("2024年上半年完成", "2024-06-30"),
    ("2024年第三季度", "2024-09-30"),
    ("二〇二五年底", "2025-12-31"),
    ("2023-2025年", "2025-12-31"),
    ("2023—2025年期间", "2025-12-31"),
    ("2023年至2025年", "2025-12-31"),
    ("到“十四五”末", "2025-12-31"),
    ("“十五五”期间", "2030-12-31"),
    ("力争到2027年", "2027-12-31"),
    ("2022年起5年内", "2026-12-31"),
    ("自2023年起，用三年时间", "2025-12-31"),
]
NOT_DUE = [
    ("比2020年下降13.5%", Role.BASE),
    ("在2022年基础上翻一番", Role.BASE),
    ("达到2020年的2倍", Role.BASE),
    ("从2020年的5%", Role.BASE),
    ("2023年起实施", Role.BASE),
    ("截至2022年底", Role.PAST),
    ("2020年以来", Role.PAST),
    ("“十三五”以来", Role.PAST),
]
NO_DATES = [
    "沪府发\u30142022\u301511号",
    "2022\u3015",
    "2026年2月30日",
    "GB/T 9704—2012",
    "共2025个",
    "3000年",
    "第2025年会",
]
PERIODS = [
    ("某区三年行动计划（2023-2025年）", None, Period(2023, 2025)),
    ("某区行动方案（2023—2025年）", None, Period(2023, 2025)),
    ("某市２０２４～２０２６年行动方案", None, Period(2024, 2026)),
    ("某市三年行动计划", 2023, Period(2023, 2025)),
    ("某省“十四五”发展规划", None, Period(2021, 2025)),
    ("某省“十五五”规划", None, Period(2026, 2030)),
    ("某市实施意见。力争5年内建成", 2018, Period(2018, 2023)),
    ("某市实施意见。2022年起5年内，引进人才", 2022, Period(2022, 2026)),
    ("对标《某省方案（2022-2024年）》，到2027年建成", 2025, Period(2025, 2027)),
    ("某县工作要点", None, Period(None, None)),
]


def dates_in(text: str, year: int | None = None) -> list[tuple[date, Span]]:
    return find_due(text, Span(0, len(text)), year=year)


@pytest.mark.parametrize(("text", "day"), DUE)
def test_a_due_day_is_the_last_of_what_is_named(text: str, day: str) -> None:
    ((found, span),) = dates_in(text)

    assert found.isoformat() == day
    assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(("text", "role"), NOT_DUE)
def test_a_day_that_is_compared_with_is_not_due(text: str, role: Role) -> None:
    (mention,) = find_dates(text, Span(0, len(text)))

    assert mention.role is role
    assert dates_in(text) == []


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert find_dates(text, Span(0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("年底前完成", "2024-12-31"),
        ("6月底前建成", "2024-06-30"),
        ("上半年完成", "2024-06-30"),
        ("第三季度举办", "2024-09-30"),
    ],
)
def test_a_day_without_a_year_takes_the_year_that_it_is_given(text: str, day: str) -> None:
    assert dates_in(text) == []

    ((found, _),) = dates_in(text, year=2024)

    assert found.isoformat() == day


def test_a_day_without_a_year_takes_the_last_year_named() -> None:
    days = [day for day, _ in dates_in("2024年3月启动，年底前完成；比2020年下降，6月底前")]

    assert days == [date(2024, 3, 31), date(2024, 12, 31), date(2024, 6, 30)]


def test_years_from_now_count_from_the_year_of_issue() -> None:
    text = "5年内建成"

    counted = within_years(text, 0, len(text), 2023)
    open_ended = within_years(text, 0, len(text), None)

    assert counted is not None
    assert counted.day == date(2028, 12, 31)
    assert open_ended is not None
    assert open_ended.day is None


@pytest.mark.parametrize(("text", "issued", "period"), PERIODS)
def test_a_plan_says_the_years_it_runs_for(text: str, issued: int | None, period: Period) -> None:
    assert plan_period(text, issued) == period


@given(st.text(alphabet="到至截2025年末底前月日3１〇二十四五“”第季度上下半比在基础-—起内 ", max_size=60))
def test_any_words_about_dates_are_survived(text: str) -> None:
    for mention in find_dates(text, Span(0, len(text))):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
    plan_period(text, 2023)
