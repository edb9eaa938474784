"""Escherichia coli with overflow to acetate that is taken up again all the while (acetate cycling).

After Xu et al. (1999), Biotechnol Prog 15:81, in the form of Anane et al. (2017), Biochem Eng J 125:23.
Oxygen is what the electrons ask for, not a stated yield, so it differs somewhat from the paper's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xiandao.scaleup.kinetics.compounds import ACETATE, BIOMASS, GLUCOSE
from xiandao.scaleup.kinetics.laws import hindrance, monod, respiration
from xiandao.scaleup.kinetics.model import OXYGEN_NAME, Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, grams


def bacterium(parameters: Mapping[str, float], *, source: str = "") -> Model:
    """Biomass, carbon and acetate (g/L), oxygen (mmol/L).

    Parameters: uptake, half_carbon, inhibiting_acetate, overflow, half_overflow, reuptake, half_acetate,
    inhibiting_uptake, half_oxygen, maintenance, and yields respired, overflowed, on_acetate, of_acetate.
    """

    def rate(now: Sequence[float], p: Mapping[str, float], _: Surroundings) -> Sequence[float]:
        biomass, carbon, acetate, oxygen = now
        uptake = p["uptake"] * monod(carbon, p["half_carbon"]) * hindrance(acetate, p["inhibiting_acetate"])
        spilt = p["overflow"] * uptake / (uptake + p["half_overflow"])
        breathing = respiration(oxygen, p["half_oxygen"])
        burnt = (uptake - spilt) * breathing
        maintained = min(p["maintenance"], burnt)
        again = p["reuptake"] * monod(acetate, p["half_acetate"])
        again *= hindrance(uptake, p["inhibiting_uptake"]) * breathing
        growth = (burnt - maintained) * p["respired"] + spilt * p["overflowed"] + again * p["on_acetate"]
        return (
            growth * biomass,
            -(burnt + spilt) * biomass,
            (spilt * p["of_acetate"] - again) * biomass,
            0.0,
        )

    return Model(
        "Escherichia coli",
        (
            grams("biomass", BIOMASS, is_cell=True),
            grams("carbon", GLUCOSE),
            grams("acetate", ACETATE),
            Species(OXYGEN_NAME, "mmol/L"),
        ),
        parameters,
        rate,
        source=source,
    )
