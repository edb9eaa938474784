"""The JSON API of the pilot plant."""

from __future__ import annotations

from xiandao.zone.pilot.rest.campaigns import router as campaigns
from xiandao.zone.pilot.rest.costs import router as costs
from xiandao.zone.pilot.rest.plant import router as plant
from xiandao.zone.pilot.rest.records import router as records

routers = (plant, campaigns, records, costs)
__all__ = ["routers"]
