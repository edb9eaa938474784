"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """The runs room."""

    name = "xiandao.zone.runs"
    label = "runs"
