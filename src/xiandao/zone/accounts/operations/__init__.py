"""What people do with accounts, sign-in links and tokens. Each is atomic and leaves a line in the trail."""

from __future__ import annotations

from xiandao.zone.accounts.operations.acting import let_act, stop_acting
from xiandao.zone.accounts.operations.links import (
    SignInLinkRefused,
    issue_sign_in_link,
    use_sign_in_link,
)
from xiandao.zone.accounts.operations.passwords import take_away_password
from xiandao.zone.accounts.operations.people import (
    AccountRefused,
    change_details,
    change_role,
    choose_language,
    create_account,
    deactivate_account,
    ensure_first_administrator,
    reactivate_account,
    reset_second_factor,
)
from xiandao.zone.accounts.operations.tokens import (
    TokenRefused,
    issue_api_token,
    note_token_used,
    revoke_api_token,
)

__all__ = [
    "AccountRefused",
    "SignInLinkRefused",
    "TokenRefused",
    "change_details",
    "change_role",
    "choose_language",
    "create_account",
    "deactivate_account",
    "ensure_first_administrator",
    "issue_api_token",
    "issue_sign_in_link",
    "let_act",
    "note_token_used",
    "reactivate_account",
    "reset_second_factor",
    "revoke_api_token",
    "stop_acting",
    "take_away_password",
    "use_sign_in_link",
]
