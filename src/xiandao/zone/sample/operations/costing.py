"""An invented strain fitted and a plant costed on it: queued, so that starting up waits for neither."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import yaml
from django.db import transaction

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.pilot import api as pilot

FREE: Final = ("growth", "yield_product")  # few, so that the first worker is soon free again
NEAR: Final = {"without_growth": 0.22, "full": 8.0, "yield_biomass": 0.48}  # what the others are held at
PLANT: Final = pilot.Asked("pha", 100.0, "Shanghai", 33.0, 10_000.0)


@transaction.atomic
def load_sample_costs(*, scientist: Account, at: datetime) -> pilot.CostCase:
    """Ask for both in the name of the organisation for which the sample scientist works."""
    party = min(parties_of(scientist))
    fit = pilot.ask_fit(
        title="示例：PHA 菌株的小试", study=_study(), party=party, by=scientist, at=at, sample=True
    )
    return pilot.ask_cost(
        title="示例：100 m³ 罐的 PHA 工厂",
        asked=PLANT,
        fit=fit,
        party=party,
        by=scientist,
        at=at,
        sample=True,
    )


def _study() -> str:
    """The invented study of the form, with fewer free figures."""
    told = yaml.safe_load(pilot.starter())
    told["strain"] |= NEAR
    told["free"] = {name: told["free"][name] for name in FREE}
    text: str = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, default_flow_style=None)
    return f"# 虚构 / invented\n{text}"
