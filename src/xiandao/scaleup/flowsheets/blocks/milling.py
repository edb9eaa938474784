"""Sugar cane crushed in mills with some water: juice, and bagasse for the boiler."""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.flowsheets.blocks.centrifuge import settled
from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

POWER: Final = 0.016  # kWh a kg of cane; our assumption
FIBRES: Final = ("glucan", "xylan", "lignin", "ash")


def milled(name: str, cane: Stream, water: Stream, *, sucrose: Amount = 0.96, dry: Amount = 0.5) -> Outcome:
    """Outlets: juice, bagasse. `sucrose`: share of it that leaves with the juice; `dry`: solids a kg of
    bagasse.
    """
    feed = mixed(cane, water)
    bagasse, juice = settled(feed, FIBRES, 0.995, dry)
    lost = feed.of("sucrose") * (1.0 - sucrose)
    bagasse = Stream({**bagasse.flows, "sucrose": lost}, feed.celsius)
    juice = Stream({**juice.flows, "sucrose": feed.of("sucrose") - lost}, feed.celsius)
    power = POWER * cane.total
    return Outcome(
        name,
        "feed handling",
        (cane, water),
        (juice, bagasse),
        Duties(electricity=power, work=power, lost=power),
        (Machine("cane mill", cane.total),),
    )
