"""Access is decided in one place and denied by default."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override
from ninja.errors import HttpError

from xiandao.zone.accounts.api import (
    NOBODY,
    Access,
    AccessRefused,
    Account,
    Role,
    caller,
    open_to,
    operations_of,
    rule_of,
)
from xiandao.zone.accounts.operations import deactivate_account
from xiandao.zone.accounts.permissions import (
    can_manage_accounts,
    can_read_trail,
    check_manages_accounts,
    check_reads_trail,
)
from xiandao.zone.accounts.tests import urls
from xiandao.zone.accounts.tests.conftest import NOON, MakeAccount, SignedIn
from xiandao.zone.accounts.web.people import ACTS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("xiandao.zone.accounts.tests.urls")]

EVERYBODY = frozenset(Role)
PAGES: dict[str, frozenset[Role]] = {
    "/": EVERYBODY,
    "/hall/": EVERYBODY,
    "/vault/": frozenset({Role.ADMINISTRATOR}),
    "/workshop/": frozenset({Role.PLAN_OFFICE, Role.UNIT_OFFICER}),
    "/forgotten/": frozenset(),
    "/forgotten-class/": frozenset(),
    "/accounts/people/": frozenset({Role.ADMINISTRATOR}),
    "/accounts/people/new/": frozenset({Role.ADMINISTRATOR}),
    "/accounts/people/1/": frozenset({Role.ADMINISTRATOR}),
    "/accounts/trail/": frozenset({Role.ADMINISTRATOR, Role.PLAN_OFFICE}),
    "/accounts/mine/": EVERYBODY,
    "/accounts/second-factor/": EVERYBODY,
    "/api/hall": EVERYBODY,
    "/api/workshop": frozenset({Role.PLAN_OFFICE, Role.UNIT_OFFICER}),
    "/api/front": EVERYBODY,
    "/api/forgotten": frozenset(),
    "/api/careless": frozenset(),
    "/api/docs": EVERYBODY,
    "/api/openapi.json": EVERYBODY,
}
WORLD = {"/", "/api/front"}
UNSTATED = {page for page, roles in PAGES.items() if not roles}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_the_stated_roles_alone(
    make_account: MakeAccount, signed_in_as: SignedIn, page: str, role: Role
) -> None:
    client = signed_in_as(make_account(role))

    response = client.get(page)

    let_in = {200, 404} if page == "/accounts/people/1/" else {200}
    assert response.status_code in (let_in if role in PAGES[page] else {403})


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in_or_told_so_in_json(page: str) -> None:
    response = Client().get(page)

    if page in WORLD:
        assert response.status_code == 200
    elif page in UNSTATED:
        assert response.status_code == 403
    elif page.startswith("/api/"):
        assert (response.status_code, response["Content-Type"].split(";")[0]) == (401, "application/json")
    else:
        assert response.status_code == 302
        assert response["Location"] == f"/accounts/sign-in/?next={page}"


@pytest.mark.parametrize("page", sorted(UNSTATED))
def test_a_page_that_states_no_rule_is_logged_and_closed_even_to_an_administrator(
    administrator: Account, signed_in_as: SignedIn, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    with caplog.at_level(logging.ERROR):
        response = signed_in_as(administrator).get(page)

    assert response.status_code == 403
    assert b"nobody should see this" not in response.content
    assert f"GET {page} states no rule of access" in caplog.text


@pytest.mark.parametrize("method", ["get", "delete"])
def test_each_method_of_an_api_address_needs_its_own_rule(
    administrator: Account, signed_in_as: SignedIn, method: str
) -> None:
    response = getattr(signed_in_as(administrator), method)("/api/mixed")

    assert response.status_code == (200 if method == "get" else 403)


def test_a_method_that_an_api_address_does_not_offer_is_not_allowed(
    administrator: Account, signed_in_as: SignedIn
) -> None:
    assert signed_in_as(administrator).put("/api/workshop").status_code == 405


def test_the_refusal_says_which_roles_may(make_account: MakeAccount, signed_in_as: SignedIn) -> None:
    client = signed_in_as(make_account(Role.VIEWER))

    page = client.get("/workshop/", headers={"Accept-Language": "en"})
    fragment = client.get("/workshop/", headers={"Accept-Language": "en", "HX-Request": "true"})
    program = client.get("/api/workshop", headers={"Accept-Language": "en"})

    sentence = (
        "This is open to: Plan office, Unit officer. Your role is Viewer. "
        "Ask an administrator for another role."
    )
    assert sentence in page.content.decode()
    assert sentence in fragment.content.decode()
    assert fragment["HX-Retarget"] == "#notices"
    assert program.json() == {"detail": sentence}


def test_a_fragment_asked_for_by_nobody_sends_the_whole_window_to_sign_in() -> None:
    response = Client().get("/hall/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/accounts/sign-in/"


def test_what_nobody_posts_is_not_repeated_after_signing_in() -> None:
    response = Client().post("/hall/")

    assert response["Location"] == "/accounts/sign-in/?next=/"


def test_a_deactivated_account_is_out_with_the_next_click(
    make_account: MakeAccount, administrator: Account, signed_in_as: SignedIn
) -> None:
    account = make_account(Role.VIEWER)
    client = signed_in_as(account)
    assert client.get("/hall/").status_code == 200

    deactivate_account(account=account, by=administrator, at=NOON)

    assert client.get("/hall/").status_code == 302
    assert client.get("/api/hall").status_code == 401


def test_a_rule_without_any_role_cannot_be_stated() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        open_to()


ACCESS: dict[Access | None, set[Role]] = {
    rule_of(urls.front): set(Role),
    rule_of(urls.hall): set(Role),
    rule_of(urls.Vault): {Role.ADMINISTRATOR},
    rule_of(urls.Vault.as_view()): {Role.ADMINISTRATOR},
    rule_of(urls.workshop): {Role.PLAN_OFFICE, Role.UNIT_OFFICER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("rule", "roles"), ACCESS.items(), ids=lambda _: "")
def test_a_rule_answers_for_every_role(
    make_account: MakeAccount, rule: Access | None, roles: set[Role], role: Role
) -> None:
    assert rule is not None

    assert rule.allows(make_account(role)) is (role in roles)


VOICES: list[tuple[Callable[[Any], bool], Callable[[Any], None], set[Role]]] = [
    (can_manage_accounts, check_manages_accounts, {Role.ADMINISTRATOR}),
    (can_read_trail, check_reads_trail, {Role.ADMINISTRATOR, Role.PLAN_OFFICE}),
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("can", "check", "roles"), VOICES)
def test_both_voices_of_a_permission_say_the_same(
    make_account: MakeAccount,
    can: Callable[[Any], bool],
    check: Callable[[Any], None],
    roles: set[Role],
    role: Role,
) -> None:
    account = make_account(role)

    assert can(account) is (role in roles)
    with nullcontext() if role in roles else pytest.raises(AccessRefused):
        check(account)


def test_nobody_is_told_to_sign_in_by_the_rule_itself() -> None:
    rule = rule_of(urls.hall)
    assert rule is not None

    for nobody in (None, AnonymousUser()):
        with pytest.raises(AccessRefused, match="Sign in first"):
            rule.check(nobody)


def test_the_default_of_the_api_denies_by_itself_too(administrator: Account) -> None:
    request = RequestFactory().get("/api/forgotten")
    request.user = administrator

    with override("en"), pytest.raises(HttpError, match="states no rule"):
        NOBODY(request)


def test_a_page_that_asks_for_the_account_of_nobody_is_a_mistake_of_ours() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    with pytest.raises(TypeError, match="open to nobody in particular"):
        caller(request)


def test_everything_that_is_not_a_stated_view_has_no_rule() -> None:
    for thing in (urls.forgotten, urls.ForgottenClass, urls.ForgottenClass.as_view(), None, "text", object()):
        assert rule_of(thing) is None


def every_view(patterns: list[Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from every_view(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def test_every_address_of_this_room_states_its_rule() -> None:
    unstated = {address for address, view in every_view(get_resolver().url_patterns) if rule_of(view) is None}

    assert unstated == {"forgotten/", "forgotten-class/", "api/forgotten", "api/careless"}


def test_every_operation_of_the_api_is_found_behind_its_address() -> None:
    stated = {
        (address, method): rule_of(operation) is not None
        for address, view in every_view(get_resolver().url_patterns)
        for operation in operations_of(view)
        for method in operation.methods
    }

    assert stated == {
        ("api/hall", "GET"): True,
        ("api/hall", "POST"): True,
        ("api/workshop", "GET"): True,
        ("api/front", "GET"): True,
        ("api/forgotten", "GET"): False,
        ("api/careless", "GET"): False,
        ("api/mixed", "GET"): True,
        ("api/mixed", "DELETE"): False,
    }


PERSON_POSTS = ["link", *ACTS]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", PERSON_POSTS)
def test_no_other_role_does_anything_to_an_account_by_its_address(
    make_account: MakeAccount, administrator: Account, signed_in_as: SignedIn, role: Role, name: str
) -> None:
    client = signed_in_as(make_account(role))

    response = client.post(f"/accounts/people/{administrator.pk}/{name}/", {"role": "viewer"})

    assert response.status_code == 403
