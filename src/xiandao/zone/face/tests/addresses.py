"""A few addresses for tests: pages open to all, to some, to nobody, and pages that refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import include, path

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import UploadRefused
from xiandao.zone.face.api import as_of


@dataclass
class Rule:
    """What a room above states on a view."""

    answer: bool

    def allows(self, _asking: object) -> bool:
        """Whether the page is open."""
        return self.answer


class NotYours(Refusal):
    """A refusal with a status of its own."""

    http_status = 403


def day(request: HttpRequest) -> HttpResponse:
    """A page that speaks of a day."""
    return HttpResponse(as_of(request).isoformat())


def upload(request: HttpRequest) -> HttpResponse:
    """A page that refuses a file, whatever is sent."""
    raise UploadRefused(
        "{name} is empty (0 bytes). Choose the file again.", name=request.GET.get("name", "a.xlsx")
    )


def not_yours(_request: HttpRequest) -> HttpResponse:
    """A page that refuses with a status of its own."""
    raise NotYours("This is not yours.")


def broken(_request: HttpRequest) -> HttpResponse:
    """A page with a mistake in it."""
    raise RuntimeError("a mistake")


def forbidden(_request: HttpRequest) -> HttpResponse:
    """A page that Django's own permissions close."""
    raise PermissionDenied


def suspicious(_request: HttpRequest) -> HttpResponse:
    """A request that Django itself would refuse."""
    raise SuspiciousOperation


def told(request: HttpRequest) -> HttpResponseBase:
    """A page that has a message to show."""
    messages.success(request, "<b>saved</b>")
    return HttpResponse()


def _stating(rule: Rule | None) -> Any:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    if rule:
        view.access = rule  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("day/", day, name="day"),
    path("upload/", upload),
    path("api/upload/", upload),
    path("not-yours/", not_yours),
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("suspicious/", suspicious),
    path("told/", told),
    path("open/", _stating(Rule(True)), name="open"),
    path("open/deeper/", _stating(Rule(True)), name="deeper"),
    path("closed/", _stating(Rule(False)), name="closed"),
    path("unstated/", _stating(None), name="unstated"),
]
