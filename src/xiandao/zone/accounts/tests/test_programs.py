"""The API: a token or the session of a page, and a CSRF token where the session changes something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.accounts.models import ApiToken
from xiandao.zone.accounts.operations import deactivate_account, issue_api_token, revoke_api_token
from xiandao.zone.accounts.tests.conftest import MakeAccount

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]


@pytest.fixture
def officer(make_account: MakeAccount) -> Account:
    """A unit's officer, who runs a script."""
    return make_account(Role.UNIT_OFFICER)


@pytest.fixture
def issued(officer: Account) -> tuple[ApiToken, str]:
    """A token that is valid now."""
    return issue_api_token(name="script", days=30, by=officer, at=timezone.now())


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_acts_as_its_person_and_its_day_of_use_is_kept(
    officer: Account, issued: tuple[ApiToken, str]
) -> None:
    token, secret = issued
    client = Client(enforce_csrf_checks=True)

    read = client.get("/api/workshop", headers=bearer(secret))
    written = client.post("/api/hall", headers=bearer(secret))

    assert read.json() == written.json() == {"who": str(officer)}
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_a_token_gives_no_more_than_the_role_of_its_person(make_account: MakeAccount) -> None:
    _, secret = issue_api_token(name="script", days=30, by=make_account(Role.VIEWER), at=timezone.now())

    assert Client().get("/api/workshop", headers=bearer(secret)).status_code == 403


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic eDp5", "", "bearer  "])
def test_a_header_that_opens_nothing_is_answered_401(issued: tuple[ApiToken, str], header: str) -> None:
    assert Client().get("/api/hall", headers={"Authorization": header}).status_code == 401


def test_a_wrong_token_is_not_rescued_by_a_session(officer: Account, issued: tuple[ApiToken, str]) -> None:
    client = Client()
    client.force_login(officer)

    assert client.get("/api/hall", headers=bearer("xd_wrong")).status_code == 401


@pytest.mark.parametrize("ended_by", ["revoked", "expired", "deactivated"])
def test_a_token_that_has_ended_opens_nothing(
    administrator: Account, officer: Account, issued: tuple[ApiToken, str], ended_by: str
) -> None:
    token, secret = issued
    now = timezone.now()
    if ended_by == "revoked":
        revoke_api_token(token=token, by=officer, at=now)
    elif ended_by == "expired":
        ApiToken.objects.update(issued_at=now - timedelta(days=2), expires_at=now)
    else:
        deactivate_account(account=officer, by=administrator, at=now)

    assert Client().get("/api/hall", headers=bearer(secret)).status_code == 401


def test_a_token_opens_no_page(issued: tuple[ApiToken, str]) -> None:
    assert Client().get("/hall/", headers=bearer(issued[1])).status_code == 302


def test_a_session_changes_something_only_with_its_csrf_token(officer: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    request = RequestFactory().get("/")
    token = get_token(request)
    client.cookies["csrftoken"] = request.META["CSRF_COOKIE"]

    bare = client.post("/api/hall", headers={"Accept-Language": "en"})
    with_token = client.post("/api/hall", headers={"X-CSRFToken": token})

    assert (bare.status_code, with_token.status_code) == (403, 200)
    assert "CSRF" in bare.json()["detail"]
    assert client.get("/api/hall").status_code == 200
