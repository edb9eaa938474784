"""Ours, BioSTEAM's and the published design side by side, area by area; BioSTEAM held to our invariants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from xiandao.scaleup.crosscheck.peer import PeerRun
from xiandao.scaleup.economics import Books, Plant, example_book, finance, plant, price_book, setting
from xiandao.scaleup.economics.prices import DATA
from xiandao.scaleup.flowsheets import family
from xiandao.scaleup.flowsheets.blocks.fermentation import LARGEST_M3, MOST_VESSELS, SMALLEST_M3

YEAR: Final = 2010  # whose money ours is told in; our index starts in 2008
# The Chemical Engineering index of 2007 over that of 2010, as BioSTEAM holds them: brings 2010 to the
# money of NREL.
TO_2007: Final = 525.4 / 550.8
CANE_YEAR: Final = 2017  # BioSTEAM's own: a Chemical Engineering index of 567.5
CANE_ETHANOL: Final = 22_626.0  # kg/h of BioSTEAM's sugar cane biorefinery, release 2.54.0
GALLON: Final = 2.98668849  # kg of ethanol, as the biorefineries hold it
# Which of our areas stand for the hundreds of the biorefineries.
AREAS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "corn-stover": {
        "pretreatment": ("200",),
        "saccharification": ("300",),
        "fermentation": ("300",),
        "purification": ("400",),
        "waste water": ("500",),
        "storage": ("600",),
        "boiler": ("700",),
        "utilities": ("800",),
    },
    "sugarcane": {
        "feed handling": ("100", "200"),
        "fermentation": ("300",),
        "purification": ("300",),
        "storage": ("600",),
        "boiler": ("700",),
        "utilities": ("800", "other", "400"),
    },
}
# Humbird et al., NREL/TP-5100-47764 (2011), millions of dollars of 2007 installed, as the biorefineries carry
# them beside their own; areas numbered as there. Price in dollars a gallon, ethanol in kg/h.
NREL_2011: Final = {
    "200": 32.9, "300": 31.2, "400": 22.3, "500": 49.4, "600": 5.0, "700": 66.0, "800": 6.9, "price": 2.15,
    "ethanol": 22_273.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An area or a figure: ours, the peer's, the published; None where there is none."""

    name: str
    unit: str
    ours: float | None
    peer: float | None
    published: float | None


def reconciled(ours: Plant, peer: PeerRun | None) -> list[Row]:
    """Rows by area, millions of dollars installed, and the flow of product.

    `ours` is in dollars on the US Gulf Coast; corn stover is brought to the money of 2007.
    """
    name = ours.family.name
    money = TO_2007 if name == "corn-stover" else 1.0
    groups: dict[tuple[str, ...], list[str]] = {}
    for area, hundreds in AREAS[name].items():
        groups.setdefault(hundreds, []).append(area)
    theirs = peer.areas() if peer else {}
    rows = []
    for hundreds, areas in groups.items():
        cost = sum(float(ours.capital.areas[one][0]) for one in areas if one in ours.capital.areas)
        told = [NREL_2011[one] for one in hundreds if one in NREL_2011] if name == "corn-stover" else []
        rows.append(
            Row(
                f"{'/'.join(hundreds)} {' and '.join(areas)}",
                "million $ installed",
                cost / 1000.0 * money,
                sum(theirs.get(one, 0.0) for one in hundreds) / 1e6 if peer else None,
                sum(told) if told else None,
            )
        )
    made = float(ours.flowsheet.sold[ours.family.product][0])
    rows.append(
        Row(
            "ethanol",
            "kg/h",
            made,
            peer.product_kg_h if peer else None,
            NREL_2011["ethanol"] if name == "corn-stover" else None,
        )
    )
    if name == "corn-stover":
        price = float(ours.price[0]) * GALLON
        rows.append(
            Row("price", "$/gallon", price, peer.price_usd_kg * GALLON if peer else None, NREL_2011["price"])
        )
    return rows


def design_of_2011() -> Plant:
    """Corn stover by our flowsheet, in the money, terms and prices of the NREL design, not the first of
    its kind.

    Its start-up: three months at half output, three quarters of variable and all of fixed costs.
    """
    prices = price_book(DATA / "prices-nrel.yaml")
    books = Books(prices=prices, here=setting(place=prices.place, currency="USD", year=YEAR))
    terms = replace(finance("nrel", ramp=(0.875,)), variable_in_ramp=(0.9375,))
    return plant(family("corn-stover"), books=books, finance=terms, first=False)


def cane_in_dollars() -> Plant:
    """Sugar cane by our flowsheet on the US Gulf Coast, as much ethanol as BioSTEAM's, example prices."""
    here = setting(place="US Gulf Coast", currency="USD", year=CANE_YEAR)
    prices = replace(example_book().into("USD", setting().rate), place="US Gulf Coast")
    cane = family("sugarcane")
    tonnes = CANE_ETHANOL * cane.parameters["hours"].value / 1000.0
    return plant(cane, {"tonnes": tonnes}, books=Books(prices=prices, here=here), first=False)


def violations(peer: PeerRun) -> list[str]:
    """What BioSTEAM's result breaks of the invariants that ours are held to, each with its unit and
    figure.
    """
    broken = []
    for unit in peer.units:
        number, volume = unit.design.get("Number of reactors"), unit.design.get("Reactor volume")
        if number is None or volume is None:
            continue
        if number > MOST_VESSELS:
            broken.append(f"{unit.name} ({unit.kind}): {number:,.0f} vessels, more than {MOST_VESSELS}")
        if not SMALLEST_M3 <= volume <= LARGEST_M3:
            broken.append(f"{unit.name} ({unit.kind}): a vessel of {volume:,.1f} m3 is not built")
        filled = unit.m3_h * unit.hours / (number * volume)
        if filled > 1.0 + 1e-6:
            broken.append(
                f"{unit.name} ({unit.kind}): {filled:.2f} of a vessel is filled ({unit.m3_h:,.0f} m3/h for "
                f"{unit.hours:.0f} h in {number:,.0f} of {volume:,.1f} m3)"
            )
    return broken
