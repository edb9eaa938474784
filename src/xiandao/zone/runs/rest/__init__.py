"""The JSON API of runs."""

from __future__ import annotations

from xiandao.zone.runs.rest.runs import router as runs

routers = (runs,)
__all__ = ["routers"]
