"""Where the files that were brought to a lab lie: under the hash of their content, apart from evidence."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def store() -> Path:
    """The folder; backups take it along."""
    return Path(settings.MEDIA_ROOT) / "lab"
