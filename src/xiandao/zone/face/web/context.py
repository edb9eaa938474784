"""What the frame of every page shows: where one can go, which day is spoken of, which version is running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject

from xiandao import __version__
from xiandao.kernel.refusals import Refusal
from xiandao.zone.face.queries import as_of

NOT_KEPT = {"as_of", "page"}  # another day begins again at the first page


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the navigation."""

    address: str
    label: str | Promise
    is_here: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variables that `face/base.html` reads."""
    today = timezone.localdate()
    try:
        day = as_of(request)
    except Refusal:  # the page that shows this very refusal needs its frame too
        day = today
    return {
        "navigation": SimpleLazyObject(lambda: tuple(ways(request, settings.XIANDAO_NAVIGATION))),
        "account_menu": SimpleLazyObject(lambda: tuple(ways(request, settings.XIANDAO_ACCOUNT_MENU))),
        "as_of": day,
        "today": today,
        "kept_filters": [
            (name, value) for name, values in request.GET.lists() if name not in NOT_KEPT for value in values
        ],
        "version": __version__,
    }


def ways(request: HttpRequest, pages: Iterable[tuple[str, str | Promise]]) -> Iterator[Way]:
    """Those of the pages that this reader may open. A page that states no rule is not offered."""
    for name, label in pages:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if may_open(request, address):
            yield Way(address, label, is_here=_leads_to(address, request.path))


def may_open(request: HttpRequest, address: str) -> bool:
    """Whether the rule that a page states admits this reader."""
    view = resolve(address).func
    access = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    allows = getattr(access, "allows", None)
    return bool(allows and allows(getattr(request, "user", None)))


def _leads_to(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
