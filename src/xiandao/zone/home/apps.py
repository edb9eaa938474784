"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home room."""

    name = "xiandao.zone.home"
    label = "home"
