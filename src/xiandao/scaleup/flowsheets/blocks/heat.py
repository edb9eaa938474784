"""Warming and cooling: steam, cooling water or chilled water, with the exchangers it takes."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

TRANSFER: Final = (
    0.8  # kW/(m2 K), liquid against liquid or steam: middle of the usual 0.5 to 1.2; our assumption
)
COLD: Final = 30.0  # degrees C; below it chilled water cools, cooling water not


def exchanged(
    name: str, area: str, warm: Stream, celsius: Amount, *, apart: Amount = 15.0, recovered: Amount = 0.0
) -> Outcome:
    """Bring a stream to a temperature. `recovered`: share of the duty that other streams give or take.

    `apart`: mean difference of temperature in the exchanger, K. What is recovered is work of neither steam
    nor water; it must be had at the same place, as in a steriliser that warms what comes by what leaves.
    """
    change = warm.felt * (np.asarray(celsius, dtype=np.float64) - warm.celsius)
    size = np.abs(change) / (TRANSFER * apart)
    steam = np.maximum(change, 0.0)
    removed = np.maximum(-change, 0.0)
    chilled = np.asarray(celsius) < COLD
    duties = Duties(
        steam=steam * (1.0 - recovered),
        cooling=np.where(chilled, 0.0, removed * (1.0 - recovered)),
        chilled=np.where(chilled, removed * (1.0 - recovered), 0.0),
        lost=removed * recovered,
        work=steam * recovered,
    )
    return Outcome(
        name, area, (warm,), (warm.at(celsius),), duties, (Machine("exchanger", np.maximum(size, 1.0)),)
    )
