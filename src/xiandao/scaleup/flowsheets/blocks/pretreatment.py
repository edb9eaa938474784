"""Plant matter opened by dilute acid and heat, then by enzymes: polymers to sugars, each by its
conversion.
"""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

# kg of sugar a kg of polymer, water taken up.
GLUCOSE_A_GLUCAN: Final = 180.156 / 162.141
SUGAR_A_XYLAN: Final = 150.130 / 132.115
POWER: Final = 0.055  # kWh a kg of dry plant matter: 4,578 kW for 83,333 kg/h (NREL/TP-5100-47764, 2011)


def opened(
    name: str,
    plant: Stream,
    acid: Stream,
    water: Stream,
    *,
    xylan: Amount = 0.90,
    glucan: Amount = 0.099,
    furfural: Amount = 0.05,
    celsius: Amount = 158.0,
) -> Outcome:
    """Outlet: slurry at 100 degrees C, flashed and its heat used to warm what comes. All sugars of
    xylan count as glucose: both are CH2O. `xylan`, `glucan`, `furfural`: shares turned to sugar, to
    sugar, and of xylan lost.
    """
    feed = mixed(plant, acid, water)
    flows = dict(feed.flows)
    flows["glucose"] = feed.of("glucose") + (
        feed.of("xylan") * xylan * SUGAR_A_XYLAN + feed.of("glucan") * glucan * GLUCOSE_A_GLUCAN
    )
    lost = feed.of("xylan") * furfural
    flows["furfural"] = lost * 96.084 / 132.115
    flows["xylan"] = feed.of("xylan") * (1.0 - xylan - furfural)
    flows["glucan"] = feed.of("glucan") * (1.0 - glucan)
    taken = feed.of("xylan") * xylan * (SUGAR_A_XYLAN - 1.0) + feed.of("glucan") * glucan * (
        GLUCOSE_A_GLUCAN - 1.0
    )
    flows["water"] = feed.of("water") - taken + lost * 36.031 / 132.115
    slurry = Stream(flows, 100.0)
    dry = plant.total - plant.of("water")
    power = POWER * dry
    steam = slurry.heat - feed.heat - power + feed.felt * (celsius - 100.0) * 0.3  # 30 % of the flash is lost
    return Outcome(
        name,
        "pretreatment",
        (plant, acid, water),
        (slurry,),
        Duties(electricity=power, work=power, steam=steam, lost=feed.felt * (celsius - 100.0) * 0.3),
        (Machine("pretreatment reactor", dry), Machine("flash and neutralisation", slurry.total)),
    )


def saccharified(
    name: str,
    slurry: Stream,
    enzyme: Stream,
    *,
    glucan: Amount = 0.90,
    hours: Amount = 84.0,
    celsius: Amount = 48.0,
) -> Outcome:
    """Outlet: hydrolysate. `glucan`: share of what is left that enzymes turn to glucose."""
    feed = mixed(slurry, enzyme)
    made = feed.of("glucan") * glucan
    flows = dict(feed.flows)
    flows["glucose"] = feed.of("glucose") + made * GLUCOSE_A_GLUCAN
    flows["glucan"] = feed.of("glucan") - made
    flows["water"] = feed.of("water") - made * (GLUCOSE_A_GLUCAN - 1.0)
    done = Stream(flows, celsius)
    volume = feed.cubic_metres * hours / 0.9
    power = feed.cubic_metres * 0.6
    heat = slurry.heat + enzyme.heat + power - done.heat
    return Outcome(
        name,
        "saccharification",
        (slurry, enzyme),
        (done,),
        Duties(electricity=power, work=power, cooling=heat),
        (Machine("saccharification tank", volume / 8.0, 8.0), Machine("exchanger", abs(heat) / 12.0)),
    )
