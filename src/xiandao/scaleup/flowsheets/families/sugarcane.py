"""Ethanol from sugar cane: mills, batch fermentation, column and sieves; bagasse drives it all."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.burner import burnt
from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.distillation import distilled, dried_ethanol
from xiandao.scaleup.flowsheets.blocks.fermentation import feed_for, fermented
from xiandao.scaleup.flowsheets.blocks.heat import exchanged
from xiandao.scaleup.flowsheets.blocks.milling import milled
from xiandao.scaleup.flowsheets.blocks.storage import stored
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, counted
from xiandao.scaleup.flowsheets.outcomes import Broken
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed, summed


def sugarcane(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much ethanol made in the fermenters, kg/h. Cane as it comes is `brix` sucrose and `fibre` fibre."""
    sheet = Sheet("sugarcane", p["hours"])
    told = brew(p, "ethanol")
    volume = made / told.titre
    sugar, ammonia, water = feed_for(told, "sucrose", made, concentration=0.999)
    cane_kg = sugar.of("sucrose") / p["milled"] / p["sucrose"]
    fibre = cane_kg * p["fibre"]
    cane = sheet.buy(
        "sugar cane",
        Stream(
            {
                "sucrose": cane_kg * p["sucrose"],
                "glucan": fibre * 0.47,
                "xylan": fibre * 0.27,
                "lignin": fibre * 0.22,
                "ash": fibre * 0.04,
                "water": cane_kg * (1.0 - p["sucrose"] - p["fibre"]),
            }
        ),
    )
    imbibed = sheet.buy("water", Stream({"water": fibre * p["imbibition"]}))
    juice, bagasse = sheet.add(milled("mills", cane, imbibed, sucrose=p["milled"]))
    sheet.buy("ammonia", ammonia)
    lacks = water.of("water") - juice.of("water")
    sheet.demand(Broken("the juice is thinner than the titre allows, by {figure} kg/h", lacks < 0, -lacks))
    more = sheet.buy("water", Stream({"water": lacks.clip(0.0)}))
    (must,) = sheet.add(exchanged("must", "fermentation", mixed(juice, more, ammonia), told.celsius))
    beer, gas = sheet.add(fermented("fermentation", told, must, made))
    yeast, clear = sheet.add(centrifuged("yeast", beer, ("biomass",), caught=0.98, area="fermentation"))
    head, vinasse = sheet.add(distilled("column", clear, top=p["distillate"], vapour=True))
    product, water_back = sheet.add(dried_ethanol("sieves", head))
    taken = summed(one.duties.steam for one in sheet.outcomes)
    boiler, had, power = burnt("boiler", bagasse, taken=taken)
    flue, ash = sheet.add(boiler)
    sheet.free(boiler.inlets[-1])
    sheet.let_go(gas, yeast, vinasse, water_back, flue, ash)
    (kept,) = sheet.add(stored("storage", product))
    sheet.sell("ethanol", kept)
    sheet.add(supplied(sheet.outcomes, steam_had=had, power_had=power))
    counted(sheet, told, volume)
    sheet.figures.update(
        ethanol_kg_a_tonne=product.of("ethanol") / cane_kg * 1000.0,
    )
    return sheet
