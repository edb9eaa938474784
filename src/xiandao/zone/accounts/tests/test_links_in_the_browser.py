"""Coming in by a link: looking costs nothing, the button counts once."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role, issue_sign_in_link
from xiandao.zone.accounts.models import SignInLink
from xiandao.zone.accounts.operations import take_away_password
from xiandao.zone.accounts.tests.conftest import PASSWORD, MakeAccount, is_inside, sign_in, verbs_of_trail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]


def link_for(account: Account) -> str:
    return reverse("accounts:link", args=[issue_sign_in_link(account=account, by=None, at=timezone.now())])


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
        client.post(link_for(make_account(Role.VIEWER, name="wang.fang.zone")))

        for weak in ("12345", "123456789012", "password1234", "wang.fang.zone1"):
            answer = client.post("/accounts/password/first/", {"password1": weak, "password2": weak})
            assert answer.status_code == 200
        strong = client.post("/accounts/password/first/", {"password1": PASSWORD, "password2": PASSWORD})

        assert strong["Location"] == "/accounts/mine/"
        assert is_inside(client)
        other = Client()
        sign_in(other, name="wang.fang.zone")
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
