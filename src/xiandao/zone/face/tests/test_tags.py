"""The components say what they are given, and nothing that they are given becomes code."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.face.api import page
from xiandao.zone.face.web.tags import GOALS, STANDINGS, figure, goal, stretch, zh_en

HOSTILE = "</script><script>alert('x')</script><!--&\u2028"


def draw(template: str, address: str = "/", **context: Any) -> str:
    """What a template with the face's tags gives."""
    drawn = engines["django"].from_string("{% load face %}" + template)
    return str(drawn.render(context, RequestFactory().get(address)))


@pytest.mark.parametrize("name", list(STANDINGS))
def test_every_standing_has_a_badge_that_needs_no_colour(name: str) -> None:
    sign, words = STANDINGS[name]

    badge = draw("{% status name %}", name=name)

    assert sign in badge
    assert str(words) in badge
    assert f"badge-{name}" in badge
    assert 'aria-hidden="true"' in badge


def test_an_unknown_standing_is_a_mistake_of_the_page() -> None:
    with pytest.raises(KeyError):
        draw("{% status 'splendid' %}")


@pytest.mark.parametrize("counts", [{"done": 3, "late": 1}, {"done": 1, "late": 1, "at_risk": 1}, {}])
def test_a_divided_bar_is_as_long_as_its_parts(counts: dict[str, int]) -> None:
    bar = draw("{% status_bar counts 'Measures' %}", counts=counts)

    lengths = [float(length) for length in re.findall(r'class="fill-\w+" x="[\d.]+" width="([\d.]+)"', bar)]
    assert len(lengths) == len(counts)
    assert sum(lengths) == pytest.approx(100 if counts else 0, abs=0.01)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        ("", "—"),
        (0, "0"),
        (7, "7"),
        (1234567.5, "1,234,567.5"),
        (Decimal("20.000"), "20"),
        (Decimal("1E+3"), "1,000"),
        (-6, "\N{MINUS SIGN}6"),
        (0.1, "0.1"),
        ("12.50", "12.5"),
    ],
)
def test_a_number_is_written_as_it_is_read(value: Any, words: str) -> None:
    assert figure(value) == words


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_no_digit_of_a_number_is_lost(value: Decimal) -> None:
    assert Decimal(figure(value).replace(",", "").replace("\N{MINUS SIGN}", "-")) == value


@pytest.mark.parametrize(
    ("language", "zh", "en", "shown"),
    [
        ("zh-hans", "方案", "plan", "方案"),
        ("en", "方案", "plan", "plan"),
        ("en", "方案", "", "方案"),
        ("zh-hans", "", "plan", "plan"),
    ],
)
def test_a_text_is_shown_in_the_language_of_the_reader(language: str, zh: str, en: str, shown: str) -> None:
    with translation.override(language):
        assert zh_en(zh, en) == shown


@pytest.mark.parametrize(
    ("tag", "result"),
    [
        ("{% query_string page=2 %}", "?q=%E6%96%B9&amp;unit=1&amp;unit=2&amp;page=2"),
        ("{% query_string q=None %}", "?unit=1&amp;unit=2"),
        ("{% query_string as_of=day %}", "?q=%E6%96%B9&amp;unit=1&amp;unit=2&amp;as_of=2025-06-30"),
        ("{% query_string unit=7 %}", "?q=%E6%96%B9&amp;unit=7"),
        ("{% query_string q='' unit='' %}", "?"),
        ("{% query_string q='\"><b>' unit='' %}", "?q=%22%3E%3Cb%3E"),
    ],
)
def test_an_address_keeps_its_filters_but_for_those_that_change(tag: str, result: str) -> None:
    assert draw(tag, "/?q=方&unit=1&unit=2&page=5", day=date(2025, 6, 30)) == result


@pytest.mark.parametrize("comparator", list(GOALS))
def test_every_comparator_has_words(comparator: str) -> None:
    assert "20" in goal(comparator, 20, 30, "项") or "30" in goal(comparator, 20, 30, "项")
    assert "项" in goal(comparator, 20, 30, "项")


@pytest.mark.parametrize(("language", "words"), [("en", "at least 20 项"), ("zh-hans", "不少于 20 项")])
def test_a_goal_is_said_in_the_language_of_the_reader(language: str, words: str) -> None:
    with translation.override(language):
        assert goal("at_least", 20, None, "项") == words


@pytest.mark.parametrize("ends", [{}, {"low": None, "high": None}])
def test_a_goal_without_figures_says_that_none_is_asked(ends: dict[str, Any]) -> None:
    assert goal("qualitative", **ends) == "no figure asked"


def test_a_gauge_can_be_heard_as_well_as_seen() -> None:
    gauge = draw("{% gauge 'Firms' value=12 low=20 unit='家' pace=15 standing='late' %}")

    assert 'role="img" aria-label="Firms: 12 家, asked at least 20 家; by now 15"' in gauge
    assert "gauge-late" in gauge
    assert "gauge-pace" in gauge


def test_a_gauge_without_a_figure_says_so_and_still_shows_the_goal() -> None:
    gauge = draw("{% gauge 'Firms' value=nothing low=20 unit='家' %}")

    assert "No figure reported yet" in gauge
    assert "gauge-goal" in gauge
    assert "gauge-bar" not in gauge


def test_a_goal_in_words_is_not_drawn() -> None:
    gauge = draw("{% gauge 'Climate' comparator='qualitative' %}")

    assert "Judged in words" in gauge
    assert "<svg" not in gauge


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_numbers_of_a_drawing_are_written_for_machines(language: str) -> None:
    with translation.override(language):
        gauge = draw("{% gauge 'Money' value=1234567.5 low=2000000 %}")

    drawn = re.findall(r' (?:x|y|width|height)="([^"]*)"', gauge)
    assert all(float(number) >= 0 for number in drawn)


def specification_of(chart: str) -> Any:
    """What the page draws."""
    (kept,) = re.findall(r"<template>(.*?)</template>", chart, re.S)
    return json.loads(unescape(kept))


def test_a_chart_carries_its_specification_and_its_figures() -> None:
    spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "title": "甲"}}}

    chart = draw("{% chart spec 'Done per month' %}", spec=spec)

    assert specification_of(chart) == spec
    assert '<th scope="col">甲</th>' in chart
    assert 'aria-label="Done per month"' in chart


def test_hostile_text_in_a_chart_stays_text() -> None:
    spec = {"data": {"values": [{HOSTILE: HOSTILE}]}, "encoding": {"x": {"field": HOSTILE, "title": HOSTILE}}}

    chart = draw("{% chart spec label %}", spec=spec, label=HOSTILE)

    assert "<script" not in chart
    assert specification_of(chart) == spec


@pytest.mark.parametrize(
    "tag",
    [
        "{% empty text text text text %}",
        "{% stat text 5 text text text %}",
        "{% gauge text value=1 low=2 unit=text %}",
        "{% status_bar counts text %}",
        "{% column text text %}",
    ],
)
def test_hostile_text_in_a_component_stays_text(tag: str) -> None:
    drawn = draw(tag, text='"><script>alert(1)</script>', counts={"done": 1})

    assert "<script" not in drawn
    assert '""' not in drawn


@pytest.mark.parametrize(
    ("address", "order", "link"),
    [
        ("/", "", "?sort=due"),
        ("/?sort=due", "ascending", "?sort=-due"),
        ("/?sort=-due", "descending", "?sort=due"),
    ],
)
def test_a_heading_sorts_one_way_and_then_the_other(address: str, order: str, link: str) -> None:
    heading = draw("{% column 'due' 'Due' %}", address)

    assert f'href="{link}"' in heading
    assert (f'aria-sort="{order}"' in heading) == bool(order)


def test_the_pages_of_a_long_list_are_offered_with_all_filters() -> None:
    address = "/?q=a&page=9"
    items = page(RequestFactory().get(address), range(500), per_page=25)

    drawn = draw("{% pager items %}", address, items=items)

    assert stretch(items) == [1, None, 7, 8, 9, 10, 11, None, 20]
    assert "201–225 of 500" in drawn
    assert 'href="?q=a&amp;page=10"' in drawn
    assert 'aria-current="page">9<' in drawn


@pytest.mark.parametrize(("asked", "given_page"), [("", 1), ("x", 1), ("-3", 4), ("999", 4)])
def test_a_page_that_does_not_exist_gives_one_that_does(asked: str, given_page: int) -> None:
    assert page(RequestFactory().get("/", {"page": asked}), range(100), per_page=25).number == given_page


def test_a_list_on_one_page_has_no_pager() -> None:
    items = page(RequestFactory().get("/"), range(5))

    assert draw("{% pager items %}", items=items).strip() == ""


def test_an_empty_place_says_what_it_is_for_and_what_to_do() -> None:
    drawn = draw("{% empty 'No plans' 'Plans live here.' '/plans/new/' 'Import one' %}")

    assert "Plans live here." in drawn
    assert '<a class="button" href="/plans/new/">Import one</a>' in drawn
