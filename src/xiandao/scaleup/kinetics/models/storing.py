"""Cells that store a product when nitrogen runs short (PHA), inhibited by substrate and product, maintained.

With product only by growth and time it is Luedeking and Piret's; with the inhibitions far off, Monod's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from xiandao.scaleup.kinetics.compounds import BIOMASS
from xiandao.scaleup.kinetics.model import Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, grams
from xiandao.scaleup.kinetics.strains import Strain, rates


def storing(strain: Strain) -> Model:
    """The model of a strain: biomass, product, carbon source and nitrogen, all in g/L."""
    names = [field.name for field in fields(strain) if field.name not in ("substrate", "product")]

    def rate(now: Sequence[float], _: Mapping[str, float], __: Surroundings) -> Sequence[float]:
        biomass, product, carbon, nitrogen = now
        found = rates(strain, biomass, product, carbon, nitrogen)
        return (
            found.growth * biomass,
            found.product * biomass,
            -found.carbon_source * biomass,
            -found.nitrogen * biomass,
        )

    return Model(
        "a storing strain",
        (
            grams("biomass", BIOMASS, is_cell=True),
            grams("product", strain.product),
            grams("carbon", strain.substrate),
            Species("nitrogen", "g/L"),
        ),
        {name: float(getattr(strain, name)) for name in names},
        rate,
    )
