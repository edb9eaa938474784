"""What most families say alike: a fermentation from their parameters, and the way to its broth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xiandao.scaleup.flowsheets.blocks.fermentation import Fermentation, feed_for, fermented, vessels_for
from xiandao.scaleup.flowsheets.blocks.media import sterilised
from xiandao.scaleup.flowsheets.blocks.seed import grown
from xiandao.scaleup.flowsheets.blocks.waste import treated
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed


def brew(p: Mapping[str, Values], product: str, **changes: Any) -> Fermentation:
    """The fermentation that these parameters tell; what a family does not vary is in `changes`."""
    named = {
        "titre": p["titre"],
        "hours": p["ferment_h"],
        "turnaround": p["turnaround_h"],
        "yield_product": p["yield_product"],
        "biomass": p["biomass"],
        "vessel": p["vessel_m3"],
        "working": p["working"],
    }
    optional = ("our", "otr", "power", "celsius", "cooling", "unused")
    named.update({name: p[name] for name in optional if name in p})
    return Fermentation(product, **{**named, **changes})


def brewed(sheet: Sheet, p: Mapping[str, Values], told: Fermentation, made: Amount) -> Stream:
    """Buy sugar, ammonia, salts, water; seed train, media, fermentation to so much product: the broth."""
    volume = made / told.titre
    seeds, seed = grown("seed train", told, volume, "glucose", inoculum=p["inoculum"])
    sugar, ammonia, water = feed_for(told, "glucose", made, concentration=0.6)
    for name, parts in (
        ("glucose", (sugar, seeds[0])),
        ("ammonia", (ammonia, seeds[1])),
        ("water", (water, seeds[2])),
    ):
        for one in parts:
            sheet.buy(name, one)
    salts = sheet.buy("salts", Stream({"salts": volume * p["salts"]}))
    (medium,) = sheet.add(sterilised("media", sugar, ammonia, water, salts, celsius=told.celsius))
    inoculum, seed_gas = sheet.add(seed)
    main = fermented("fermentation", told, mixed(medium, inoculum), made)
    broth, gas = sheet.add(main)
    sheet.free(seed.inlets[1])
    if "our" in p:
        sheet.free(main.inlets[1])
    else:
        sheet.buy("carbon dioxide", main.inlets[1])
    sheet.let_go(seed_gas, gas)
    counted(sheet, told, volume)
    return broth


def counted(sheet: Sheet, told: Fermentation, volume: Amount) -> None:
    """Vessels and batches a year, for the page."""
    sheet.figures["vessels"] = vessels_for(told, volume)
    sheet.figures["batches"] = volume * sheet.hours / (told.vessel * told.working)


def cleaned(sheet: Sheet, *waters: Stream, digested: bool = False) -> Values:
    """Treat waste water and let it go; the heat of its gas, kW, where it is digested."""
    outcome, heat = treated("waste water", *waters, digested=digested)
    clear, gas = sheet.add(outcome)
    sheet.free(outcome.inlets[-1])
    sheet.let_go(clear, gas)
    return heat
