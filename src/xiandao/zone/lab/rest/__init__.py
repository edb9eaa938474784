"""The JSON API of the lab."""

from __future__ import annotations

from xiandao.zone.lab.rest.lab import router as lab

routers = (lab,)
__all__ = ["routers"]
