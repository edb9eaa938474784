"""Storage: tanks that hold some days of a product or a feed."""

from __future__ import annotations

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream


def stored(name: str, held: Stream, *, days: Amount = 7.0) -> Outcome:
    """Outlet: the same stream, after so many days in tanks that are 90 % full."""
    volume = np.maximum(held.cubic_metres * 24.0 * days / 0.9, 1.0)
    return Outcome(name, "storage", (held,), (held,), machines=(Machine("storage tank", volume),))
