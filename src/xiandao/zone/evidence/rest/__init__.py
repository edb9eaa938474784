"""The JSON API of the evidence room."""

from __future__ import annotations

from xiandao.zone.evidence.rest.claims import router as claims
from xiandao.zone.evidence.rest.indicators import router as indicators

routers = (claims, indicators)
__all__ = ["routers"]
