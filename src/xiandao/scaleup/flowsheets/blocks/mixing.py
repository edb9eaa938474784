"""A tank in which liquids meet: dilution, refolding, buffers."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

POWER: Final = 0.3  # kW a m3 of what is in the tank; our assumption


def stirred(
    name: str,
    *parts: Stream,
    hours: Amount,
    celsius: Amount,
    kept: dict[str, Amount] | None = None,
    area: str = "purification",
) -> Outcome:
    """Outlet: the mixture after so many hours, at a temperature.

    `kept`: share of a protein that stays what it was; the rest of it counts as biomass lost (its mass
    stays).
    """
    feed = mixed(*parts)
    flows = dict(feed.flows)
    for key, share in (kept or {}).items():
        lost = feed.of(key) * (1.0 - np.asarray(share))
        flows[key] = feed.of(key) - lost
        flows[f"{key} lost"] = flows.get(f"{key} lost", np.zeros(())) + lost
    done = Stream(flows, celsius)
    volume = feed.cubic_metres * hours
    power = POWER * volume
    heat = sum((one.heat for one in parts), np.zeros(())) + power - done.heat
    duties = Duties(
        electricity=power, work=power, chilled=np.maximum(heat, 0.0), steam=np.maximum(-heat, 0.0)
    )
    return Outcome(name, area, parts, (done,), duties, (Machine("tank", np.maximum(volume / 0.8, 0.5)),))
