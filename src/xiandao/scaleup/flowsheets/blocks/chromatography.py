"""Chromatography in packed columns: bound, washed, eluted; resin by its load, its cycles and its life."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

LARGEST_M3: Final = 1.0  # of packed resin in one column, 2 m wide and 0.3 m high; our assumption
POWER: Final = 0.5  # kWh a m3 that is pumped; our assumption


def chromatographed(
    name: str,
    feed: Stream,
    product: str,
    *,
    kept: Amount = 0.92,
    cleared: Amount = 0.95,
    load: Amount = 40.0,
    cycle_h: Amount = 6.0,
    life_cycles: Amount = 100.0,
    buffer: Stream,
    eluted_volumes: Amount = 3.0,
    resin: str = "resin",
) -> Outcome:
    """Outlets: eluate, waste. `load`: kg of product a m3 of resin and cycle; `cleared`: share of what else
    is there.

    `buffer`: all buffers of all steps together; of it the eluate takes `eluted_volumes` of the columns.
    """
    volume = feed.of(product) * cycle_h / load  # m3 of resin at work at once
    eluate_m3 = volume / cycle_h * eluted_volumes
    share = np.clip(eluate_m3 / np.maximum(buffer.cubic_metres, 1e-12), 0.0, 1.0)
    others = {key: 1.0 - np.asarray(cleared) for key in feed.flows if key not in (product, "water")}
    held, gone = feed.split({**others, product: kept, "water": 0.0})
    stays, leaves = buffer.split({}, rest=share)
    eluate, waste = held.plus(stays.at(feed.celsius)), gone.plus(leaves.at(feed.celsius))
    warmed = buffer.felt * (np.asarray(feed.celsius) - buffer.celsius)
    power = POWER * (feed.cubic_metres + buffer.cubic_metres)
    number = np.maximum(np.ceil(volume / LARGEST_M3), 1.0)
    duties = Duties(
        electricity=power,
        work=power,
        lost=power,
        chilled=np.maximum(-warmed, 0.0),
        steam=np.maximum(warmed, 0.0),
    )
    short = eluate_m3 > buffer.cubic_metres * (1 + 1e-9)
    return Outcome(
        name,
        "purification",
        (feed, buffer),
        (eluate, waste),
        duties,
        (Machine("chromatography column", volume / number, number),),
        (
            Broken("the buffer does not suffice to elute", short),
            Broken("{figure} columns, more than 40", number > 40, number),
        ),
        ((resin, volume / cycle_h / life_cycles),),
    )


def buffers_for(feed: Stream, product: str, *, load: Amount, volumes: Amount, salts: Amount) -> Stream:
    """Buffers of all steps: volumes of the resin a cycle, kg of salts a kg of water."""
    water = feed.of(product) / load * volumes * 1000.0
    return Stream({"water": water, "salts": water * salts})
