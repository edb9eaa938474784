"""An authenticator app and recovery codes, the whole way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from xiandao.zone.accounts.api import Account
from xiandao.zone.accounts.tests.conftest import PASSWORD, is_inside, sign_in, verbs_of_trail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]


def code_now(secret: str) -> str:
    """What an authenticator app shows now, by allauth's own function."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def switch_on(client: Client) -> tuple[str, list[str]]:
    """Switch the authenticator app on; gives its key and the recovery codes."""
    page = client.get("/accounts/second-factor/app/on/").content.decode()
    found = re.search(r'id="totp-key"[^>]*value="(\w+)"', page)
    assert found
    client.post("/accounts/second-factor/app/on/", {"code": code_now(found[1])})
    codes = client.get("/accounts/second-factor/codes/file/").content.decode().split()
    return found[1], codes


def confirmed(client: Client) -> Client:
    """Signed in, and asked once more for the password, as setting up a second factor wants."""
    sign_in(client)
    asked = client.get("/accounts/second-factor/app/on/")
    assert asked["Location"].startswith("/accounts/again/")
    client.post(asked["Location"], {"password": PASSWORD})
    return client


@pytest.mark.usefixtures("wang")
class TestSecondFactor:
    """An authenticator app and recovery codes."""

    def test_the_whole_way_with_an_authenticator_app(self, django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            secret, codes = switch_on(confirmed(Client()))
        client = Client()

        first_step = sign_in(client)
        assert first_step["Location"] == "/accounts/second-factor/code/"
        assert not is_inside(client)
        wrong = client.post("/accounts/second-factor/code/", {"code": "000000"})
        assert wrong.status_code == 200
        client.post("/accounts/second-factor/code/", {"code": code_now(secret)})

        assert is_inside(client)
        assert len(codes) == 10
        assert verbs_of_trail() == [
            "signed in",
            "added a second factor",
            "added a second factor",
            "entered a wrong second factor",
            "signed in",
        ]

    def test_the_same_code_opens_the_door_once(self) -> None:
        secret, _ = switch_on(confirmed(Client()))
        code = code_now(secret)
        first, eavesdropper = Client(), Client()
        for client in (first, eavesdropper):
            sign_in(client)
            client.post("/accounts/second-factor/code/", {"code": code})

        assert is_inside(first)
        assert not is_inside(eavesdropper)

    def test_a_recovery_code_opens_the_door_once(self) -> None:
        _, codes = switch_on(confirmed(Client()))
        inside = []
        for _ in range(2):
            client = Client()
            sign_in(client)
            client.post("/accounts/second-factor/code/", {"code": codes[0]})
            inside.append(is_inside(client))

        assert inside == [True, False]
        assert verbs_of_trail().count("used a recovery code") == 1

    def test_guessing_codes_is_limited(self) -> None:
        secret, _ = switch_on(confirmed(Client()))
        client = Client()
        sign_in(client)

        for _ in range(6):
            client.post("/accounts/second-factor/code/", {"code": "000000"})
        client.post("/accounts/second-factor/code/", {"code": code_now(secret)})

        assert not is_inside(client)

    def test_switching_it_off_and_making_new_codes(self, wang: Account) -> None:
        client = confirmed(Client())
        _, codes = switch_on(client)

        assert client.get("/accounts/second-factor/codes/new/").status_code == 200
        client.post("/accounts/second-factor/codes/new/")
        new_codes = client.get("/accounts/second-factor/codes/file/").content.decode().split()
        assert client.get("/accounts/second-factor/codes/").status_code == 200
        assert client.get("/accounts/second-factor/").status_code == 200
        assert client.get("/accounts/second-factor/app/off/").status_code == 200
        client.post("/accounts/second-factor/app/off/")

        assert not set(codes) & set(new_codes)
        assert not Authenticator.objects.filter(user=wang).exists()
        assert "removed a second factor" in verbs_of_trail()
        again = Client()
        sign_in(again)
        assert is_inside(again)

    def test_confirming_by_code_works_where_a_code_exists(self, wang: Account) -> None:
        secret, _ = switch_on(confirmed(Client()))
        Authenticator.objects.filter(user=wang)
        client = Client()
        sign_in(client)
        with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
            client.post("/accounts/second-factor/code/", {"code": code_now(secret)})
        with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
            page = client.get("/accounts/second-factor/again/?next=/accounts/second-factor/codes/")
            response = client.post(
                "/accounts/second-factor/again/?next=/accounts/second-factor/codes/",
                {"code": code_now(secret)},
            )

        assert page.status_code == 200
        assert response["Location"] == "/accounts/second-factor/codes/"
