"""Predicted beside measured: for one wish, and for everything that a lab may read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Measurement, Wish
from xiandao.zone.lab.permissions import readable
from xiandao.zone.lab.rules.calibration import Calibration, Compared, calibration


@dataclass(frozen=True, slots=True)
class Pair:
    """A measurement and the prediction of its design."""

    measurement: Measurement
    compared: Compared


@dataclass(frozen=True, slots=True)
class Group:
    """All pairs of one quantity in one unit."""

    what: str
    unit: str
    pairs: tuple[Pair, ...]
    together: Calibration


def compared_for(asking: Account, wish: Wish | None = None) -> list[Group]:
    """What was predicted and then measured under the same name in the same unit, grouped by these."""
    found = Measurement.objects.filter(
        wish__in=Wish.objects.filter(readable(asking)).values("pk"), design__predicted_value__isnull=False
    ).select_related("design", "wish", "specimen")
    if wish is not None:
        found = found.filter(wish=wish)
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for measurement in found:
        design = measurement.design
        if design is None or design.predicted_value is None:
            continue
        if (measurement.what, measurement.unit) != (design.predicted_what, design.predicted_unit):
            continue
        compared = Compared(
            design.predicted_value, design.predicted_low, design.predicted_high, measurement.value
        )
        groups[measurement.what, measurement.unit].append(Pair(measurement, compared))
    return [
        Group(what, unit, tuple(pairs), together)
        for (what, unit), pairs in sorted(groups.items())
        if (together := calibration([pair.compared for pair in pairs])) is not None
    ]
