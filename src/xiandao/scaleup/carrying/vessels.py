"""What a vessel can transfer at its best, every limit kept; and a vessel typical of its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Final

from xiandao.scaleup.carrying.recipe import VESSEL_SHARE
from xiandao.scaleup.transfer import (
    Demand,
    Engineering,
    Reactor,
    TransferRefused,
    engineering,
    limits,
)
from xiandao.scaleup.transfer.describing import Study, read_study

SPEEDS: Final = 24  # steps up to the fastest
GASES: Final = (0.5, 0.75, 1.0, 1.25)  # vvm
SMALLEST_M3: Final = 1.0
LARGEST_M3: Final = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Ability:
    """A vessel at its best operation: oxygen in mmol/(L h) by the least, the middle and the highest kLa."""

    engineering: Engineering
    otr: tuple[float, float, float]
    set_by: str  # the limit that allows no more

    @property
    def reactor(self) -> Reactor:
        """The vessel."""
        return self.engineering.reactor

    @property
    def litres(self) -> float:
        """Of broth when full."""
        return 1000.0 * self.reactor.volume_m3


@lru_cache(maxsize=1)
def study() -> Study:
    """Three invented vessels, with the broth and the demand: 5 L, 500 L and 100 m3."""
    return read_study((resources.files(__package__) / "vessels.yaml").read_text("utf-8"))


def typical(vessel_m3: float) -> Reactor:
    """The invented vessel of 100 m3 made larger or smaller in all its lengths.

    Our assumptions: motor as the volume, gas and cooled surface as the cross section, speed so that power a
    litre stays. Raises TransferRefused for a size at which such a vessel says nothing.
    """
    if not SMALLEST_M3 <= vessel_m3 <= LARGEST_M3:
        raise TransferRefused(
            "Runs of a strain are carried to vessels of {least} to {most} m3, not to one of {vessel} m3.",
            vessel=f"{vessel_m3:g}",
            least=f"{SMALLEST_M3:g}",
            most=f"{LARGEST_M3:g}",
        )
    one = study().others[-1]
    longer = (vessel_m3 * VESSEL_SHARE / one.volume_m3) ** (1 / 3)
    return replace(
        one,
        name=f"plant {vessel_m3:g} m3",
        diameter_m=one.diameter_m * longer,
        height_m=one.height_m * longer,
        impellers=tuple(replace(each, diameter_m=each.diameter_m * longer) for each in one.impellers),
        motor_kw=one.motor_kw * longer**3,
        most_rpm=one.most_rpm * longer ** (-2 / 3),
        most_gas_m3_per_h=one.most_gas_m3_per_h * longer**2,
        cooling=replace(one.cooling, area_m2=one.cooling.area_m2 * longer**2),
    )


def abilities(told: Study) -> tuple[Ability, ...]:
    """Each vessel at the speed and gas at which it transfers most, every limit kept."""
    return tuple(best(one, told) for one in (told.first, *told.others))


def best(reactor: Reactor, told: Study) -> Ability:
    """A vessel in this broth for this demand. Raises TransferRefused: no operation keeps every limit."""
    found: Ability | None = None
    for vvm in GASES:
        for step in range(4, SPEEDS + 1):
            operation = replace(told.operation, rpm=reactor.most_rpm * step / SPEEDS, vvm=vvm)
            here = _ability(engineering(reactor, operation, told.broth, told.demand), told.demand)
            if here is not None and (found is None or here.otr[1] > found.otr[1]):
                found = here
    if found is None:
        raise TransferRefused("{name}: no speed and gas keep every limit.", name=reactor.name)
    return found


def _ability(found: Engineering, demand: Demand) -> Ability | None:
    """None where a limit breaks that does not depend on the uptake."""
    told = limits(found, demand)
    if any(one.our is None and not one.holds for one in told):
        return None
    growing = {one.name: one.our for one in told if one.our is not None}
    narrow = min(growing, key=lambda name: growing[name])
    others = min(value for name, value in growing.items() if name != "oxygen")
    low, middle, high = (min(one, others) for one in found.otr)
    return Ability(found, (low, middle, high), narrow)
