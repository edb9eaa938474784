"""The face alone, without the rooms above it: its own addresses, its own middlewares, no database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.utils import translation

MIDDLEWARE = [
    "xiandao.zone.face.web.loopback.LoopbackOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xiandao.zone.face.web.refusals.ShowRefusals",
]
NAVIGATION = (("open", "Open"), ("closed", "Closed"), ("unstated", "Unstated"), ("no-such-name", "Nowhere"))


@pytest.fixture(autouse=True)
def the_face_alone() -> Iterator[None]:
    """Settings that need no other room; the language of one test never reaches the next."""
    with (
        override_settings(
            ROOT_URLCONF="xiandao.zone.face.tests.addresses",
            MIDDLEWARE=MIDDLEWARE,
            XIANDAO_NAVIGATION=NAVIGATION,
            XIANDAO_ACCOUNT_MENU=(("deeper", "Deeper"),),
            SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
            MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        ),
        translation.override("en"),
    ):
        yield
