"""Yeast whose respiration is a bottleneck: sugar beyond it becomes ethanol, which is respired later.

After Sonnleitner & Kaeppeli (1986), Biotechnol Bioeng 28:927. What each pathway takes of oxygen is not stated
but follows from its electrons, so that the capacity and the balances cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xiandao.scaleup.kinetics.compounds import BIOMASS, ETHANOL, GLUCOSE
from xiandao.scaleup.kinetics.laws import hindrance, monod, overflow, respiration
from xiandao.scaleup.kinetics.model import OXYGEN_NAME, Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, grams


def oxygen_of(substrate_electrons: float, yield_biomass: float) -> float:
    """mol O2 a g of substrate respired with this yield of biomass."""
    cells = yield_biomass / BIOMASS.grams_per_carbon * BIOMASS.electrons
    return (substrate_electrons - cells) / 4.0


SUGAR_ELECTRONS = GLUCOSE.electrons / GLUCOSE.grams_per_carbon
ETHANOL_ELECTRONS = ETHANOL.electrons / ETHANOL.grams_per_carbon


def ethanol_yield(yield_fermented: float) -> float:
    """g ethanol a g of sugar fermented: without oxygen the electrons leave no choice."""
    cells = yield_fermented / BIOMASS.grams_per_carbon * BIOMASS.electrons
    return (SUGAR_ELECTRONS - cells) / ETHANOL_ELECTRONS


def yeast(parameters: Mapping[str, float], *, source: str = "") -> Model:
    """Biomass, carbon and ethanol (g/L), oxygen (mmol/L).

    Parameters: uptake (g/(g h)), half_carbon, capacity (mol O2/(g h)), half_oxygen, half_ethanol,
    inhibiting_carbon (of ethanol's uptake), and yields respired, fermented, on_ethanol (g/g).
    """

    def rate(now: Sequence[float], p: Mapping[str, float], _: Surroundings) -> Sequence[float]:
        biomass, carbon, ethanol, oxygen = now
        uptake = p["uptake"] * monod(carbon, p["half_carbon"])
        capacity = p["capacity"] * respiration(oxygen, p["half_oxygen"])
        per_sugar = oxygen_of(SUGAR_ELECTRONS, p["respired"])
        burnt, fermented, left = overflow(uptake, capacity / per_sugar)
        wanted = p["uptake"] * monod(ethanol, p["half_ethanol"]) * hindrance(carbon, p["inhibiting_carbon"])
        again = min(wanted, left * per_sugar / oxygen_of(ETHANOL_ELECTRONS, p["on_ethanol"]))
        growth = p["respired"] * burnt + p["fermented"] * fermented + p["on_ethanol"] * again
        made = ethanol_yield(p["fermented"]) * fermented
        return growth * biomass, -uptake * biomass, (made - again) * biomass, 0.0

    return Model(
        "yeast",
        (
            grams("biomass", BIOMASS, is_cell=True),
            grams("carbon", GLUCOSE),
            grams("ethanol", ETHANOL),
            Species(OXYGEN_NAME, "mmol/L"),
        ),
        parameters,
        rate,
        source=source,
    )


def critical_growth(parameters: Mapping[str, float]) -> float:
    """The growth rate (1/h) above which ethanol appears: the dilution rate at which a chemostat turns."""
    return (
        parameters["respired"] * parameters["capacity"] / oxygen_of(SUGAR_ELECTRONS, parameters["respired"])
    )
