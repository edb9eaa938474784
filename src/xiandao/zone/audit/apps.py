"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit room."""

    name = "xiandao.zone.audit"
    label = "audit"
