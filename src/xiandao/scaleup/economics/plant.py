"""From a fermentation at its scale to a plant: balances, vessels, utilities, capital, price and carbon.

Everything may be an array of samples. A sample that breaks an invariant is not priced: it is NaN, and the
reason is counted. One case alone that breaks one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.economics.cashflow import (
    Account,
    Amount,
    EconomicsRefused,
    Finance,
    Values,
    least_price,
)
from xiandao.scaleup.economics.prices import PriceBook
from xiandao.scaleup.kinetics import BIOMASS, GLUCOSE, PHB

HEAT_A_MOL: Final = 460.0  # kJ of heat a mol of oxygen taken up (Cooney, Wang & Mateles 1969)
OXYGEN_IN_AIR: Final = 0.2095
MOL_A_CUBIC_METRE: Final = 44.6  # of gas at 0 degrees C and 1 bar
MOST_VESSELS: Final = 60


@dataclass(frozen=True, slots=True)
class Process:
    """A product by fed-batch fermentation and extraction. Any figure may be an array of samples."""

    tonnes: Amount  # product a year
    titre: Amount  # g product a litre at harvest
    ferment_h: Amount
    turnaround_h: Amount  # emptying, cleaning, sterilising, filling
    yield_product: Amount  # g product a g of carbon source, growth and maintenance included
    biomass: Amount  # g other dry biomass a litre at harvest
    our: Amount  # mol oxygen a litre and hour, at the peak
    oxygen: Amount  # mol oxygen a litre over the whole fermentation
    vessel_m3: Amount
    working: Amount  # share of the vessel that is filled
    recovery: Amount  # share of the product that reaches the sack
    hours: Amount = 7920.0  # of operation a year
    otr: Amount = 0.25  # mol oxygen a litre and hour that the vessel can transfer
    power: Amount = 3.0  # kW a m3 of broth: stirring and air
    cooling: Amount = 35.0  # kW a m3 of broth that jacket and coils take away
    nitrogen: Amount = 1.0  # g ammonia water a litre
    solvent: Amount = 0.15  # kg lost a kg of product
    steam: Amount = 6.0  # kg a kg of product
    operators: Amount = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Plant:
    """What came of it; money in thousands of the book's currency, `price` a kg. NaN where not feasible."""

    vessels: Values
    batches: Values
    carbon_source: Values  # tonnes a year
    electricity: Values  # MWh a year
    fixed_capital: Values
    variable_cost: Values
    fixed_cost: Values
    price: Values
    carbon: Values  # kg CO2-equivalent a kg of product, cradle to gate, no credit for carbon stored
    feasible: npt.NDArray[np.bool_]
    reasons: Mapping[str, int]
    flagged: Mapping[str, int]  # sizes outside the range of the cost figures, counted
    shares: Mapping[str, Values] = field(default_factory=dict)  # of variable and fixed cost, thousands


def plant(process: Process, book: PriceBook, finance: Finance) -> Plant:
    """Size and price a plant. Raises EconomicsRefused where every case breaks an invariant."""
    case = _arrays(process)
    broth = case.vessel_m3 * case.working  # m3 a batch
    batches = np.ceil(case.tonnes * 1000 / (broth * case.titre * case.recovery))
    a_vessel = np.maximum(np.floor(case.hours / (case.ferment_h + case.turnaround_h)), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        vessels = np.ceil(batches / a_vessel)
    checks = _invariants(case, vessels, a_vessel)
    feasible = ~np.logical_or.reduce([broken for _, broken in checks])
    reasons = {name: int(broken.sum()) for name, broken in checks if broken.any()}
    if not feasible.any():
        raise EconomicsRefused(
            "no plant: {reasons}", reasons="; ".join(f"{name} ({many})" for name, many in reasons.items())
        )
    vessels = np.where(feasible, vessels, np.nan)
    sizes = _sizes(case, broth, vessels, batches)
    capital, flagged = _capital(book, sizes, feasible)
    carbon_source = case.tonnes / (case.yield_product * case.recovery)
    electricity = batches * broth * case.power * case.ferment_h / 1000 + case.tonnes * 0.4
    used = _used(case, batches * broth, carbon_source, electricity)
    shares = {name: amount * book.price(name) for name, amount in used.items()}
    variable = np.sum(list(shares.values()), axis=0)
    fixed = case.operators * book.price("operator") / 1000 + 0.04 * capital
    account = Account(case.tonnes, variable, fixed, capital)
    price = np.where(feasible, least_price(account, finance), np.nan)
    emitted = np.sum([amount * book.carbon.get(name, 0.0) for name, amount in used.items()], axis=0)
    return Plant(
        vessels=vessels,
        batches=np.where(feasible, batches, np.nan),
        carbon_source=carbon_source,
        electricity=electricity,
        fixed_capital=capital,
        variable_cost=variable,
        fixed_cost=fixed,
        price=price,
        carbon=np.where(feasible, emitted / case.tonnes, np.nan),
        feasible=feasible,
        reasons=reasons,
        flagged=flagged,
        shares={**shares, "labour and upkeep": fixed},
    )


def _arrays(process: Process) -> Any:
    names = Process.__slots__
    values = np.broadcast_arrays(*(np.asarray(getattr(process, name), dtype=np.float64) for name in names))
    for name, value in zip(names, values, strict=True):
        if not np.isfinite(value).all() or (value < 0).any():
            raise EconomicsRefused("{name} has a value that is below 0 or no number", name=name)
    return replace(process, **dict(zip(names, values, strict=True)))


def _used(case: Any, volume: Values, carbon_source: Values, electricity: Values) -> dict[str, Values]:
    """Thousands of units a year of everything that is bought; `volume`: m3 of broth a year."""
    return {
        "carbon source": carbon_source,
        "nitrogen source": volume * case.nitrogen / 1000,
        "electricity": electricity,
        "steam": case.tonnes * case.steam + volume * 0.15,
        "water": volume * 2,
        "solvent": case.tonnes * case.solvent,
        "waste water": volume * 2,
    }


def _invariants(case: Any, vessels: Values, a_vessel: Values) -> list[tuple[str, npt.NDArray[np.bool_]]]:
    """What no plant may break: matter, geometry, oxygen, heat, and a plausible number of vessels."""
    with np.errstate(divide="ignore", invalid="ignore"):
        source = case.titre / case.yield_product / GLUCOSE.grams_per_carbon
    fixed = case.titre / PHB.grams_per_carbon + case.biomass / BIOMASS.grams_per_carbon  # C-mol a litre
    heat = HEAT_A_MOL * case.our * 1000 / 3600  # kW a m3
    return [
        ("more of a vessel is filled than there is", case.working > 1.0),
        ("more is recovered than was made", case.recovery > 1.0),
        ("more carbon in product and biomass than was fed", fixed > source),
        ("nothing is made", (case.titre <= 0) | (case.recovery <= 0) | (case.yield_product <= 0)),
        ("not one batch fits into a year", a_vessel < 1),
        ("oxygen demand exceeds what is transferred", case.our > case.otr),
        ("heat exceeds what is taken away", heat > case.cooling),
        ("oxygen taken up at the peak is less than on average", case.our * case.ferment_h < case.oxygen),
        (f"more than {MOST_VESSELS} fermenters", ~(vessels <= MOST_VESSELS)),
    ]


def _sizes(case: Any, broth: Values, vessels: Values, batches: Values) -> dict[str, tuple[Values, Values]]:
    """For each piece of equipment its size and how many there are."""
    one = np.ones_like(vessels)
    air = case.our * 1000 * broth / 3600 / OXYGEN_IN_AIR / 0.4  # mol/s, 40 % of the oxygen is taken up
    product = case.tonnes * 1000 / case.hours
    return {
        "fermenter": (case.vessel_m3, vessels),
        "seed fermenter": (case.vessel_m3 * 0.05, np.ceil(vessels / 3)),
        "compressor": (air * vessels * 5.0, one),  # 5 kJ a mol to 3 bar
        "centrifuge": (np.maximum(batches * broth / case.hours, 0.5), one),
        "extraction": (product, one),
        "dryer": (product, one),
    }


def _capital(
    book: PriceBook, sizes: Mapping[str, tuple[Values, Values]], feasible: npt.NDArray[np.bool_]
) -> tuple[Values, dict[str, int]]:
    """Fixed capital, thousands, and how many sizes lie outside the range of their figures."""
    total: Values = np.zeros_like(next(iter(sizes.values()))[0])
    flagged: dict[str, int] = {}
    for name, (size, many) in sizes.items():
        if name not in book.equipment:
            raise EconomicsRefused("the price book has no {name}; add one with its source", name=name)
        figures = book.equipment[name]
        outside = int((~figures.fits(size) & feasible).sum())
        if outside:
            flagged[name] = outside
        total = total + figures.installed_cost(size) * many
    return total * 1.35, flagged  # buildings, piping beyond installation, engineering, contingency
