"""Listens to allauth, so that signing in and out and every change of a secret reaches the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.models import Account
from xiandao.zone.audit.api import record

VERBS: tuple[tuple[Signal, str], ...] = (
    (account_signals.user_logged_in, gettext_noop("signed in")),
    (user_logged_out, gettext_noop("signed out")),
    (account_signals.password_set, gettext_noop("chose a password")),
    (account_signals.password_changed, gettext_noop("changed the password")),
    (mfa_signals.authenticator_added, gettext_noop("added a second factor")),
    (mfa_signals.authenticator_removed, gettext_noop("removed a second factor")),
    (mfa_signals.authenticator_reset, gettext_noop("made new recovery codes")),
    (mfa_signals.authentication_failed, gettext_noop("entered a wrong second factor")),
)


def listen() -> None:
    """Connect every signal of the table, and the use of a recovery code."""
    for signal, verb in VERBS:
        signal.connect(_recorder(verb), weak=False, dispatch_uid=f"accounts: {verb}")
    mfa_signals.authenticator_used.connect(
        _record_recovery_code, weak=False, dispatch_uid="accounts: recovery code"
    )


def _recorder(verb: str) -> Callable[..., None]:
    def keep(
        *, request: HttpRequest, user: Account | None, authenticator: Authenticator | None = None, **_: Any
    ) -> None:
        if user is None:  # signing out a session that had ended already
            return
        kind = {"type": Authenticator.Type(authenticator.type).value} if authenticator else None
        _keep(verb, request, user, kind)

    return keep


def _record_recovery_code(
    *, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _keep(gettext_noop("used a recovery code"), request, user, None)


def _keep(verb: str, request: HttpRequest, user: Account, after: dict[str, str] | None) -> None:
    record(
        verb=verb,
        subject=user,
        by=user,
        at=timezone.now(),
        after=after,
        address=get_adapter(request).get_client_ip(request),
    )
