"""The rule of an API operation: who may call it, with the session of a page or with a personal token."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja.errors import AuthenticationError, HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from xiandao.zone.accounts.models import Account, Role
from xiandao.zone.accounts.operations import note_token_used
from xiandao.zone.accounts.permissions import SIGNED_IN, Access, AccessRefused
from xiandao.zone.accounts.queries import valid_token

SCHEME = "bearer"


class Allowed(AuthBase):
    """States to whom an API operation is open: `auth=Allowed(Role.PLAN_OFFICE)`; no role means every account.

    A caller brings `Authorization: Bearer <token>` or the session cookie of a page, the latter with its CSRF
    token where something is changed. `request.user` is the account in both cases.
    """

    openapi_type = "http"
    openapi_scheme = SCHEME

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self.access = Access(anybody=False, roles=frozenset(roles)) if roles else SIGNED_IN

    def __call__(self, request: HttpRequest) -> Account | None:
        """The caller, or a refusal: 401 for nobody, 403 for the wrong role or a missing CSRF token."""
        account = _token_holder(request) if "Authorization" in request.headers else _page_visitor(request)
        try:
            self.access.check(account)
        except AccessRefused as refusal:
            raise HttpError(403, gettext(refusal.template).format(**refusal.values)) from None
        return account


class _Nobody(AuthBase):
    """Denies everybody. It states no rule, so an operation that is left with it fails the walk over all."""

    openapi_type = "http"
    openapi_scheme = SCHEME

    def __call__(self, request: HttpRequest) -> None:  # noqa: ARG002
        raise HttpError(403, gettext("This address states no rule of access and stays closed."))


NOBODY = _Nobody()


def caller(request: HttpRequest) -> Account:
    """The account that the rule of a page or an operation has let in: nobody else reaches what calls this."""
    asking = getattr(request, "auth", None) or request.user
    if not isinstance(asking, Account):
        raise TypeError(f"{request.path} is open to nobody in particular and cannot ask for an account")
    return asking


def _token_holder(request: HttpRequest) -> Account:
    scheme, _, secret = request.headers["Authorization"].partition(" ")
    token = valid_token(secret.strip(), at=timezone.now()) if scheme.lower() == SCHEME else None
    if token is None:
        raise AuthenticationError
    note_token_used(token=token, at=timezone.now())
    request.user = token.account
    return token.account


def _page_visitor(request: HttpRequest) -> Account:
    if isinstance(request.user, AnonymousUser):
        raise AuthenticationError
    if check_csrf(request):
        raise HttpError(403, gettext("The CSRF token is missing or wrong. Load the page again."))
    account: Account = request.user
    return account
