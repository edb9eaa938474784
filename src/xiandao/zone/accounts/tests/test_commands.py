"""`xiandao account …`, as whoever sits at the machine uses it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils.translation import override

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.accounts.management import account
from xiandao.zone.accounts.operations import deactivate_account
from xiandao.zone.accounts.tests.conftest import NOON, PASSWORD, MakeAccount
from xiandao.zone.audit.api import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(account, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_an_account_is_made_and_its_link_signs_in() -> None:
    made = run("create", "wang", "--role", "plan_office", "--display-name", "Wang Fang")
    linked = run("link", "wang", "--address", "https://zone.example/")

    assert made[0] == linked[0] == 0
    assert "Wang Fang (wang)" in made[1]
    address = urlsplit(linked[1].strip())
    assert f"{address.scheme}://{address.netloc}" == "https://zone.example"
    client = Client()
    client.post(address.path)
    assert client.get("/hall/").status_code == 200
    assert Account.objects.get().role == Role.PLAN_OFFICE
    assert Entry.objects.order_by("pk")[0].by is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("create", "chief", "--role", "viewer"), "chief"),
        (("create", "two words", "--role", "viewer"), "two words"),
        (("create", "wang", "--role", "emperor"), "'emperor' is not one of"),
        (("link", "nobody"), "nobody"),
        (("link", "chief", "--lost-phone"), "chief"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_an_error(
    administrator: Account, words: tuple[str, ...], sentence: str
) -> None:
    code, _, complaint = run(*words)

    assert code != 0
    assert sentence in complaint
    assert Account.objects.count() == 1


def test_a_forgotten_password_is_taken_away_with_the_link(make_account: MakeAccount) -> None:
    make_account(Role.VIEWER, name="wang", password=PASSWORD)

    assert run("link", "wang", "--forgotten")[0] == 0

    assert not Account.objects.get().has_usable_password()


def test_every_account_is_listed(administrator: Account, make_account: MakeAccount) -> None:
    former = make_account(Role.VIEWER, name="former")
    deactivate_account(account=former, by=administrator, at=NOON)

    with override("en"):
        code, listing, _ = run("list")

    lines = [line.split() for line in listing.splitlines()]
    assert code == 0
    assert ["chief", "Administrator", "Administrator", "active", "—"] in lines
    assert ["former", "Viewer", "Viewer", "deactivated", "—"] in lines
