"""Growth on one sugar with dissolved oxygen: Monod or Contois in the sugar, respiration in oxygen.

Temperature and pH act by the cardinal laws; maintenance burns sugar. Nothing is made but cells and gas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xiandao.scaleup.kinetics.compounds import BIOMASS, GLUCOSE
from xiandao.scaleup.kinetics.laws import cardinal_ph, cardinal_temperature, contois, monod, respiration
from xiandao.scaleup.kinetics.model import OXYGEN_NAME, Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, grams


def aerobe(parameters: Mapping[str, float], *, relative: bool = False, source: str = "") -> Model:
    """Biomass and carbon (g/L) and oxygen (mmol/L); `relative`: Contois's law in place of Monod's.

    Parameters: growth, half_carbon, half_oxygen, yield_biomass, maintenance, and the least, best and most of
    `temperature_…` and `ph_…`; the best may be left out where the surroundings do not matter.
    """

    def rate(now: Sequence[float], p: Mapping[str, float], surroundings: Surroundings) -> Sequence[float]:
        biomass, carbon, oxygen = now
        fed = contois(carbon, biomass, p["half_carbon"]) if relative else monod(carbon, p["half_carbon"])
        breathing = respiration(oxygen, p["half_oxygen"])
        growth = p["growth"] * fed * breathing * _held(p, surroundings)
        burnt = p["maintenance"] * fed * breathing
        return growth * biomass, -(growth / p["yield_biomass"] + burnt) * biomass, 0.0

    return Model(
        "an aerobe",
        (
            grams("biomass", BIOMASS, is_cell=True),
            grams("carbon", GLUCOSE),
            Species(OXYGEN_NAME, "mmol/L"),
        ),
        parameters,
        rate,
        source=source,
    )


def _held(p: Mapping[str, float], surroundings: Surroundings) -> float:
    """What temperature and pH leave of growth."""
    share = 1.0
    if "temperature_best" in p:
        share *= cardinal_temperature(
            surroundings.temperature_c, p["temperature_least"], p["temperature_best"], p["temperature_most"]
        )
    if "ph_best" in p:
        share *= cardinal_ph(surroundings.ph, p["ph_least"], p["ph_best"], p["ph_most"])
    return share
