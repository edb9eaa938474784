"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class FaceConfig(AppConfig):
    """The face room."""

    name = "xiandao.zone.face"
    label = "face"
