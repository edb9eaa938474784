"""Solvent recovery: the solvent boiled off the product, condensed, and used again but for what is lost."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream
from xiandao.scaleup.flowsheets.substances import FlowsheetRefused, substance

TRANSFER: Final = 0.8  # kW/(m2 K); our assumption


def recovered(
    name: str,
    mixture: Stream,
    solvent: str,
    *,
    share: Amount = 0.99,
    reflux: Amount = 0.2,
    celsius: Amount = 40.0,
) -> Outcome:
    """Outlets: solvent, residue. `share`: of the solvent that is boiled off; `reflux`: boiled again for
    purity.

    Raises FlowsheetRefused for a solvent that does not boil here.
    """
    boils = substance(solvent).vaporisation
    if boils <= 0:
        raise FlowsheetRefused("{block}: {solvent} does not boil off", block=name, solvent=solvent)
    head, foot = mixture.split({solvent: share})
    head, foot = Stream({solvent: head.of(solvent)}, celsius), foot.at(celsius)
    condensed = head.total * boils * (1.0 + np.asarray(reflux)) / 3600.0
    steam = condensed + head.heat + foot.heat - mixture.heat
    balance = np.maximum(-steam, 0.0)
    size = (condensed + np.maximum(steam, 0.0)) / (TRANSFER * 20.0)
    return Outcome(
        name,
        "solvent recovery",
        (mixture,),
        (head, foot),
        Duties(
            steam=np.maximum(steam, 0.0), cooling=condensed + balance, electricity=mixture.cubic_metres * 0.5
        ),
        (
            Machine("exchanger", np.maximum(size, 1.0)),
            Machine("tank", np.maximum(head.cubic_metres * 24.0, 1.0)),
        ),
    )
