"""The JSON API of the plans room."""

from __future__ import annotations

from xiandao.zone.plans.rest.changing import router as changing
from xiandao.zone.plans.rest.exports import router as exports
from xiandao.zone.plans.rest.reading import router as reading
from xiandao.zone.plans.rest.reviewing import router as reviewing

routers = (reading, changing, reviewing, exports)
__all__ = ["routers"]
