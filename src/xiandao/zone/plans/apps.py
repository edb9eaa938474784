"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans room."""

    name = "xiandao.zone.plans"
    label = "plans"
