"""With development settings nobody beyond this machine gets an answer."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from xiandao.zone.face.rules.loopback import is_loopback


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_an_address_of_this_machine_is_let_in(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost",
        "10.0.0.7",
        "192.168.1.2",
        "::",
        "2001:db8::1",
        "::ffff:10.0.0.7",
        "127.0.0.1, 8.8.8.8",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_loopback(address)


def test_another_machine_is_told_what_to_do() -> None:
    with override_settings(LOOPBACK_ONLY=True):
        answer = Client(REMOTE_ADDR="10.0.0.7").get("/day/")

    assert answer.status_code == 403
    assert "xiandao.config.settings.production" in answer.content.decode()


def test_a_forwarded_address_does_not_open_the_door() -> None:
    with override_settings(LOOPBACK_ONLY=True):
        answer = Client(REMOTE_ADDR="10.0.0.7").get("/day/", headers={"X-Forwarded-For": "127.0.0.1"})

    assert answer.status_code == 403


@pytest.mark.parametrize(("loopback_only", "address"), [(True, "127.0.0.1"), (False, "10.0.0.7")])
def test_everybody_else_is_served(loopback_only: bool, address: str) -> None:
    with override_settings(LOOPBACK_ONLY=loopback_only):
        assert Client(REMOTE_ADDR=address).get("/day/").status_code == 200
