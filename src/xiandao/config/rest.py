"""The JSON API: joins the rooms' routers; an operation that states no rule is open to nobody."""

from __future__ import annotations

from ninja import NinjaAPI

import xiandao
from xiandao.zone.accounts.api import NOBODY, signed_in
from xiandao.zone.evidence.rest import routers as evidence
from xiandao.zone.lab.rest import routers as lab
from xiandao.zone.pilot.rest import routers as pilot
from xiandao.zone.plans.rest import routers as plans
from xiandao.zone.registry.rest import routers as registry
from xiandao.zone.runs.rest import routers as runs

api = NinjaAPI(
    title="Xiandao",
    version=xiandao.__version__,
    description="A pilot zone's plan as a living ledger. Sign in, or send `Authorization: Bearer <token>`.",
    auth=NOBODY,
    docs_decorator=signed_in,
)
for router in (*plans, *lab, *pilot, *registry, *evidence, *runs):
    api.add_router("", router)
