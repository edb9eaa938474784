"""A sign-in link: looking at it changes nothing, so that a chat's link preview cannot burn it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xiandao.zone.accounts.operations import SignInLinkRefused, use_sign_in_link
from xiandao.zone.accounts.permissions import public
from xiandao.zone.face.api import say


@public
@rate_limit(action="login")  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A page with one button; the button spends the link and signs its person in.

    A second factor is asked for as with a password. Who has no password yet is led to choose one.
    """
    if request.method != "POST":
        return render(request, "accounts/link.html")
    try:
        account = use_sign_in_link(
            secret=secret, at=timezone.now(), address=get_adapter(request).get_client_ip(request)
        )
    except SignInLinkRefused as refusal:
        return render(request, "accounts/link.html", {"refusal": say(refusal)}, status=refusal.http_status)
    onward = None if account.has_usable_password() else reverse("account_set_password")
    response: HttpResponse = perform_login(request, account, redirect_url=onward)
    return response
