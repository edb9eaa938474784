"""RNA made by an enzyme from a template in a batch: nucleotides to RNA and pyrophosphate."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

NUCLEOTIDES_A_RNA: Final = 498.38 / 320.43  # kg, by the mean composition of both
POWER: Final = 0.5  # kW a m3; our assumption


def transcribed(
    name: str,
    *parts: Stream,
    product: Amount,
    titre: Amount,
    hours: Amount,
    turnaround: Amount,
    vessel: Amount,
) -> Outcome:
    """Outlet: the reaction mixture with so much RNA (kg/h). Sizes vessels (m3) by titre (kg/m3) and hours."""
    feed = mixed(*parts)
    used = product * NUCLEOTIDES_A_RNA
    flows = dict(feed.flows)
    flows["nucleotides"] = feed.of("nucleotides") - used
    flows["rna"] = feed.of("rna") + product
    flows["pyrophosphate"] = feed.of("pyrophosphate") + used - product
    done = Stream(flows, 37.0)
    volume = product / titre
    power = POWER * volume * hours
    heat = sum(one.heat for one in parts) + power - done.heat
    vessels = volume * (hours + turnaround) / vessel
    return Outcome(
        name,
        "synthesis",
        parts,
        (done,),
        Duties(electricity=power, work=power, cooling=heat.clip(0.0), steam=(-heat).clip(0.0)),
        (Machine("single-use mixer", vessel, _whole(vessels)),),
        (
            Broken("nucleotides do not suffice", flows["nucleotides"] < -1e-12),
            Broken("{figure} mixers, more than 20", vessels > 20, vessels),
        ),
    )


def _whole(vessels: Amount) -> Amount:
    return np.maximum(np.ceil(vessels - 1e-9), 1.0)
