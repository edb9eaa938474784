"""A person's own account: language, password, second factor, tokens for programs."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts import operations, queries
from xiandao.zone.accounts.api import caller
from xiandao.zone.accounts.permissions import signed_in
from xiandao.zone.accounts.web.forms import LanguageForm, TokenForm
from xiandao.zone.accounts.web.language import remember_language
from xiandao.zone.face.api import say


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one can set for oneself."""
    return _page(request, TokenForm())


@signed_in
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language of one's pages, from the next page on."""
    response = redirect("accounts:mine")
    try:
        account = operations.choose_language(
            language=request.POST.get("language", ""), by=caller(request), at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return response
    remember_language(response, account.language)
    return response


@signed_in
@never_cache
@require_POST
def issue_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    token, secret = operations.issue_api_token(**form.cleaned_data, by=caller(request), at=timezone.now())
    return render(request, "accounts/token_issued.html", {"token": token, "secret": secret})


@signed_in
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    account = caller(request)
    token = get_object_or_404(queries.tokens_of(account), pk=pk)
    try:
        operations.revoke_api_token(token=token, by=account, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The token was revoked."))
    return redirect("accounts:mine")


def _page(request: HttpRequest, form: TokenForm) -> HttpResponse:
    account = caller(request)
    context = {
        "account": account,
        "language": LanguageForm(initial={"language": account.language}),
        "has_second_factor": is_mfa_enabled(account),
        "tokens": queries.tokens_of(account),
        "token_form": form,
        "now": timezone.now(),
    }
    return render(request, "accounts/mine.html", context)
