"""What a strain does with carbon, nitrogen and oxygen: specific rates from concentrations, elements closed.

Biomass without product X, product P, carbon source S and nitrogen N are in g/L. Growth saturates in S and N
and is inhibited by S and P; product comes with growth and, where nitrogen runs short, without it, until the
cells are full (the accumulation of PHA). Carbon dioxide and oxygen follow from carbon and electrons.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from xiandao.scaleup.kinetics.compounds import BIOMASS, GLUCOSE, NITROGEN, PHB, Compound, KineticsRefused
from xiandao.scaleup.kinetics.laws import haldane, luong, monod, shortage


@dataclass(frozen=True, slots=True)
class Strain:
    """Parameters; all concentrations in g/L, rates per hour, yields in g/g. None may be negative.

    `yield_biomass`, `yield_product`: g made of a g of carbon source, without what maintenance burns.
    """

    growth: float  # greatest specific growth rate, 1/h
    half_carbon: float
    inhibiting_carbon: float
    half_nitrogen: float
    most_product: float  # at which growth stops, g/L
    with_growth: float  # g product a g biomass grown
    without_growth: float  # greatest specific rate of product, g/(g h)
    short_nitrogen: float  # nitrogen at which that rate is a half, g/L
    full: float  # g product a g of other biomass at which cells are full
    yield_biomass: float
    yield_product: float
    maintenance: float  # g carbon source a g biomass and hour
    substrate: Compound = GLUCOSE
    product: Compound = PHB

    def __post_init__(self) -> None:
        """Refuse what would make matter from nothing."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, float | int) and not value >= 0:
                raise KineticsRefused("{name} is {value}; it cannot be below 0", name=field.name, value=value)
        for name, compound in (("yield_biomass", BIOMASS), ("yield_product", self.product)):
            most = _most_yield(self.substrate, compound)
            if not 0 < getattr(self, name) <= most:
                raise KineticsRefused(
                    "{name} is {value} g/g; carbon and electrons allow above 0 to {most} g/g",
                    name=name,
                    value=getattr(self, name),
                    most=round(most, 3),
                )


def _most_yield(substrate: Compound, made: Compound) -> float:
    """What carbon and electrons allow, g/g."""
    carbon = made.grams_per_carbon / substrate.grams_per_carbon
    return carbon * min(1.0, substrate.electrons / made.electrons)


@dataclass(frozen=True, slots=True)
class Rates:
    """Specific rates, g a g of biomass and hour; oxygen and carbon dioxide in mol."""

    growth: float
    product: float
    carbon_source: float
    nitrogen: float
    oxygen: float
    carbon_dioxide: float


def rates(strain: Strain, biomass: float, product: float, carbon: float, nitrogen: float) -> Rates:
    """The specific rates at these concentrations (g/L), oxygen in plenty."""
    fed = monod(carbon, strain.half_carbon)
    growth = (
        strain.growth
        * haldane(carbon, strain.half_carbon, strain.inhibiting_carbon)
        * monod(nitrogen, strain.half_nitrogen)
        * luong(product, strain.most_product)
    )
    filled = luong(product / biomass, strain.full) if biomass > 0 else 1.0
    stored = strain.without_growth * fed * shortage(nitrogen, strain.short_nitrogen) * filled
    made = strain.with_growth * growth + stored
    return balanced(strain, growth, made, strain.maintenance * fed)


def balanced(strain: Strain, growth: float, made: float, burnt: float) -> Rates:
    """What growth, product and maintenance take up and give off; carbon and electrons close."""
    used = growth / strain.yield_biomass + made / strain.yield_product + burnt
    source, cells, stored = (
        used / strain.substrate.grams_per_carbon,
        growth / BIOMASS.grams_per_carbon,
        made / strain.product.grams_per_carbon,
    )
    electrons = (
        source * strain.substrate.electrons - cells * BIOMASS.electrons - stored * strain.product.electrons
    )
    return Rates(
        growth=growth,
        product=made,
        carbon_source=used,
        nitrogen=cells * BIOMASS.n * NITROGEN,
        oxygen=electrons / 4.0,
        carbon_dioxide=source - cells - stored,
    )
