"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry room."""

    name = "xiandao.zone.registry"
    label = "registry"
