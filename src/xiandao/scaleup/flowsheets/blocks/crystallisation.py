"""Crystallisation by cooling: what is above the solubility falls out, the mother liquor keeps the rest."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

POWER: Final = 2.0  # kWh a m3 of magma; our assumption
THICK: Final = 0.45  # share of crystals above which a magma does not flow; our assumption


def crystallised(
    name: str, feed: Stream, product: str, *, soluble: Amount, celsius: Amount, dry: Amount = 0.95
) -> Outcome:
    """Outlets: crystals with the liquor that clings to them, mother liquor. `soluble`: kg a kg of water."""
    stays = np.minimum(soluble * feed.of("water"), feed.of(product))
    caught = 1.0 - stays / np.maximum(feed.of(product), 1e-12)
    crystals = feed.of(product) * caught
    liquor = feed.total - crystals
    clings = np.clip(crystals * (1.0 - np.asarray(dry)) / dry / np.maximum(liquor, 1e-12), 0.0, 1.0)
    solid, mother = feed.split({product: caught + (1.0 - caught) * clings}, rest=clings)
    solid, mother = solid.at(celsius), mother.at(celsius)
    volume = feed.cubic_metres
    power = POWER * volume
    heat = feed.heat + power - solid.heat - mother.heat
    duties = Duties(
        electricity=power, work=power, chilled=np.maximum(heat, 0.0), steam=np.maximum(-heat, 0.0)
    )
    thick = crystals / np.maximum(feed.total, 1e-12)
    return Outcome(
        name,
        "purification",
        (feed,),
        (solid, mother),
        duties,
        (
            Machine("crystalliser", crystals * 0.024),
            Machine("scroll centrifuge", np.maximum(crystals / 1000.0, 0.1)),
        ),
        (
            Broken("nothing falls out: the feed is below saturation", caught <= 0),
            Broken("a magma of {figure} crystals does not flow", thick > THICK, thick),
        ),
    )
