"""A refusal is shown in the form that the reader can use, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, joined, sentence_of
from xiandao.zone.face.api import say
from xiandao.zone.face.web.refusals import ShowRefusals, way_back

ENGLISH = "a.xlsx is empty (0 bytes). Choose the file again."
CHINESE = "a.xlsx 是空文件（0 字节），请重新选择。"


@pytest.mark.parametrize(("language", "sentence"), [("en", ENGLISH), ("zh-hans", CHINESE)])
def test_a_page_shows_the_sentence_in_the_language_of_the_reader(language: str, sentence: str) -> None:
    answer = Client().get("/upload/", headers={"Accept-Language": language})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize(("language", "sentence"), [("en", ENGLISH), ("zh-hans", CHINESE)])
def test_the_api_says_it_as_json(language: str, sentence: str) -> None:
    answer = Client().get("/api/upload/", headers={"Accept-Language": language})

    assert answer.status_code == 422
    assert answer.json() == {"detail": sentence}


def test_htmx_gets_a_piece_that_goes_where_messages_are_announced() -> None:
    answer = Client().get("/upload/", headers={"HX-Request": "true", "Accept-Language": "en"})

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#notices"
    assert ENGLISH in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_refusal_may_carry_its_own_status() -> None:
    assert Client().get("/not-yours/").status_code == 403


def test_hostile_words_in_a_sentence_stay_words() -> None:
    hostile = "<img src=x onerror=alert(1)>"

    page = Client().get("/upload/", {"name": hostile}).content.decode()

    assert hostile not in page
    assert "&lt;img src=x" in page


def test_a_bad_day_is_refused_on_a_page_that_still_has_its_frame() -> None:
    answer = Client().get("/day/", {"as_of": "2025-13-01"}, headers={"Accept-Language": "zh-hans"})

    assert answer.status_code == 422
    assert "“2025-13-01”不是日期" in answer.content.decode()
    assert 'href="/day/"' in answer.content.decode()


def test_other_mistakes_are_left_alone() -> None:
    request = RequestFactory().get("/")

    assert ShowRefusals(lambda _: None).process_exception(request, RuntimeError()) is None  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("method", "address", "came_from", "back"),
    [
        ("GET", "/plans/?as_of=x", "http://testserver/plans/?q=1", "/plans/?q=1"),
        ("GET", "/plans/?as_of=x", "http://testserver/plans/?as_of=x", "/plans/"),
        ("GET", "/plans/?as_of=x", "", "/plans/"),
        ("GET", "/plans/", "", "/"),
        ("GET", "/plans/", "https://elsewhere.example/plans/1/", "/"),
        ("GET", "/plans/", "javascript://testserver/%0aalert(1)", "/"),
        ("POST", "/plans/new/", "http://testserver/plans/new/", "/plans/new/"),
        ("POST", "/plans/new/", "", "/"),
    ],
)
def test_the_way_back_leads_to_a_page_of_ours_that_does_not_refuse_again(
    method: str, address: str, came_from: str, back: str
) -> None:
    request = RequestFactory().generic(method, address, headers={"Referer": came_from} if came_from else {})

    assert way_back(request) == back


def test_a_sentence_without_a_translation_is_said_in_english() -> None:
    with translation.override("zh-hans"):
        assert say(Refusal("Unheard of: {thing} {{.", thing="x")) == "Unheard of: x {."


def test_a_sentence_without_blanks_may_hold_braces() -> None:
    assert say(Refusal("Write {} here.")) == "Write {} here."


def test_sentences_that_lie_in_a_refusal_are_said_in_the_same_language() -> None:
    empty = Refusal("{name} is empty (0 bytes). Choose the file again.", name="a.xlsx")
    inner = joined([Sentence("two"), sentence_of(empty)])

    with translation.override("zh-hans"):
        assert say(Refusal("{fault}", fault=inner)) == f"two；{CHINESE}"
        assert say(Sentence("")) == ""
