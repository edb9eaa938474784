"""The whole way in and out: password, limits, second factor, links; and what of it stands in the trail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role, issue_sign_in_link
from xiandao.zone.accounts.models import SignInLink
from xiandao.zone.accounts.operations import choose_language, deactivate_account, take_away_password
from xiandao.zone.accounts.tests.conftest import PASSWORD, MakeAccount
from xiandao.zone.audit.api import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def wang(make_account: MakeAccount) -> Account:
    """A person with a password."""
    return make_account(Role.PLAN_OFFICE, name="wang", password=PASSWORD)


def sign_in(client: Client, password: str = PASSWORD, name: str = "wang", **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password}, **extra)


def is_inside(client: Client) -> bool:
    return client.get("/hall/").status_code == 200


def verbs_of_trail() -> list[str]:
    return [entry.verb for entry in Entry.objects.order_by("pk") if entry.verb != "created the account"]


def link_for(account: Account) -> str:
    return reverse("accounts:link", args=[issue_sign_in_link(account=account, by=None, at=timezone.now())])


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


class TestLinks:
    """Coming in by a link."""

    def test_looking_at_a_link_burns_nothing_and_the_button_signs_in(self, make_account: MakeAccount) -> None:
        address, client = link_for(make_account(Role.VIEWER)), Client()

        for _ in range(3):
            assert client.get(address).status_code == 200
            assert client.head(address).status_code == 200
        assert SignInLink.objects.get().used_at is None
        response = client.post(address)

        assert response["Location"] == "/accounts/password/first/"
        assert is_inside(client)
        assert verbs_of_trail() == ["issued a sign-in link", "used a sign-in link", "signed in"]

    def test_a_link_that_was_used_is_refused_with_what_to_do(self, make_account: MakeAccount) -> None:
        address = link_for(make_account(Role.VIEWER))
        Client().post(address)

        again = Client()
        response = again.post(address, headers={"Accept-Language": "en"})

        assert response.status_code == 403
        assert "Ask an administrator for a new one" in response.content.decode()
        assert not is_inside(again)

    def test_the_link_needs_a_csrf_token(self, make_account: MakeAccount) -> None:
        assert Client(enforce_csrf_checks=True).post(link_for(make_account())).status_code == 403

    def test_the_page_of_a_link_is_not_cached(self, make_account: MakeAccount) -> None:
        assert "no-store" in Client().get(link_for(make_account()))["Cache-Control"]

    def test_who_has_a_password_comes_straight_in(self, wang: Account) -> None:
        assert Client().post(link_for(wang))["Location"] == "/"

    def test_a_link_does_not_go_around_the_second_factor(self, wang: Account) -> None:
        Authenticator.objects.create(user=wang, type="totp", data={"secret": "GEZDGNBVGY3TQOJQ"})
        client = Client()

        response = client.post(link_for(wang))

        assert response["Location"] == "/accounts/second-factor/code/"
        assert not is_inside(client)

    def test_a_new_person_chooses_a_password_and_signs_in_with_it(self, make_account: MakeAccount) -> None:
        client = Client()
        client.post(link_for(make_account(Role.VIEWER, name="wang")))

        weak = client.post("/accounts/password/first/", {"password1": "12345", "password2": "12345"})
        strong = client.post("/accounts/password/first/", {"password1": PASSWORD, "password2": PASSWORD})

        assert weak.status_code == 200
        assert strong["Location"] == "/accounts/mine/"
        assert is_inside(client)
        other = Client()
        sign_in(other)
        assert is_inside(other)
        assert "chose a password" in verbs_of_trail()

    def test_a_forgotten_password_is_taken_away_and_a_link_leads_to_a_new_one(
        self, wang: Account, administrator: Account
    ) -> None:
        old = Client()
        sign_in(old)

        take_away_password(account=wang, by=administrator, at=timezone.now())

        assert not is_inside(old)
        sign_in(old)
        assert not is_inside(old)
        assert Client().post(link_for(wang))["Location"] == "/accounts/password/first/"


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
    from xiandao.zone.accounts.web.adapter import Adapter

    Account.objects.filter(pk=wang.pk).update(role=Role.VIEWER)

    Adapter().set_password(wang, PASSWORD)

    assert Account.objects.get(pk=wang.pk).role == Role.VIEWER


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
