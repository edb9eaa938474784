"""Who is asking on these pages, and in which language."""

from __future__ import annotations

from django.utils.translation import get_language


def reader_language() -> str:
    """zh or en."""
    return "zh" if (get_language() or "").startswith("zh") else "en"
