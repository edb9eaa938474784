"""Media: mixed in a tank and sterilised on the way, the heat of what leaves warming what comes."""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

STERILE: Final = 140.0  # degrees C, held for seconds to minutes
HELD_H: Final = 8.0  # of medium in the tank; our assumption
TRANSFER: Final = 1.0  # kW/(m2 K) of a plate exchanger; our assumption
MIXING: Final = 0.3  # kW a m3 of tank; our assumption


def sterilised(
    name: str, *parts: Stream, celsius: Amount, recovered: Amount = 0.8, area: str = "media"
) -> Outcome:
    """One sterile medium at the temperature of the fermentation. `recovered`: share of the heat used
    again.
    """
    medium = mixed(*parts)
    heated = medium.felt * (STERILE - medium.celsius)
    cooled = medium.felt * (STERILE - celsius)
    steam = heated * (1.0 - recovered)
    tank = medium.cubic_metres * HELD_H / 0.8
    mixing = tank * 0.8 * MIXING
    duties = Duties(
        electricity=mixing, work=mixing, steam=steam, cooling=cooled - heated * recovered + mixing
    )
    machines = (
        Machine("tank", tank),
        Machine("plate exchanger", (heated + cooled) / (TRANSFER * 10.0)),
        Machine("pump", medium.cubic_metres / 3.6),
    )
    return Outcome(name, area, parts, (medium.at(celsius),), duties, machines)
