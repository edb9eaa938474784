"""The frame offers what is open to the reader, keeps filters, and says which day is spoken of."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.utils import translation

from xiandao.zone.face.tests.conftest import NAVIGATION
from xiandao.zone.face.tests.demo import Reader
from xiandao.zone.face.web.context import frame, ways


def _page(address: str, *, user: Any = None, **context: object) -> str:
    request = RequestFactory().get(address)
    request.user = user or Reader()  # type: ignore[assignment]
    return render(request, "face/base.html", context).content.decode()


def test_only_pages_that_are_open_to_the_reader_are_offered() -> None:
    request = RequestFactory().get("/day/")

    assert [(way.address, way.label) for way in ways(request, NAVIGATION)] == [("/open/", "Open")]


@pytest.mark.parametrize(("path", "is_here"), [("/open/", True), ("/open/deeper/", True), ("/day/", False)])
def test_the_page_in_front_of_the_reader_is_marked(path: str, is_here: bool) -> None:
    (way,) = ways(RequestFactory().get(path), NAVIGATION)

    assert way.is_here is is_here


def test_another_day_keeps_the_filters_and_begins_at_the_first_page() -> None:
    request = RequestFactory().get("/day/?q=a&unit=1&unit=2&page=3&as_of=2025-01-01")

    assert frame(request)["kept_filters"] == [("q", "a"), ("unit", "1"), ("unit", "2")]
    assert frame(request)["as_of"] == date(2025, 1, 1)


def test_a_page_about_another_day_says_so() -> None:
    assert "June 30, 2025" in _page("/day/?as_of=2025-06-30&q=1")
    assert 'href="?q=1"' in _page("/day/?as_of=2025-06-30&q=1")
    assert "banner-day" not in _page("/day/")


def test_a_notice_stands_above_everything() -> None:
    page = _page("/day/", notice="Sample <data>")

    assert "Sample &lt;data&gt;" in page
    assert page.index("banner-notice") < page.index("<h1>")


def test_a_stranger_is_offered_neither_a_day_nor_an_account_menu() -> None:
    page = _page("/day/", user=SimpleNamespace(is_authenticated=False))

    assert "as-of-day" not in page
    assert 'class="menu"' not in page
    assert "/open/" not in page


def test_the_account_menu_holds_what_other_rooms_put_there() -> None:
    assert '<li><a href="/open/deeper/">Deeper</a></li>' in _page("/day/")


def test_the_reader_can_change_the_language_and_stays_on_the_page() -> None:
    browser = Client()

    page = _page("/day/?q=1")
    answer = browser.post("/i18n/setlang/", {"language": "zh-hans", "next": "/day/?q=1"})

    assert 'name="next" value="/day/?q=1"' in page
    assert 'value="zh-hans" lang="zh-hans">简体中文' in page
    assert answer["Location"] == "/day/?q=1"
    assert "页面不存在" in browser.get("/nowhere/").content.decode()


def test_a_fragment_brings_its_messages_along() -> None:
    browser = Client()
    browser.get("/told/")
    request = RequestFactory().get("/day/")

    page = render(request, "face/fragment.html", {"messages": ["<b>saved</b>"]}).content.decode()

    assert 'id="notices"' in page
    assert "&lt;b&gt;saved" in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("path", "status", "english", "chinese"),
    [
        ("/nowhere/", 404, "There is nothing at this address", "此地址没有内容"),
        ("/forbidden/", 403, "This page is not open to you", "您无权访问此页面"),
        ("/suspicious/", 400, "The request was not understood", "请求无法识别"),
        ("/broken/", 500, "Something broke on our side", "系统出现故障"),
    ],
)
def test_an_error_is_said_in_both_languages(path: str, status: int, english: str, chinese: str) -> None:
    browser = Client(raise_request_exception=False)

    answers = {
        language: browser.get(path, headers={"Accept-Language": language}) for language in ("en", "zh-hans")
    }

    assert {answer.status_code for answer in answers.values()} == {status}
    assert english in answers["en"].content.decode()
    assert chinese in answers["zh-hans"].content.decode()


def test_a_form_from_another_session_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/day/", headers={"Accept-Language": "en"})

    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_too_many_attempts_have_a_page() -> None:
    with translation.override("zh-hans"):
        page = render(RequestFactory().get("/day/"), "429.html").content.decode()

    assert "尝试次数过多" in page
