"""The JSON API of the registry."""

from __future__ import annotations

from xiandao.zone.registry.rest.imports import router as imports
from xiandao.zone.registry.rest.matching import router as matching
from xiandao.zone.registry.rest.records import router as records

routers = (records, matching, imports)
__all__ = ["routers"]
