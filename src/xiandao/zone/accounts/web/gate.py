"""The one place where access is decided: no page is answered before its stated rule has been asked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.permissions import Access, AccessRefused, operations_of, rule_of
from xiandao.zone.face.api import say

API = "/api/"
SAFE = frozenset({"GET", "HEAD"})
log = logging.getLogger(__name__)


class Gate:
    """Denies by default: a view that states no rule is closed to everybody, administrators included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision is taken when the address has been resolved to its view."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[object, ...],  # noqa: ARG002
        kwargs: dict[str, object],  # noqa: ARG002
    ) -> HttpResponse | None:
        """None lets the request in."""
        rule = rule_of(view, request.method or "GET")
        if rule is None:
            log.error("%s %s states no rule of access and was refused", request.method, request.path)
            return _refused(request, AccessRefused(NO_RULE))
        if operations_of(view):
            return None  # its `Allowed` asks the same rule, after it has read the token
        return _decision(request, rule)


NO_RULE = gettext_noop("This address states no rule of access and stays closed.")


def _decision(request: HttpRequest, rule: Access) -> HttpResponse | None:
    if rule.anybody:
        return None
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    try:
        rule.check(request.user)
    except AccessRefused as refusal:
        return _refused(request, refusal)
    return None


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(API):
        sentence = say(AccessRefused(gettext_noop("Sign in first.")))
        response = JsonResponse({"detail": sentence}, status=HTTPStatus.UNAUTHORIZED)
        response["WWW-Authenticate"] = "Bearer"
        return response
    if request.headers.get("HX-Request"):
        # A redirect would put the sign-in page into a corner of this one; the whole window has to go there.
        return HttpResponse(headers={"HX-Redirect": resolve_url("account_login")})
    return redirect_to_login(request.get_full_path() if request.method in SAFE else resolve_url("/"))


def _refused(request: HttpRequest, refusal: AccessRefused) -> HttpResponse:
    sentence, status = say(refusal), HTTPStatus.FORBIDDEN
    if request.path_info.startswith(API):
        return JsonResponse({"detail": sentence}, status=status)
    if request.headers.get("HX-Request"):
        fragment = render(request, "face/refusal_fragment.html", {"sentence": sentence}, status=status)
        fragment["HX-Retarget"], fragment["HX-Reswap"] = "#notices", "innerHTML show:window:top"
        return fragment
    context = {"sentence": sentence, "status": status.value, "way_back": "/"}
    return render(request, "face/refusal.html", context, status=status)
