"""The rule that every page and every API operation states: to whom it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_noop, pgettext

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.models import ZONE_ROLES, Account, Role

View = TypeVar("View", bound=Callable[..., object])
Asking = AbstractBaseUser | AnonymousUser | None


class AccessRefused(Refusal):
    """Somebody asked for what is not open to their role."""

    http_status = HTTPStatus.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Access:
    """To whom something is open: to anybody, or to the active accounts that have one of these roles."""

    anybody: bool
    roles: frozenset[Role]

    def allows(self, asking: Asking) -> bool:
        """Whether it is open to this account; None and the anonymous user are nobody."""
        if self.anybody:
            return True
        return isinstance(asking, Account) and asking.is_active and asking.role in self.roles

    def check(self, asking: Asking) -> None:
        """Refuse with a sentence where it is not open to this account."""
        if self.allows(asking):
            return
        if not isinstance(asking, Account) or not asking.is_active:
            raise AccessRefused(gettext_noop("Sign in first."))
        raise AccessRefused(
            gettext_noop(
                "This is open to: {roles}. Your role is {role}. Ask an administrator for another role."
            ),
            roles=self.roles_in_words(),
            role=Role(asking.role).label,
        )

    def roles_in_words(self) -> str:
        """The roles as a person reads them."""
        return pgettext("between the items of a list", ", ").join(
            str(role.label) for role in Role if role in self.roles
        )


PUBLIC = Access(anybody=True, roles=frozenset())
SIGNED_IN = Access(anybody=False, roles=frozenset(Role))


def open_to(*roles: Role) -> Callable[[View], View]:
    """State on a view (function or class) that it is open to these roles."""
    if not roles:
        raise ValueError("open_to needs at least one role; a page for nobody should not exist")
    return _state(Access(anybody=False, roles=frozenset(roles)))


def signed_in(view: View) -> View:
    """State on a view that it is open to every active account."""
    return _state(SIGNED_IN)(view)


def zone_only(view: View) -> View:
    """State on a view that it is open to everybody who works for the zone, and to no member organisation."""
    return open_to(*ZONE_ROLES)(view)


def public(view: View) -> View:
    """State on a view that it is open to the whole world. Rare: signing in, and what that needs."""
    return _state(PUBLIC)(view)


def _state(rule: Access) -> Callable[[View], View]:
    def state(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return state
