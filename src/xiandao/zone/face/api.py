"""The door of the face room."""

from __future__ import annotations

from xiandao.zone.face.queries import as_of, page, say
from xiandao.zone.face.rules import DayRefused
from xiandao.zone.face.rules.loopback import is_loopback

__all__ = ["DayRefused", "as_of", "is_loopback", "page", "say"]
