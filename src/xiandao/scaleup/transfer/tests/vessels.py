"""Vessels for the tests: a bench one, and a large one whose figures a textbook gives."""

from __future__ import annotations

from math import pi

from xiandao.scaleup.transfer import Broth, Cooling, Demand, Operation, Reactor, impeller
from xiandao.scaleup.transfer.reactors import Impeller

COOLING = Cooling(1.0, 500, 12)
DEMAND = Demand(our=60)
SALTY = Broth(coalescing=False)
BENCH_RUN = Operation(rpm=900, vvm=1.0, celsius=33, head_bar=1.2)

# Harriott, Chemical Reactor Design (2003), example 7.6: 4 m wide, 12 m deep, three turbines of 1.333 m at
# 120 rpm, one standard (power number 6) below two pitched ones (1.7); 1.5 mPa s; 45 mmol/(L h).
TURBINE, PITCHED = Impeller("rushton", 1.333, 6.0, 0.72), Impeller("pitched-blade", 1.333, 1.7, 0.79)
HARRIOTT = Reactor("Harriott 7.6", 4.0, 12.0, (TURBINE, PITCHED, PITCHED), 500, 200, 5000, COOLING)


def typical(
    volume_m3: float, *, tall: float = 1.0, impellers: int = 1, cooling: Cooling = COOLING
) -> Reactor:
    """A vessel with Rushton turbines a third as wide as it is."""
    diameter = (4 * volume_m3 / pi / tall) ** (1 / 3)
    turbines = tuple(impeller("rushton", diameter / 3) for _ in range(impellers))
    gas = 3 * 60 * volume_m3
    return Reactor(f"{volume_m3:g} m3", diameter, tall * diameter, turbines, 1e4, 1e4, gas, cooling)
