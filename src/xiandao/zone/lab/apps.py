"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class LabConfig(AppConfig):
    """The lab room."""

    name = "xiandao.zone.lab"
    label = "lab"
