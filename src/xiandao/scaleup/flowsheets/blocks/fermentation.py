"""Fermentation from what a fitted model tells at its scale: titre, hours, yields, oxygen; elements closed.

Carbon source goes to product, cells and what maintenance burns; ammonia, oxygen, carbon dioxide and water
follow from the elements. Without air the electrons that are left go to a by-product instead of to oxygen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.equilibria import water_pressure
from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed, stream
from xiandao.scaleup.flowsheets.substances import ATOM, HEAT_AN_ELECTRON, FlowsheetRefused, substance

OXYGEN_IN_AIR: Final = 0.2095
MOST_VESSELS: Final = 60
TOO_MANY: Final = "{figure} vessels, more than {most}"
LARGEST_M3: Final = 4500.0  # ethanol fermenters of the NREL design of 2011 hold 3,785 m3
SMALLEST_M3: Final = 0.01
THIN: Final = 0.10  # more broth than the titre tells, the inoculum counted in
FEEDS: Final = ("glucose", "sucrose", "xylose", "glycerol", "amino acids")


@dataclass(frozen=True, slots=True)
class Fermentation:
    """What the fitted model tells at its scale. Any figure may be an array of samples."""

    product: str
    titre: Amount  # kg product a m3 of broth at harvest
    hours: Amount
    turnaround: Amount  # h of emptying, cleaning, sterilising and filling
    yield_product: Amount  # kg a kg of carbon source used up, all uses included
    biomass: Amount  # kg of other dry cells a m3 at harvest
    vessel: Amount  # m3 of one
    working: Amount  # share of it that is filled
    celsius: Amount = 30.0
    our: Amount = 0.0  # mol oxygen a litre and hour at the peak; 0: without air
    otr: Amount = 0.25  # that the vessel can transfer
    power: Amount = 1.5  # kW a m3 of broth that stirring brings in
    most_power: Amount = 5.0  # that the motor and its gear can bring in; our assumption
    cooling: Amount = 40.0  # kW a m3 that jacket and coils can take away
    taken: Amount = 0.4  # share of the oxygen blown in that is taken up
    bar: Amount = 3.0  # of the air that is blown in
    byproduct: str = "glycerol"  # takes the electrons that are left without air
    nitrogen: str = "ammonia"
    unused: Amount = 0.0  # share of the carbon source that is left at harvest


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """kg/h of each that goes in (below 0) or comes out."""

    used: Values
    flows: dict[str, Values]

    @property
    def oxygen_mol(self) -> Values:
        """mol/h taken up."""
        return np.asarray(-self.flows["oxygen"] * 1000.0 / 31.998)


def turned(told: Fermentation, source: str, product: Amount, cells: Amount) -> Turned:
    """What making so much product and cells (kg/h) takes up and gives off, every element closed."""
    used = np.asarray(product, dtype=np.float64) / told.yield_product
    known = {source: -used, told.product: np.asarray(product), "biomass": np.asarray(cells)}
    if told.product == "biomass":
        known["biomass"] = np.asarray(product)
    free = ("ammonia", "water", "carbon dioxide", told.byproduct if _airless(told) else "oxygen")
    if told.nitrogen != "ammonia":
        free = (told.nitrogen, *free[1:])
    left = np.stack(np.broadcast_arrays(*(_element(known, atom) for atom in "CHON")))
    matrix = np.array([[_atoms(name, atom) for name in free] for atom in "CHON"])
    flows = np.linalg.solve(matrix, -left.reshape(4, -1)).reshape(left.shape)
    found = {**known, **dict(zip(free, flows, strict=True))}
    found.setdefault("oxygen", np.zeros_like(used))
    return Turned(used, found)


def _airless(told: Fermentation) -> bool:
    return bool(np.all(np.asarray(told.our) == 0))


def _atoms(name: str, atom: str) -> float:
    return substance(name).share(atom) / ATOM[atom]


def _element(flows: dict[str, Values], atom: str) -> Values:
    return sum((flow * _atoms(name, atom) for name, flow in flows.items()), np.zeros(()))


def fermented(name: str, told: Fermentation, medium: Stream, product: Amount) -> Outcome:
    """Ferment a medium to so much product (kg/h). Outlets: broth, off-gas, in this order.

    The medium must hold what is used up; what it lacks is a broken invariant. Raises FlowsheetRefused for a
    medium without a carbon source.
    """
    source = next((one for one in FEEDS if one in medium.flows and one != told.nitrogen), None)
    if source is None:
        raise FlowsheetRefused(
            "{block}: the medium holds none of {feeds}", block=name, feeds=", ".join(FEEDS)
        )
    cells = np.asarray(product) * told.biomass / told.titre
    found = turned(told, source, product, cells)
    gas_in, gas_out = _gases(told, found)
    kept = {key: flow for key, flow in found.flows.items() if key not in ("oxygen", "carbon dioxide")}
    wet = gas_out.of("water")
    names = set(medium.flows) | set(kept)
    broth = {key: medium.of(key) + kept.get(key, np.zeros(())) for key in sorted(names)}
    broth["water"] = broth["water"] - wet
    after = Stream(broth, told.celsius)
    volume = np.asarray(product) / told.titre  # m3/h
    stirred = told.power * volume * told.hours
    blown = _blown_kw(told, gas_in)
    heat = medium.heat + gas_in.heat + stirred - after.heat - gas_out.heat
    duties = Duties(
        electricity=stirred + blown, work=stirred, cooling=np.maximum(heat, 0.0), steam=np.maximum(-heat, 0.0)
    )
    return Outcome(
        name,
        "fermentation",
        (medium, gas_in),
        (after, gas_out),
        duties,
        _machines(told, volume, blown),
        _invariants(told, found, volume, broth, source),
    )


def _gases(told: Fermentation, found: Turned) -> tuple[Stream, Stream]:
    """Air that goes in, and what leaves: nitrogen, oxygen left, carbon dioxide, as moist as the broth is
    warm.
    """
    oxygen = -found.flows["oxygen"]
    carbon_dioxide = found.flows["carbon dioxide"]
    blown = np.maximum(oxygen, 0.0) / told.taken
    nitrogen = blown / 31.998 * (1.0 - OXYGEN_IN_AIR) / OXYGEN_IN_AIR * 28.014
    moles = nitrogen / 28.014 + (blown - oxygen) / 31.998 + np.maximum(carbon_dioxide, 0.0) / 44.009
    pressure = water_pressure(told.celsius)
    water = moles * pressure / (1.013 - pressure) * 18.015
    taken = np.maximum(-carbon_dioxide, 0.0)  # carbon dioxide that is fixed is blown in
    into = Stream(
        {"nitrogen": nitrogen, "oxygen": blown, "carbon dioxide": taken}, told.celsius, told.bar, True
    )
    out = Stream(
        {
            "nitrogen": nitrogen,
            "oxygen": blown - oxygen,
            "carbon dioxide": np.maximum(carbon_dioxide, 0.0),
            "water": water,
        },
        told.celsius,
        vapour=True,
    )
    return into, out


def _blown_kw(told: Fermentation, gas: Stream) -> Values:
    """kW of a compressor, adiabatic from 1.013 bar, 25 degrees C, at 70 % efficiency (our assumption)."""
    moles = (gas.of("nitrogen") / 28.014 + gas.of("oxygen") / 31.998) * 1000.0 / 3600.0
    power = moles * 8.314 * 298.15 * 3.5 * ((np.asarray(told.bar) / 1.013) ** (1.0 / 3.5) - 1.0)
    return np.asarray(power / 1000.0 / 0.7)


def vessels_for(told: Fermentation, volume: Amount) -> Values:
    """How many vessels brew so many m3 of broth an hour."""
    return np.asarray(np.ceil(volume * (told.hours + told.turnaround) / (told.vessel * told.working) - 1e-9))


def _machines(told: Fermentation, volume: Amount, blown: Amount) -> tuple[Machine, ...]:
    vessels = vessels_for(told, volume)
    kind = "ethanol fermenter" if _airless(told) else "fermenter"
    machines = [Machine(kind, told.vessel, vessels)]
    if kind == "ethanol fermenter":
        machines.append(Machine("fermenter agitator", told.vessel, vessels))
    else:
        share = told.hours / (told.hours + told.turnaround)
        machines.append(Machine("compressor", np.maximum(np.asarray(blown) / share, 1.0)))
    return tuple(machines)


def _invariants(
    told: Fermentation, found: Turned, volume: Amount, broth: dict[str, Values], source: str
) -> tuple[Broken, ...]:
    vessels = vessels_for(told, volume)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = found.oxygen_mol / (volume * told.hours) / 1000.0  # mol/(L h) while it runs
    our = np.asarray(told.our)
    heat = our * 1000.0 * 4 * HEAT_AN_ELECTRON / 3600.0 + told.power  # kW a m3
    filled, working = broth, np.asarray(told.working)
    by = found.flows.get(told.byproduct, np.zeros(()))
    over = Stream(broth).cubic_metres / volume - 1.0
    return (
        Broken(
            "more of a vessel is filled than there is, {figure} of it",
            (working > 1.0) | (working <= 0),
            working,
        ),
        Broken(TOO_MANY, ~(vessels <= MOST_VESSELS), vessels, {"most": MOST_VESSELS}),
        Broken(
            "a vessel of {figure} m3 is not built",
            ~((np.asarray(told.vessel) <= LARGEST_M3) & (np.asarray(told.vessel) >= SMALLEST_M3)),
            told.vessel,
        ),
        Broken("oxygen demand of {figure} mol/(L h) is more than is transferred", our > told.otr, our),
        Broken("heat of {figure} kW/m3 is more than is taken away", heat > told.cooling, heat),
        Broken(
            "stirring of {figure} kW/m3 is more than the motor has",
            np.asarray(told.power) > told.most_power,
            told.power,
        ),
        Broken(
            "oxygen taken up on average, {figure} mol/(L h), is more than at the peak",
            (mean > our * (1 + 1e-6)) & (our > 0),
            mean,
        ),
        Broken(
            "electrons do not suffice: product and cells hold more than was fed",
            (found.oxygen_mol < -1e-9),
            mean,
        ),
        Broken("more was made than the carbon source allows", np.asarray(by) < -1e-9, by),
        Broken("the medium lacks {thing}", filled[source] < -1e-9 * found.used, values={"thing": source}),
        Broken("the broth is {figure} thinner than its titre: the feed is too weak", over > THIN, over),
    )


def feed_for(
    told: Fermentation, source: str, product: Amount, *, concentration: Amount
) -> tuple[Stream, ...]:
    """Carbon source and nitrogen source for so much product, and water to the titre (kg/h each).

    `concentration`: kg of carbon source a kg of the syrup that it comes in: no less water than that.
    """
    cells = np.asarray(product) * told.biomass / told.titre
    found = turned(told, source, product, cells)
    sugar = found.used / (1.0 - np.asarray(told.unused))
    nitrogen = np.maximum(-found.flows[told.nitrogen], 0.0)
    volume = np.asarray(product) / told.titre
    _, gas_out = _gases(told, found)
    solids = np.asarray(product) / substance(told.product).density + cells / substance("biomass").density
    left = (sugar - found.used) / substance(source).density
    by = found.flows.get(told.byproduct, np.zeros(())) if _airless(told) else np.zeros(())
    water = 1000.0 * (volume - solids - left - by / substance(told.byproduct).density)
    water = water + gas_out.of("water") - found.flows["water"]
    syrup = sugar * (1.0 - np.asarray(concentration)) / concentration
    return (
        Stream({source: sugar}),
        Stream({told.nitrogen: nitrogen}),
        Stream({"water": np.maximum(water, syrup)}),
    )


__all__ = ["Fermentation", "Turned", "feed_for", "fermented", "mixed", "stream", "turned", "vessels_for"]
