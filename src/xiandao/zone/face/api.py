"""The door of the face room."""

from __future__ import annotations

from xiandao.zone.face.queries import as_of, page, say
from xiandao.zone.face.rules import DayRefused

__all__ = ["DayRefused", "as_of", "page", "say"]
