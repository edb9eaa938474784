"""Lysis by a high-pressure homogeniser: what cells hold is set free, the pressure ends as heat."""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

EFFICIENCY: Final = 0.85  # of pump and motor; our assumption


def lysed(
    name: str,
    cells: Stream,
    *,
    bar: Amount = 800.0,
    passes: Amount = 2.0,
    celsius: Amount = 10.0,
    area: str = "harvest",
) -> Outcome:
    """Break cells and cool what comes out. Pressure times volume is the work: 1 bar m3 is 100 kJ."""
    work = bar * 100.0 * cells.cubic_metres * passes / 3600.0
    cooled = cells.felt * (cells.celsius - celsius) + work
    return Outcome(
        name,
        area,
        (cells,),
        (cells.at(celsius),),
        Duties(electricity=work / EFFICIENCY, work=work, chilled=cooled),
        (Machine("homogeniser", cells.cubic_metres * passes),),
    )
