"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "xiandao.zone.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to allauth, so that every sign-in reaches the trail."""
        from xiandao.zone.accounts.web import sign_in_events

        sign_in_events.listen()
