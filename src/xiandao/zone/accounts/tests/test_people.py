"""Making, changing and closing accounts, and what each leaves in the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from xiandao.zone.accounts import operations, queries
from xiandao.zone.accounts.api import AccessRefused, Account, AccountRefused, Role
from xiandao.zone.accounts.rules import NameRefused
from xiandao.zone.accounts.tests.conftest import NOON, MakeAccount
from xiandao.zone.audit.api import Change, Entry, difference


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def test_a_new_account_has_no_password_and_stands_in_the_trail(administrator: Account) -> None:
    account = operations.create_account(
        username="li.na", display_name=" Li  Na ", role=Role.VIEWER, email="", by=administrator, at=NOON
    )

    assert not account.has_usable_password()
    assert account.display_name == "Li Na"
    entry = last_entry()
    assert (entry.verb, entry.by, entry.at) == ("created the account", administrator, NOON)
    assert entry.subject_label == "Li Na (li.na)"
    assert entry.before is None
    assert entry.after == {
        "username": "li.na",
        "display_name": "Li Na",
        "email": "",
        "role": "viewer",
        "is_active": True,
    }


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"username": "CHIEF"}, AccountRefused, "already an account named CHIEF"),
        ({"username": "a b"}, NameRefused, "a b cannot be an account name"),
        ({"display_name": "  "}, AccountRefused, "needs 1 to 80 characters"),
        ({"display_name": "x" * 81}, AccountRefused, "needs 1 to 80 characters"),
        ({"email": "nowhere"}, AccountRefused, "nowhere is not an e-mail address"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_leaves_nothing(
    administrator: Account, changes: dict[str, str], refusal: type[Exception], sentence: str
) -> None:
    wanted = {"username": "li.na", "display_name": "Li Na", "email": ""} | changes

    with pytest.raises(refusal, match=sentence):
        operations.create_account(**wanted, role=Role.VIEWER, by=administrator, at=NOON)

    assert list(Account.objects.all()) == [administrator]
    assert Entry.objects.count() == 1


Operation = Callable[[Account, Account | None], object]
MANAGING: dict[str, Operation] = {
    "create": lambda _, by: operations.create_account(
        username="new", display_name="New", role=Role.VIEWER, by=by, at=NOON
    ),
    "details": lambda account, by: operations.change_details(
        account=account, display_name="Other", email="", by=by, at=NOON
    ),
    "role": lambda account, by: operations.change_role(
        account=account, role=Role.PLAN_OFFICE, by=by, at=NOON
    ),
    "deactivate": lambda account, by: operations.deactivate_account(account=account, by=by, at=NOON),
    "reactivate": lambda account, by: operations.reactivate_account(account=account, by=by, at=NOON),
    "link": lambda account, by: operations.issue_sign_in_link(account=account, by=by, at=NOON),
    "password": lambda account, by: operations.take_away_password(account=account, by=by, at=NOON),
    "second factor": lambda account, by: operations.reset_second_factor(account=account, by=by, at=NOON),
}


@pytest.mark.parametrize("operation", MANAGING.values(), ids=MANAGING)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_managing_accounts_is_refused_to_every_other_role(
    make_account: MakeAccount, administrator: Account, role: Role, operation: Operation
) -> None:
    somebody, other = make_account(role), make_account(Role.VIEWER, name="other")

    with pytest.raises(AccessRefused, match="Only an administrator"):
        operation(other, somebody)

    assert Entry.objects.exclude(verb="created the account").count() == 0


def test_a_deactivated_administrator_manages_nothing(
    make_account: MakeAccount, administrator: Account
) -> None:
    former = make_account(Role.ADMINISTRATOR, name="former")
    former = operations.deactivate_account(account=former, by=administrator, at=NOON)

    with pytest.raises(AccessRefused, match="Only an administrator"):
        operations.change_role(account=administrator, role=Role.VIEWER, by=former, at=NOON)


def test_a_changed_role_stands_in_the_trail_as_before_and_after(
    make_account: MakeAccount, administrator: Account
) -> None:
    account = operations.change_role(
        account=make_account(Role.VIEWER), role=Role.UNIT_OFFICER, by=administrator, at=NOON
    )

    assert Account.objects.get(pk=account.pk).role == Role.UNIT_OFFICER
    entry = last_entry()
    assert entry.verb == "changed the account's role"
    assert difference(entry.before, entry.after) == (Change("role", "viewer", "unit_officer"),)


def test_a_change_that_changes_nothing_leaves_no_line(
    make_account: MakeAccount, administrator: Account
) -> None:
    account = make_account(Role.VIEWER)
    lines = Entry.objects.count()

    operations.change_role(account=account, role=Role.VIEWER, by=administrator, at=NOON)
    operations.reactivate_account(account=account, by=administrator, at=NOON)

    assert Entry.objects.count() == lines


def test_a_change_does_not_write_back_what_somebody_else_changed_meanwhile(
    make_account: MakeAccount, administrator: Account
) -> None:
    as_a_page_saw_it = make_account(Role.VIEWER)
    operations.change_role(account=as_a_page_saw_it, role=Role.PLAN_OFFICE, by=administrator, at=NOON)

    operations.change_details(
        account=as_a_page_saw_it, display_name="Li Na", email="li@example.cn", by=administrator, at=NOON
    )

    kept = Account.objects.get(pk=as_a_page_saw_it.pk)
    assert (kept.role, kept.display_name, kept.email) == (Role.PLAN_OFFICE, "Li Na", "li@example.cn")


@pytest.mark.parametrize("operation", ["deactivate", "role"])
@pytest.mark.parametrize("by_hand_of", ["themselves", "the command line"])
def test_the_last_active_administrator_stays(administrator: Account, operation: str, by_hand_of: str) -> None:
    by = administrator if by_hand_of == "themselves" else None

    with pytest.raises(AccountRefused, match="last active administrator"):
        MANAGING[operation](administrator, by)

    kept = Account.objects.get(pk=administrator.pk)
    assert (kept.is_active, kept.role) == (True, Role.ADMINISTRATOR)


def test_an_administrator_may_go_while_another_stays(
    make_account: MakeAccount, administrator: Account
) -> None:
    second = make_account(Role.ADMINISTRATOR, name="second")

    operations.deactivate_account(account=administrator, by=administrator, at=NOON)

    assert not Account.objects.get(pk=administrator.pk).is_active
    with pytest.raises(AccountRefused, match="last active administrator"):
        operations.change_role(account=second, role=Role.VIEWER, by=second, at=NOON)


def test_deactivating_revokes_the_tokens(make_account: MakeAccount, administrator: Account) -> None:
    account = make_account(Role.VIEWER)
    _, secret = operations.issue_api_token(name="script", days=30, by=account, at=NOON)

    operations.deactivate_account(account=account, by=administrator, at=NOON)
    operations.reactivate_account(account=account, by=administrator, at=NOON)

    assert queries.valid_token(secret, at=NOON) is None


def test_the_first_administrator_is_made_once_and_found_after(db: None) -> None:
    first = operations.ensure_first_administrator(at=NOON)
    again = operations.ensure_first_administrator(at=NOON)

    assert first == again
    assert (first.username, first.role, first.has_usable_password()) == ("admin", Role.ADMINISTRATOR, False)
    assert (last_entry().by, last_entry().actor) == (None, "")


def test_the_first_administrator_takes_another_name_where_admin_is_taken(make_account: MakeAccount) -> None:
    make_account(Role.VIEWER, name="Admin")

    assert operations.ensure_first_administrator(at=NOON).username == "admin2"


def test_a_lost_second_factor_is_taken_away_once(make_account: MakeAccount, administrator: Account) -> None:
    account = make_account(Role.VIEWER)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})

    operations.reset_second_factor(account=account, by=administrator, at=NOON)

    assert last_entry().verb == "took away the second factor"
    with pytest.raises(AccountRefused, match="has no second factor"):
        operations.reset_second_factor(account=account, by=administrator, at=NOON)


def test_a_language_that_is_not_offered_is_refused(make_account: MakeAccount) -> None:
    account = make_account(Role.VIEWER)

    assert operations.choose_language(language="en", by=account, at=NOON).language == "en"
    with pytest.raises(AccountRefused, match="Choose one of: zh-hans, en"):
        operations.choose_language(language="tlh", by=account, at=NOON)
    assert (last_entry().before, last_entry().after) == ({"language": ""}, {"language": "en"})


def test_people_are_found_by_role_and_state(make_account: MakeAccount, administrator: Account) -> None:
    officer, former = make_account(Role.UNIT_OFFICER), make_account(Role.UNIT_OFFICER, name="former")
    operations.deactivate_account(account=former, by=administrator, at=NOON)

    assert list(queries.people()) == [administrator, officer]
    assert list(queries.people(role=Role.UNIT_OFFICER, active=None)) == [former, officer]
    assert queries.account_named(" CHIEF ") == administrator
    assert queries.account_named("nobody") is None


def test_a_name_that_somebody_takes_in_the_same_moment_is_refused(
    administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations.people, "account_named", lambda _: None)

    with pytest.raises(AccountRefused, match="already an account named chief"):
        operations.create_account(
            username="chief", display_name="Second", role=Role.VIEWER, by=administrator, at=NOON
        )

    assert list(Account.objects.all()) == [administrator]


@pytest.mark.parametrize(
    "broken", [{"username": "Chief"}, {"display_name": ""}, {"role": "emperor"}], ids=str
)
def test_the_database_itself_refuses_what_the_operations_would(
    administrator: Account, broken: dict[str, str]
) -> None:
    values = {"username": "other", "display_name": "Other", "role": "viewer"} | broken

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(**values, created_at=NOON)
