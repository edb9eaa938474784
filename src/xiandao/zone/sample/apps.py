"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """The sample room."""

    name = "xiandao.zone.sample"
    label = "sample"
