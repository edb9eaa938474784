"""The JSON API of the plans room."""

from __future__ import annotations

from xiandao.zone.plans.rest.changing import router as changing
from xiandao.zone.plans.rest.reading import router as reading

routers = (reading, changing)
__all__ = ["routers"]
