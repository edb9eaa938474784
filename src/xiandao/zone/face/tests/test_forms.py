"""A form says beside each field what it wants and what is wrong, for eyes and ears."""

from __future__ import annotations

from django.shortcuts import render
from django.test import RequestFactory

from xiandao.zone.face.tests.demo import ReportForm


def _drawn(form: ReportForm) -> str:
    context = {"form": form, "submit": "Send", "cancel": "/plans/"}
    return render(RequestFactory().get("/"), "face/form.html", context).content.decode()


def test_a_wrong_field_points_to_its_error_and_its_help() -> None:
    page = _drawn(ReportForm(data={"standing": "splendid"}))

    assert 'aria-describedby="id_standing_helptext id_standing_error"' in page
    assert 'id="id_standing_helptext"' in page
    assert 'id="id_standing_error"' in page
    assert 'aria-invalid="true"' in page
    assert "Please look at the marked fields." in page


def test_every_field_has_a_label() -> None:
    page = _drawn(ReportForm())

    for name in ("standing", "text", "day", "evidence", "checked"):
        assert f'<label for="id_{name}">' in page
    assert "<legend>身份" in page


def test_a_form_with_a_file_is_sent_as_one() -> None:
    assert 'enctype="multipart/form-data"' in _drawn(ReportForm())
    assert "csrfmiddlewaretoken" in _drawn(ReportForm())


def test_only_what_may_be_left_out_is_called_optional() -> None:
    assert _drawn(ReportForm()).count("optional") == 2  # the word and its class, at the file alone
