"""Disc-stack centrifuge: solids into a paste that keeps some liquid, the rest clear."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

POWER: Final = 1.2  # kWh a m3 of feed; our assumption
LARGEST: Final = 40.0  # m3/h of one machine; our assumption


def centrifuged(
    name: str,
    broth: Stream,
    solids: tuple[str, ...],
    *,
    caught: Amount = 0.98,
    dry: Amount = 0.25,
    area: str = "harvest",
) -> Outcome:
    """Outlets: paste, clear liquid. `caught`: share of the solids; `dry`: solids a kg of paste.

    `POWER` of electricity a m3, which ends as heat in the liquid and is taken away by the room.
    """
    paste, clear = settled(broth, solids, caught, dry)
    volume = broth.cubic_metres
    number = np.maximum(np.ceil(volume / LARGEST), 1.0)
    power = POWER * volume
    return Outcome(
        name, area, (broth,), (paste, clear), Duties(electricity=power, work=power, lost=power),
        (Machine("centrifuge", volume / number, number),),
    )  # fmt: skip


def settled(broth: Stream, solids: tuple[str, ...], caught: Amount, dry: Amount) -> tuple[Stream, Stream]:
    """A paste with the liquid that clings to it, and the rest."""
    held: Values = sum((broth.of(name) for name in solids), np.zeros(())) * caught
    liquid = broth.total - sum((broth.of(name) for name in solids), np.zeros(()))
    with np.errstate(divide="ignore", invalid="ignore"):
        clings = np.clip(held * (1.0 - np.asarray(dry)) / dry / np.where(liquid > 0, liquid, 1.0), 0.0, 1.0)
    return broth.split(dict.fromkeys(solids, caught), rest=clings)
