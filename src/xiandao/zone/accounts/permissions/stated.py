"""Finds the rule that a view or an API operation states. What states none has none, and stays closed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.views.i18n import set_language
from ninja.operation import Operation, PathView

from xiandao.zone.accounts.permissions.access import PUBLIC, SIGNED_IN, Access

# Views that other packages bring, by the name under which they are defined: their rule cannot stand on them.
STATED: Mapping[str, Access] = MappingProxyType(
    {
        "allauth.account.views.LoginView": PUBLIC,
        "allauth.account.views.LogoutView": PUBLIC,  # signing out twice must not ask to sign in
        "allauth.account.views.AccountInactiveView": PUBLIC,
        "allauth.account.views.PasswordChangeView": SIGNED_IN,
        "allauth.account.views.PasswordSetView": SIGNED_IN,
        "allauth.account.views.ReauthenticateView": SIGNED_IN,
        "allauth.mfa.base.views.IndexView": SIGNED_IN,
        "allauth.mfa.base.views.AuthenticateView": PUBLIC,  # the second step of signing in
        "allauth.mfa.base.views.ReauthenticateView": SIGNED_IN,
        "allauth.mfa.totp.views.ActivateTOTPView": SIGNED_IN,
        "allauth.mfa.totp.views.DeactivateTOTPView": SIGNED_IN,
        "allauth.mfa.recovery_codes.views.ViewRecoveryCodesView": SIGNED_IN,
        "allauth.mfa.recovery_codes.views.GenerateRecoveryCodesView": SIGNED_IN,
        "allauth.mfa.recovery_codes.views.DownloadRecoveryCodesView": SIGNED_IN,
        f"{set_language.__module__}.{set_language.__qualname__}": PUBLIC,
        "ninja.openapi.views.default_home": SIGNED_IN,
        "ninja.openapi.views.openapi_json": SIGNED_IN,
        "ninja.openapi.views.openapi_view": SIGNED_IN,
    }
)


def rule_of(view: object, method: str = "GET") -> Access | None:
    """The rule stated on a view, a view class, an API operation or an API path, or None where none is.

    A path of the API holds one operation per method; only there `method` matters. A method that the path does
    not offer falls under the rule of an operation that it does offer, since the answer is only "not allowed".
    """
    if isinstance(view, Operation):
        return _rule_of_operation(view)
    operations = operations_of(view)
    if operations:
        offered = [operation for operation in operations if method in operation.methods]
        rules = [_rule_of_operation(operation) for operation in offered or operations]
        return None if None in rules else rules[0]
    return _on(view) or _on(getattr(view, "view_class", None)) or STATED.get(_name_of(view))


def operations_of(view: object) -> tuple[Operation, ...]:
    """The API operations behind an address; none where the view is a page.

    django-ninja keeps them in the closure of the function that it gives to Django.
    """
    if getattr(view, "__module__", "") != PathView.__module__:
        return ()
    cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
    return tuple(operation for held in cells if isinstance(held, PathView) for operation in held.operations)


def _rule_of_operation(operation: Operation) -> Access | None:
    """What its one `auth` states; without any `auth`, what stands on its function (only `public` can)."""
    callbacks = list(operation.auth_callbacks)
    if not callbacks:
        on_function = _on(operation.view_func)
        return on_function if on_function == PUBLIC else None
    return _on(callbacks[0]) if len(callbacks) == 1 else None


def _on(stating: object) -> Access | None:
    rule = getattr(stating, "access", None)
    return rule if isinstance(rule, Access) else None


def _name_of(view: object) -> str:
    if isinstance(view, functools.partial):
        view = view.func
    defined: object = getattr(view, "view_class", view)
    if not isinstance(defined, Callable | type):  # type: ignore[arg-type]
        return ""
    return f"{getattr(defined, '__module__', '')}.{getattr(defined, '__qualname__', '')}"
