"""How allauth behaves in this house: nobody registers alone, failures reach the trail, language follows."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.models import Account
from xiandao.zone.accounts.queries import account_named
from xiandao.zone.accounts.web.language import remember_language
from xiandao.zone.audit.api import record


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """The answers that allauth asks this project for."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Accounts are made by an administrator."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to one's own page, which says what else can be set."""
        return reverse("accounts:mine")

    def set_password(self, user: Account, password: str) -> None:
        """Keep the password alone, so that a role changed meanwhile is not written back."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep the failure. A name that is no account is not kept: people type passwords there by mistake."""
        record(
            verb=gettext_noop("failed to sign in"),
            subject=account_named(str(credentials.get("username", ""))),
            by=None,
            at=timezone.now(),
            address=self.get_client_ip(request),
        )

    def post_login(self, request: HttpRequest, user: Account, **about: Any) -> HttpResponse:
        """Show the pages in the language that the person has chosen."""
        response: HttpResponse = super().post_login(request, user, **about)
        if user.language:
            remember_language(response, user.language)
        return response
