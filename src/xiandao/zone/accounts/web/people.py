"""The administrator's pages: who has an account, with which role, and how they come in."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts import operations, queries
from xiandao.zone.accounts.api import caller
from xiandao.zone.accounts.models import Account, Role
from xiandao.zone.accounts.permissions import open_to
from xiandao.zone.accounts.rules import LINK_LIFETIME
from xiandao.zone.accounts.web.forms import CreateForm, DetailsForm, RoleForm
from xiandao.zone.face.api import page, say

Act = Callable[[HttpRequest, Account], str]


@open_to(Role.ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    accounts = page(request, queries.people_to_manage(asking=caller(request)))
    return render(request, "accounts/people.html", {"accounts": accounts})


@open_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    form = CreateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = operations.create_account(
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                role=Role(form.cleaned_data["role"]),
                email=form.cleaned_data["email"],
                by=caller(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, _("The account was made. Issue a sign-in link for its person."))
            return redirect("accounts:person", account.pk)
    return render(request, "accounts/create.html", {"form": form})


@open_to(Role.ADMINISTRATOR)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, with everything an administrator may do to it."""
    account = get_object_or_404(queries.people_to_manage(asking=caller(request)), pk=pk)
    context = {
        "account": account,
        "details": DetailsForm(initial={"display_name": account.display_name, "email": account.email}),
        "role": RoleForm(initial={"role": account.role}),
        "tokens": queries.tokens_of(account),
        "now": timezone.now(),
    }
    return render(request, "accounts/person.html", context)


@open_to(Role.ADMINISTRATOR)
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the `ACTS` to an account, then show the account again with what came of it."""
    account = get_object_or_404(Account, pk=pk)
    if name not in ACTS:
        raise Http404(name)
    try:
        messages.success(request, ACTS[name](request, account))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("accounts:person", pk)


@open_to(Role.ADMINISTRATOR)
@never_cache
@require_POST
def issue_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a sign-in link and show it, this once, to be handed to its person."""
    account = get_object_or_404(Account, pk=pk)
    try:
        secret = operations.issue_sign_in_link(account=account, by=caller(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("accounts:person", pk)
    context = {
        "account": account,
        "address": request.build_absolute_uri(reverse("accounts:link", args=[secret])),
        "minutes": int(LINK_LIFETIME.total_seconds() // 60),
    }
    return render(request, "accounts/link_issued.html", context)


def _change_details(request: HttpRequest, account: Account) -> str:
    form = DetailsForm(request.POST)
    form.is_valid()  # the operation refuses what cannot be, with a sentence
    operations.change_details(
        account=account,
        display_name=form.cleaned_data.get("display_name", ""),
        email=form.cleaned_data.get("email", request.POST.get("email", "")),
        by=caller(request),
        at=timezone.now(),
    )
    return _("The details were changed.")


def _change_role(request: HttpRequest, account: Account) -> str:
    chosen = request.POST.get("role", "")
    if chosen not in Role.values:
        raise operations.AccountRefused(gettext_noop("{role} is not a role."), role=chosen or "—")
    operations.change_role(account=account, role=Role(chosen), by=caller(request), at=timezone.now())
    return _("The role was changed. It holds from the person's next click.")


def _deactivate(request: HttpRequest, account: Account) -> str:
    operations.deactivate_account(account=account, by=caller(request), at=timezone.now())
    return _("The account was deactivated. Its sessions have ended and its tokens are revoked.")


def _reactivate(request: HttpRequest, account: Account) -> str:
    operations.reactivate_account(account=account, by=caller(request), at=timezone.now())
    return _("The account was reactivated.")


def _take_away_password(request: HttpRequest, account: Account) -> str:
    operations.take_away_password(account=account, by=caller(request), at=timezone.now())
    return _("The password was taken away. Issue a sign-in link: it leads to choosing a new password.")


def _reset_second_factor(request: HttpRequest, account: Account) -> str:
    operations.reset_second_factor(account=account, by=caller(request), at=timezone.now())
    return _("The second factor was taken away.")


ACTS: dict[str, Act] = {
    "details": _change_details,
    "role": _change_role,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "password": _take_away_password,
    "second-factor": _reset_second_factor,
}
