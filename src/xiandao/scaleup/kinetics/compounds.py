"""Compounds by their elements, and the electrons that they can give: what every balance is counted in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xiandao.kernel.refusals import Refusal

CARBON: Final = 12.011  # g/mol
OXYGEN: Final = 31.998  # g/mol of O2
NITROGEN: Final = 14.007  # g/mol of N


class KineticsRefused(Refusal):
    """A strain, vessel or run that cannot be."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound by its elements for one carbon: CH(h)O(o)N(n), in mol."""

    h: float
    o: float
    n: float = 0.0

    @property
    def grams_per_carbon(self) -> float:
        """Mass of one C-mol, g."""
        return CARBON + 1.008 * self.h + 15.999 * self.o + NITROGEN * self.n

    @property
    def electrons(self) -> float:
        """Degree of reduction of one C-mol, ammonia as the nitrogen source (Roels 1983)."""
        return 4.0 + self.h - 2.0 * self.o - 3.0 * self.n


GLUCOSE: Final = Compound(2.0, 1.0)
GLYCEROL: Final = Compound(8.0 / 3.0, 1.0)
LACTATE: Final = Compound(2.0, 1.0)
ACETATE: Final = Compound(2.0, 1.0)
ETHANOL: Final = Compound(3.0, 0.5)
GLUTAMINE: Final = Compound(2.0, 0.6, 0.4)  # C5H10N2O3
BIOMASS: Final = Compound(1.8, 0.5, 0.2)  # the usual mean composition (Roels 1983)
PHB: Final = Compound(1.5, 0.5)  # C4H6O2
