"""The day of a page is written in one way only."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.face.api import DayRefused, as_of
from xiandao.zone.face.rules import day_from

NO_DAYS = [
    "2025-13-01", "2025-02-29", "2025-1-1", "20250101", "2025/01/01", "01.02.2025", "0000-01-01",
    "2025-W01-1", "２０２５-01-01", "2025-01-01T00:00", "today", "明天", "<script>", "2025-01-01 ", "9" * 500,
]  # fmt: skip


@given(st.dates())
def test_a_day_written_as_iso_is_read_back(day: date) -> None:
    assert day_from(day.isoformat()) == day


@pytest.mark.parametrize("text", NO_DAYS)
def test_anything_else_is_refused_with_an_example_of_what_was_expected(text: str) -> None:
    with pytest.raises(DayRefused, match="2025-12-31") as refused:
        day_from(text)

    assert refused.value.values["text"] == text[:40]


@given(st.text())
def test_no_text_does_anything_but_give_a_day_or_a_refusal(text: str) -> None:
    try:
        day = day_from(text)
    except DayRefused:
        return

    assert day.isoformat() == text


def test_a_page_speaks_of_the_day_in_its_address() -> None:
    request = RequestFactory().get("/plans/", {"as_of": "2024-02-29"})

    assert as_of(request) == date(2024, 2, 29)


@pytest.mark.parametrize("query", [{}, {"as_of": ""}, {"as_of": "  "}])
def test_a_page_without_a_day_speaks_of_today_where_the_server_stands(
    query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2025, 6, 30))

    assert as_of(RequestFactory().get("/plans/", query)) == date(2025, 6, 30)
