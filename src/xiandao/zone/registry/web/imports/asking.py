"""Who is asking on these pages, and in which language."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from xiandao.zone.accounts.api import Account


def account_of(request: HttpRequest) -> Account:
    """The signed-in account. The gate lets nobody else reach a page that calls this."""
    if not isinstance(request.user, Account):
        raise TypeError(f"{request.path} is open to nobody in particular and cannot ask for an account")
    return request.user


def reader_language() -> str:
    """zh or en."""
    return "zh" if (get_language() or "").startswith("zh") else "en"
