"""Vapour and liquid: vapour pressure of water, and ethanol with water by UNIFAC, tabulated once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.streams import Amount, Values

# Antoine constants of water, mmHg and degrees C, 1 to 100 degrees C (Dortmund Data Bank).
WATER: Final = (8.07131, 1730.63, 233.426)
PASCAL_A_MMHG: Final = 133.322
ETHANOL_CAS: Final = "64-17-5"
WATER_CAS: Final = "7732-18-5"
# Subgroups of UNIFAC (Fredenslund, Jones & Prausnitz 1975): CH3, CH2, OH; H2O.
ETHANOL_GROUPS: Final = {1: 1, 2: 1, 14: 1}
WATER_GROUPS: Final = {16: 1}
POINTS: Final = 101  # closer together where there is little ethanol


def water_pressure(celsius: Amount) -> Amount:
    """Vapour pressure of water, bar."""
    a, b, c = WATER
    return 10.0 ** (a - b / (c + celsius)) * PASCAL_A_MMHG / 1e5


@lru_cache(maxsize=1)
def ethanol_table() -> tuple[Values, Values, Values]:
    """Mole fraction of ethanol in the liquid, in the vapour, and degrees C where it boils at 1.013 bar."""
    liquid: Values = np.linspace(0.0, 1.0, POINTS) ** 1.5
    vapour, boils = np.zeros(POINTS), np.zeros(POINTS)
    for at, share in enumerate(liquid):
        vapour[at], boils[at] = _boiling(float(share))
    return liquid, vapour, boils


def _boiling(share: float) -> tuple[float, float]:
    """Vapour composition and boiling point of a liquid, by halving a bracket of temperatures."""
    low, high = 345.0, 375.0
    for _ in range(24):
        kelvin = 0.5 * (low + high)
        ethanol, water = _pressures(share, kelvin)
        low, high = (low, kelvin) if ethanol + water > 101325.0 else (kelvin, high)
    return ethanol / (ethanol + water), kelvin - 273.15


def _pressures(share: float, kelvin: float) -> tuple[float, float]:
    """Partial pressures over a liquid, Pa."""
    from thermo.unifac import UNIFAC_gammas

    active = UNIFAC_gammas(kelvin, [share, 1.0 - share], [ETHANOL_GROUPS, WATER_GROUPS])
    found = []
    for cas, mole, gamma in ((ETHANOL_CAS, share, active[0]), (WATER_CAS, 1.0 - share, active[1])):
        found.append(mole * gamma * _pure(cas, kelvin))
    return found[0], found[1]


def _pure(cas: str, kelvin: float) -> float:
    from chemicals.vapor_pressure import Wagner

    return float(Wagner(kelvin, *_fit(cas)))


@lru_cache(maxsize=4)
def _fit(cas: str) -> tuple[float, ...]:
    """Critical point and constants of the Wagner equation, from the tables of `chemicals`."""
    from chemicals.vapor_pressure import Psat_data_VDI_PPDS_3

    row = Psat_data_VDI_PPDS_3.loc[cas]
    return tuple(float(row[name]) for name in ("Tc", "Pc", "A", "B", "C", "D"))
