"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "xiandao.zone.accounts"
    label = "accounts"
