"""In and out with a password: limits, sessions, and what of it stands in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.accounts.operations import choose_language, deactivate_account
from xiandao.zone.accounts.tests.conftest import (
    PASSWORD,
    SIGN_IN,
    MakeAccount,
    is_inside,
    sign_in,
    verbs_of_trail,
)
from xiandao.zone.accounts.web.adapter import Adapter
from xiandao.zone.audit.api import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]


def test_a_person_signs_in_and_out_again(wang: Account) -> None:
    client = Client()

    response = sign_in(client, name="WANG")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_inside(client)
    looked = client.get("/accounts/sign-out/")
    assert looked.status_code == 200
    assert is_inside(client)
    client.post("/accounts/sign-out/")
    assert not is_inside(client)
    assert verbs_of_trail() == ["signed in", "signed out"]
    assert {entry.address for entry in Entry.objects.filter(by=wang)} == {"127.0.0.1"}


def test_signing_in_leads_back_to_the_page_that_was_asked_for_but_not_elsewhere(wang: Account) -> None:
    asked = Client().post(f"{SIGN_IN}?next=/workshop/", {"login": "wang", "password": PASSWORD})
    lured = Client().post(f"{SIGN_IN}?next=https://evil.example/", {"login": "wang", "password": PASSWORD})

    assert (asked["Location"], lured["Location"]) == ("/workshop/", "/")


def test_the_session_gets_a_new_key_on_signing_in(wang: Account) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted_key = session.session_key
    client.cookies["sessionid"] = planted_key or ""

    sign_in(client)

    assert is_inside(client)
    assert client.cookies["sessionid"].value != planted_key
    stranger = Client()
    stranger.cookies["sessionid"] = planted_key or ""
    assert not is_inside(stranger)


def test_signing_in_and_out_need_a_csrf_token(wang: Account) -> None:
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client).status_code == 403
    client.force_login(wang)
    assert client.post("/accounts/sign-out/").status_code == 403
    assert is_inside(client)


def test_a_wrong_password_stands_in_the_trail_without_what_was_typed(wang: Account) -> None:
    response = sign_in(Client(), "my other password")

    assert response.status_code == 200
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.by, entry.subject_id) == ("failed to sign in", None, str(wang.pk))
    assert entry.address == "127.0.0.1"
    assert "my other password" not in str(vars(entry))


def test_an_unknown_name_is_answered_like_a_wrong_password_and_not_kept(wang: Account) -> None:
    wrong = sign_in(Client(), "wrong", headers={"Accept-Language": "en"})
    unknown = sign_in(Client(), "wrong", name="hunter2", headers={"Accept-Language": "en"})

    sentence = "The username and/or password you specified are not correct."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    entry = Entry.objects.latest("pk")
    assert (entry.subject_type, "hunter2" in str(vars(entry))) == ("", False)


def test_the_sixth_wrong_password_is_refused_unread_and_so_is_the_right_one_then(wang: Account) -> None:
    client = Client()

    for _ in range(5):
        sign_in(client, "wrong")
    sixth = sign_in(client, "wrong", headers={"Accept-Language": "en"})
    right = sign_in(client)

    assert "Too many failed login attempts" in sixth.content.decode()
    assert right.status_code == 200
    assert not is_inside(client)
    assert verbs_of_trail() == ["failed to sign in"] * 5


def test_after_five_minutes_the_right_password_is_read_again(wang: Account) -> None:
    client, start = Client(), timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(6):
            sign_in(client, "wrong")

    with time_machine.travel(start + timedelta(minutes=5, seconds=1), tick=False):
        sign_in(client)
        assert is_inside(client)


def test_a_forged_forwarding_header_does_not_escape_the_limit(wang: Account) -> None:
    for number in range(11):
        response = sign_in(
            Client(), "wrong", name=f"nobody{number}", headers={"X-Forwarded-For": f"198.51.100.{number}"}
        )

    assert response.status_code == 200
    assert Entry.objects.filter(verb="failed to sign in").count() == 10
    assert set(Entry.objects.filter(by=None, subject_type="").values_list("address", flat=True)) == {
        "127.0.0.1"
    }


def test_too_many_requests_are_answered_with_a_page(wang: Account) -> None:
    client = Client()
    for _ in range(30):
        client.post(SIGN_IN, {})

    response = client.post(SIGN_IN, {}, headers={"Accept-Language": "en"})

    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()


def test_a_deactivated_person_is_told_so_only_with_the_right_password(
    wang: Account, administrator: Account
) -> None:
    deactivate_account(account=wang, by=administrator, at=timezone.now())

    wrong, right = sign_in(Client(), "wrong"), sign_in(Client())

    assert wrong.status_code == 200
    assert right["Location"] == "/accounts/inactive/"
    assert Client().get("/accounts/inactive/").status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "mfa_trust"])
def test_the_doors_that_this_house_does_not_have_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_signed_out_session_that_signs_out_again_leaves_no_line(wang: Account) -> None:
    request = RequestFactory().post("/")
    request.session = Client().session
    request.user = AnonymousUser()

    logout(request)

    assert verbs_of_trail() == []


def test_nobody_registers_alone() -> None:
    assert Adapter().is_open_for_signup(RequestFactory().get("/")) is False


def test_an_account_without_a_password_cannot_sign_in_with_any(make_account: MakeAccount) -> None:
    make_account(Role.VIEWER, name="wang")

    for password in ("", "!", "None", PASSWORD):
        client = Client()
        sign_in(client, password)
        assert not is_inside(client)


def test_the_pages_come_in_the_language_that_the_person_chose(wang: Account) -> None:
    choose_language(language="en", by=wang, at=timezone.now())

    response = sign_in(Client())

    assert response.cookies["django_language"].value == "en"


def test_a_changed_password_ends_the_other_sessions(wang: Account) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    new = "a different horse 12"

    here.post(
        "/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert is_inside(here)
    assert not is_inside(elsewhere)
    assert "changed the password" in verbs_of_trail()


def test_choosing_a_password_does_not_write_back_an_old_role(wang: Account) -> None:
    Account.objects.filter(pk=wang.pk).update(role=Role.VIEWER)

    Adapter().set_password(wang, PASSWORD)

    assert Account.objects.get(pk=wang.pk).role == Role.VIEWER
