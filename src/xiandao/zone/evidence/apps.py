"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "xiandao.zone.evidence"
    label = "evidence"
