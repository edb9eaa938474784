"""The pages of this room: what they show, what they do, and how often they ask the database."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from xiandao.zone.accounts import operations
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.accounts.models import ApiToken, SignInLink
from xiandao.zone.accounts.tests.conftest import NOON, MakeAccount, SignedIn
from xiandao.zone.audit.api import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def chief(administrator: Account, signed_in_as: SignedIn) -> Client:
    """The administrator's browser."""
    client = signed_in_as(administrator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def officer(make_account: MakeAccount) -> Account:
    """Somebody to be managed."""
    return make_account(Role.UNIT_OFFICER, name="li.na")


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_everybody_with_an_account_is_listed_with_role_and_state(chief: Client, officer: Account) -> None:
    operations.deactivate_account(account=officer, by=None, at=NOON)

    page = text_of(chief.get("/accounts/people/"))

    assert "Unit_Officer li.na Unit officer off never deactivated" in page
    assert "Administrator chief Administrator off" in page


@pytest.mark.parametrize("accounts", [1, 30])
def test_the_list_of_people_asks_the_database_the_same_number_of_times(
    chief: Client, make_account: MakeAccount, django_assert_num_queries: Any, accounts: int
) -> None:
    for number in range(accounts):
        make_account(Role.VIEWER, name=f"person{number}")

    with django_assert_num_queries(4):  # session, account, count, page
        chief.get("/accounts/people/")


def test_a_new_account_is_made_on_its_page(chief: Client, administrator: Account) -> None:
    wanted = {"username": "zhao", "display_name": "Zhao Min", "role": "viewer", "email": "zhao@example.cn"}

    response = chief.post("/accounts/people/new/", wanted)

    account = Account.objects.get(username="zhao")
    assert response["Location"] == f"/accounts/people/{account.pk}/"
    assert (account.display_name, account.role, account.email) == ("Zhao Min", "viewer", "zhao@example.cn")
    assert Entry.objects.latest("pk").by == administrator


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "chief"}, "There is already an account named chief."),
        ({"username": "two words"}, "two words cannot be an account name"),
        ({"role": "emperor"}, "Select a valid choice"),
        ({"display_name": ""}, "This field is required."),
        ({"email": "nowhere"}, "Enter a valid email address."),
    ],
)
def test_an_account_that_cannot_be_made_is_refused_beside_the_form(
    chief: Client, changes: dict[str, str], sentence: str
) -> None:
    wanted = {"username": "zhao", "display_name": "Zhao Min", "role": "viewer"} | changes

    response = chief.post("/accounts/people/new/", wanted)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert Account.objects.count() == 1


def test_one_account_is_shown_with_everything_that_can_be_done_to_it(chief: Client, officer: Account) -> None:
    operations.issue_api_token(name="monthly script", days=30, by=officer, at=timezone.now())

    page = text_of(chief.get(f"/accounts/people/{officer.pk}/"))

    for words in ("Issue a sign-in link", "Change the role", "Deactivate the account", "monthly script"):
        assert words in page
    assert "Take away the second factor" not in page
    assert "has not chosen a password" in page


ACTS = [
    ("role", {"role": "plan_office"}, "The role was changed."),
    ("details", {"display_name": "Li", "email": ""}, "The details were changed."),
    ("deactivate", {}, "The account was deactivated."),
    ("reactivate", {}, "The account was reactivated."),
    ("password", {}, "The password was taken away."),
    ("role", {"role": "emperor"}, "emperor is not a role."),
    ("details", {"display_name": "", "email": ""}, "needs 1 to 80 characters"),
    ("details", {"display_name": "Li", "email": "nowhere"}, "nowhere is not an e-mail address."),
    ("second-factor", {}, "has no second factor to take away."),
]


def test_a_lost_second_factor_is_offered_to_be_taken_away(chief: Client, officer: Account) -> None:
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert "Take away the second factor" in text_of(chief.get(f"/accounts/people/{officer.pk}/"))

    response = chief.post(f"/accounts/people/{officer.pk}/second-factor/", follow=True)

    assert "The second factor was taken away." in text_of(response)


@pytest.mark.parametrize(("name", "values", "sentence"), ACTS)
def test_an_act_says_what_came_of_it(
    chief: Client, officer: Account, name: str, values: dict[str, str], sentence: str
) -> None:
    response = chief.post(f"/accounts/people/{officer.pk}/{name}/", values, follow=True)

    assert sentence in text_of(response)


def test_the_last_administrator_is_told_why_they_stay(chief: Client, administrator: Account) -> None:
    response = chief.post(f"/accounts/people/{administrator.pk}/deactivate/", follow=True)

    assert "is the last active administrator. Make another one first." in text_of(response)
    assert Account.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("path", ["/accounts/people/{}/explode/", "/accounts/people/999/role/"])
def test_an_act_or_an_account_that_is_not_there_is_not_found(
    chief: Client, officer: Account, path: str
) -> None:
    assert chief.post(path.format(officer.pk)).status_code == 404


def test_acts_are_never_done_by_looking(chief: Client, officer: Account) -> None:
    for name in ("deactivate", "link", "role"):
        assert chief.get(f"/accounts/people/{officer.pk}/{name}/").status_code == 405

    assert Account.objects.get(pk=officer.pk).is_active
    assert not SignInLink.objects.exists()


def test_an_issued_link_is_shown_once_and_works(chief: Client, officer: Account) -> None:
    response = chief.post(f"/accounts/people/{officer.pk}/link/")

    found = re.search(r'value="http://testserver(/accounts/link/[^"]+)"', response.content.decode())
    assert found
    assert "no-store" in response["Cache-Control"]
    assert "within 30 minutes" in text_of(response)
    client = Client()
    client.post(found[1])
    assert client.get("/hall/").status_code == 200


def test_no_link_is_issued_for_a_deactivated_account(chief: Client, officer: Account) -> None:
    operations.deactivate_account(account=officer, by=None, at=NOON)

    response = chief.post(f"/accounts/people/{officer.pk}/link/", follow=True)

    assert "Reactivate the account first" in text_of(response)
    assert not SignInLink.objects.exists()


class TestMyAccount:
    """What people set for themselves."""

    def test_it_shows_what_can_be_set(self, officer: Account, signed_in_as: SignedIn) -> None:
        page = text_of(signed_in_as(officer).get("/accounts/mine/", headers=ENGLISH))

        for words in ("Language", "Choose a password", "Set up the second factor", "Make a token"):
            assert words in page

    def test_a_language_is_chosen_for_the_next_page(self, officer: Account, signed_in_as: SignedIn) -> None:
        client = signed_in_as(officer)

        english = client.post("/accounts/mine/language/", {"language": "en"}, follow=True)
        chinese = client.post("/accounts/mine/language/", {"language": "zh-hans"}, follow=True)
        as_browser = client.post("/accounts/mine/language/", {"language": ""})

        assert '<html lang="en">' in english.content.decode()
        assert '<html lang="zh-hans">' in chinese.content.decode()
        assert as_browser.cookies["django_language"]["max-age"] == 0

    def test_a_language_that_is_not_offered_is_refused(
        self, officer: Account, signed_in_as: SignedIn
    ) -> None:
        response = signed_in_as(officer).post(
            "/accounts/mine/language/", {"language": "tlh"}, headers=ENGLISH, follow=True
        )

        assert "tlh is not offered" in response.content.decode()

    def test_a_token_is_shown_once_and_revoked(self, officer: Account, signed_in_as: SignedIn) -> None:
        client = signed_in_as(officer)

        shown = client.post("/accounts/mine/tokens/", {"name": "script", "days": "30"})
        secret = re.search(r'value="(xd_[^"]+)"', shown.content.decode())
        assert secret
        headers = {"Authorization": f"Bearer {secret[1]}"}
        assert Client().get("/api/hall", headers=headers).status_code == 200
        assert secret[1] not in client.get("/accounts/mine/").content.decode()
        client.post(f"/accounts/mine/tokens/{ApiToken.objects.get().pk}/revoke/")

        assert "no-store" in shown["Cache-Control"]
        assert Client().get("/api/hall", headers=headers).status_code == 401

    def test_a_token_that_was_revoked_in_another_window_is_said_to_be(
        self, officer: Account, signed_in_as: SignedIn
    ) -> None:
        token, _ = operations.issue_api_token(name="script", days=30, by=officer, at=timezone.now())
        operations.revoke_api_token(token=token, by=officer, at=timezone.now())

        response = signed_in_as(officer).post(
            f"/accounts/mine/tokens/{token.pk}/revoke/", headers=ENGLISH, follow=True
        )

        assert "was revoked before" in response.content.decode()

    @pytest.mark.parametrize("days", ["0", "367", "", "many"])
    def test_a_token_that_does_not_end_is_refused_beside_the_form(
        self, officer: Account, signed_in_as: SignedIn, days: str
    ) -> None:
        response = signed_in_as(officer).post("/accounts/mine/tokens/", {"name": "script", "days": days})

        assert response.status_code == 200
        assert not ApiToken.objects.exists()

    def test_nobody_revokes_the_token_of_another_by_its_address(
        self, officer: Account, make_account: MakeAccount, signed_in_as: SignedIn
    ) -> None:
        token, _ = operations.issue_api_token(name="script", days=30, by=officer, at=NOON)

        response = signed_in_as(make_account(Role.VIEWER)).post(f"/accounts/mine/tokens/{token.pk}/revoke/")

        assert response.status_code == 404
        assert ApiToken.objects.get().revoked_at is None


class TestTrail:
    """The audit trail as a page."""

    def test_a_change_is_shown_before_and_after_in_words(self, chief: Client, officer: Account) -> None:
        operations.change_role(account=officer, role=Role.PLAN_OFFICE, by=None, at=NOON)

        page = text_of(chief.get("/accounts/trail/"))

        assert "2025-06-02 12:00:00 the system changed the account&#x27;s role" in page
        assert "role Unit officer → Plan office" in page

    def test_a_moment_is_shown_in_the_time_of_the_zone(self, chief: Client, officer: Account) -> None:
        operations.issue_api_token(name="script", days=30, by=officer, at=NOON)

        assert "expires at 2025-07-02 12:00" in text_of(chief.get("/accounts/trail/"))

    def test_it_is_narrowed_by_what_stands_in_the_address(self, chief: Client, officer: Account) -> None:
        operations.change_role(account=officer, role=Role.PLAN_OFFICE, by=None, at=NOON)

        by_verb = text_of(chief.get("/accounts/trail/", {"verb": "changed the account's role"}))
        by_day = text_of(chief.get("/accounts/trail/", {"since": "2025-06-03"}))
        of_account = chief.get(
            "/accounts/trail/", {"subject_type": "accounts.account", "subject_id": str(officer.pk)}
        )

        rows = "12:00:00 the system created the account"
        assert rows not in by_verb
        assert "Plan office" in by_verb
        assert "No line of the trail fits" in by_day
        assert {line.entry.subject_id for line in of_account.context["lines"]} == {str(officer.pk)}

    @pytest.mark.parametrize(
        "wrong", [{"since": "yesterday"}, {"verb": "never heard of"}, {"page": "x"}, {"until": "2025-02-30"}]
    )
    def test_a_filter_that_cannot_be_read_does_not_narrow(self, chief: Client, wrong: dict[str, str]) -> None:
        response = chief.get("/accounts/trail/", wrong)

        assert response.status_code == 200
        assert response.context["lines"]

    @pytest.mark.parametrize("lines", [1, 60])
    def test_it_asks_the_database_the_same_number_of_times(
        self, chief: Client, make_account: MakeAccount, django_assert_num_queries: Any, lines: int
    ) -> None:
        for number in range(lines):
            make_account(Role.VIEWER, name=f"person{number}")

        with django_assert_num_queries(5):  # session, account, verbs, count, page
            chief.get("/accounts/trail/")

    def test_a_wrong_name_at_the_door_is_shown_as_unknown(self, chief: Client) -> None:
        Client().post("/accounts/sign-in/", {"login": "nobody", "password": "x"})

        page = text_of(chief.get("/accounts/trail/"))

        assert "not signed in 127.0.0.1 failed to sign in an unknown name" in page

    def test_what_a_room_that_is_gone_wrote_stays_readable(self, chief: Client) -> None:
        Entry.objects.create(
            at=NOON,
            verb="closed it",
            subject_type="gone.thing",
            subject_id="1",
            subject_label="A thing",
            before={"is_open": True, "units": ["a", "b"], "note": "", "at": {"floor": 1}},
            after={"is_open": False, "units": ["a"], "note": "<b>done</b>", "at": {"floor": 2}},
        )

        page = text_of(chief.get("/accounts/trail/"))

        for change in (
            "is open yes → no",
            "units a, b → a",
            "at.floor 1 → 2",
            "note — → &lt;b&gt;done&lt;/b&gt;",
        ):
            assert change in page
