"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class PilotConfig(AppConfig):
    """The pilot plant's room."""

    name = "xiandao.zone.pilot"
    label = "pilot"
