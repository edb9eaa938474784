"""Ultrafiltration and diafiltration: what is large stays, what is small goes, sized by flux and life."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, summed

POWER: Final = 3.0  # kWh a m3 of permeate, pumps at 2 to 3 bar with their recirculation; our assumption


def membrane(
    name: str,
    feed: Stream,
    retained: dict[str, Amount],
    *,
    factor: Amount,
    volumes: Amount = 0.0,
    buffer: Stream | None = None,
    flux: Amount = 0.04,
    life_h: Amount = 8000.0,
    most: Amount = 250.0,
    area: str = "purification",
) -> Outcome:
    """Outlets: retentate, permeate. `factor`: feed over retentate volume; `retained`: rejection of each, 0
    to 1.

    `volumes`: of `buffer` washed through at constant volume (a buffer is then needed); `flux`: m3/(m2 h);
    `most`: kg/m3 of what is retained, above which it gels: a broken invariant. Concentration follows
    factor^(rejection - 1), washing exp(-volumes x (1 - rejection)).
    """
    factor = np.asarray(factor, dtype=np.float64)
    wash = buffer or Stream({})
    kept, gone = feed.split({key: _kept(factor, volumes, retained.get(key, 0.0)) for key in feed.flows})
    stays, leaves = wash.split({key: _stays(volumes, retained.get(key, 0.0)) for key in wash.flows})
    retentate, permeate = kept.plus(stays), gone.plus(leaves)
    warmed = wash.felt * (np.asarray(feed.celsius) - wash.celsius)
    power = POWER * permeate.cubic_metres
    size = np.maximum(permeate.cubic_metres / flux, 0.5)
    thick = summed(retentate.of(key) for key, share in retained.items() if np.all(np.asarray(share) > 0.9))
    thick = thick / np.maximum(retentate.cubic_metres, 1e-12)
    duties = Duties(
        electricity=power, work=power, chilled=power + np.maximum(-warmed, 0.0), steam=np.maximum(warmed, 0.0)
    )
    return Outcome(
        name,
        area,
        (feed, wash),
        (retentate, permeate),
        duties,
        (Machine("membrane skid", size),),
        (
            Broken("a retentate of {figure} kg/m3 gels", thick > most, thick),
            Broken("less is fed than retained, factor {figure}", factor < 1.0, factor),
        ),
        (("membrane area", size / life_h),),
    )


def _kept(factor: Amount, volumes: Amount, rejection: Amount) -> Values:
    """Share of what is fed that stays."""
    passes = 1.0 - np.asarray(rejection, dtype=np.float64)
    return np.asarray(factor ** (-passes) * np.exp(-np.asarray(volumes) * passes))


def _stays(volumes: Amount, rejection: Amount) -> Values:
    """Share of the buffer's own that is in the retentate at the end."""
    turns = np.asarray(volumes) * (1.0 - np.asarray(rejection, dtype=np.float64))
    return np.asarray(np.where(turns > 0, -np.expm1(-turns) / np.where(turns > 0, turns, 1.0), 1.0))


def buffer_for(feed: Stream, factor: Amount, volumes: Amount, salts: Amount) -> Stream:
    """Buffer for so many volumes of the retentate: kg of salts a kg of water."""
    water = feed.cubic_metres / factor * volumes * 1000.0
    return Stream({"water": water, "salts": water * salts})
