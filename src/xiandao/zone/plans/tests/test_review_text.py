"""The drawn text: every stretch is an element, every word is escaped, nothing is lost."""

from __future__ import annotations

import html
import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from xiandao.planreader import Language, from_text, plan_fields, read, sentence
from xiandao.zone.plans.tests.conftest import DOCUMENT
from xiandao.zone.plans.web.review.differences import in_words, marked_difference
from xiandao.zone.plans.web.review.segments import Closing, Opening, Stretch, drawn, parts_of
from xiandao.zone.plans.web.review.wording import doubt_in_words

TEXT = "0123456789"
spans = st.lists(
    st.tuples(st.integers(-2, 14), st.integers(-2, 14)).map(
        lambda ends: Stretch(f"M{ends[0]}-{ends[1]}", "measure", *ends)
    ),
    max_size=8,
)


@given(st.text(max_size=12), spans)
def test_no_character_is_lost_and_every_opening_is_closed(text: str, stretches: list[Stretch]) -> None:
    parts = list(parts_of(text, stretches))

    assert "".join(part for part in parts if isinstance(part, str)) == text
    depth = 0
    for part in parts:
        depth += isinstance(part, Opening) - isinstance(part, Closing)
        assert depth >= 0
    assert depth == 0


@given(spans)
def test_every_character_lies_in_just_the_stretches_that_cover_it(stretches: list[Stretch]) -> None:
    open_now: list[Stretch] = []
    place = 0

    for part in parts_of(TEXT, stretches):
        if isinstance(part, Opening):
            open_now.append(part.stretch)
        elif isinstance(part, Closing):
            open_now.pop()
        else:
            for _character in part:
                covering = {
                    s.key for s in stretches if s.start <= place < s.end <= len(TEXT) and s.start >= 0
                }
                assert {s.key for s in open_now} == covering
                place += 1


def test_stretches_that_cross_are_reopened_but_named_once() -> None:
    markup = drawn(TEXT, [Stretch("M01", "measure", 1, 5), Stretch("M02", "measure", 3, 8)])

    assert markup.count('id="span-M02"') == 1
    assert markup.count('data-item="M02"') == 2
    assert re.sub(r"<[^>]+>", "", markup) == TEXT


def test_hostile_words_are_escaped() -> None:
    hostile = "<script>alert(1)</script><img onerror='x'>&\"mark\""

    markup = drawn(hostile, [Stretch("M01", "measure", 3, 20, "item-M01", "M01")])

    assert "<script" not in markup
    assert "<img" not in markup
    bare = re.sub(r"<a class=\"jump\".*?</a>|</?mark[^>]*>", "", markup)
    assert html.unescape(bare) == hostile


@pytest.mark.parametrize("stretch", [(5, 5), (6, 2), (-1, 4), (8, 99)])
def test_a_stretch_that_is_no_place_in_the_text_is_left_out(stretch: tuple[int, int]) -> None:
    assert drawn(TEXT, [Stretch("M01", "measure", *stretch)]) == TEXT


def test_the_readers_doubts_are_said_in_the_language_of_the_page() -> None:
    doubts = read(from_text(DOCUMENT)).warnings
    said = plan_fields(read(from_text(DOCUMENT)))["warnings"]
    assert said

    with translation.override("en"):
        english = [doubt_in_words(warning) for warning in said]
    with translation.override("zh-hans"):
        chinese = [doubt_in_words(warning) for warning in said]

    assert english == [sentence(doubt, Language.ENGLISH) for doubt in doubts]
    assert chinese == [warning["message"] for warning in said]


def test_a_doubt_of_an_unknown_kind_keeps_its_own_words() -> None:
    with translation.override("en"):
        assert doubt_in_words({"code": "from_later", "message": "某事"}) == "某事"
        assert doubt_in_words({"code": "no_period", "message": "改过的话"}) == "改过的话"


def test_a_difference_shows_what_went_and_what_came_and_escapes_both() -> None:
    assert marked_difference("建成6座站", "建成8座站") == "建成<del>6</del><ins>8</ins>座站"
    assert marked_difference("<b>", "无关") == "<del>&lt;b&gt;</del> <ins>无关</ins>"
    assert in_words(()) == "—"
