"""Ethanol from corn stover by dilute acid and enzymes, after the NREL design of 2011 (NREL/TP-5100-47764)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from xiandao.scaleup.flowsheets.blocks.burner import burnt
from xiandao.scaleup.flowsheets.blocks.distillation import distilled, dried_ethanol
from xiandao.scaleup.flowsheets.blocks.fermentation import Fermentation, fermented, turned
from xiandao.scaleup.flowsheets.blocks.filtration import filtered
from xiandao.scaleup.flowsheets.blocks.heat import exchanged
from xiandao.scaleup.flowsheets.blocks.pretreatment import opened, saccharified
from xiandao.scaleup.flowsheets.blocks.storage import stored
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import cleaned, counted
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed, summed

# Shares of dry stover: table of the design; galactan and mannan with glucan, arabinan with xylan,
# sucrose as glucose.
STOVER: Final = {
    "glucan": 0.3505 + 0.0143 + 0.0060, "xylan": 0.1953 + 0.0238, "lignin": 0.1576, "ash": 0.0493,
    "acetic acid": 0.0181, "protein": 0.0310, "extractives": 0.1465, "glucose": 0.0076,
}  # fmt: skip
PRESS: Final[Mapping[str, Any]] = {
    "caught": 0.98, "dry": 0.35, "kind": "pressure filter", "flux": 0.25, "area": "purification"
}  # fmt: skip
SOLIDS: Final = ("glucan", "xylan", "lignin", "ash", "protein", "biomass")


def corn_stover(p: Mapping[str, Values], dry: Amount) -> Sheet:
    """So much dry stover, kg/h, that comes with a fifth of its mass of water."""
    sheet = Sheet("corn-stover", p["hours"])
    flows = {name: dry * share for name, share in STOVER.items()}
    plant = sheet.buy("corn stover", Stream({**flows, "water": dry * 0.25}))
    acid = sheet.buy("acid and base", Stream({"salts": dry * p["acid"]}))
    water = sheet.buy("water", Stream({"water": dry / p["slurry"] - dry * 1.25}, 60.0))
    (slurry,) = sheet.add(
        opened("pretreatment", plant, acid, water, xylan=p["xylan"], glucan=p["glucan_acid"])
    )
    thin = slurry.total * (0.30 / p["loading"] - 1.0)
    diluted = Stream({"water": thin.clip(0.0), "protein": slurry.of("glucan") * p["enzyme"]})
    sheet.buy("water", Stream({"water": diluted.of("water")}))
    sheet.buy("cellulase", Stream({"protein": diluted.of("protein")}))
    (sugars,) = sheet.add(saccharified("saccharification", slurry, diluted, glucan=p["glucan_enzyme"]))
    (cool,) = sheet.add(exchanged("cooling", "saccharification", sugars, p["celsius"]))
    told = _brew(p, cool)
    made = cool.of("glucose") * (1.0 - told.unused) * told.yield_product
    cells = made * told.biomass / told.titre
    fed = sheet.buy("ammonia", Stream({"ammonia": -turned(told, "glucose", made, cells).flows["ammonia"]}))
    beer, gas = sheet.add(fermented("fermentation", told, mixed(cool, fed), made))
    head, stillage = sheet.add(distilled("columns", beer, top=p["distillate"], vapour=True))
    product, water_back = sheet.add(dried_ethanol("sieves", head))
    cake, thin_stillage = sheet.add(filtered("lignin", stillage, SOLIDS, **PRESS))
    biogas = cleaned(sheet, thin_stillage, water_back, digested=True)
    taken = summed(one.duties.steam for one in sheet.outcomes)
    boiler, had, power = burnt("boiler", cake, taken=(taken - biogas).clip(0.0))
    flue, ash = sheet.add(boiler)
    sheet.free(boiler.inlets[-1])
    sheet.let_go(gas, flue, ash)
    (kept,) = sheet.add(stored("storage", product))
    sheet.sell("ethanol", kept)
    sheet.add(supplied(sheet.outcomes, steam_had=had + biogas, power_had=power))
    volume = made / told.titre
    counted(sheet, told, volume)
    sheet.figures.update(
        gallons_a_dry_ton=product.of("ethanol") / 2.9868 / (dry / 907.185),
    )
    return sheet


def _brew(p: Mapping[str, Values], hydrolysate: Stream) -> Fermentation:
    """The titre follows from the sugars that there are; the volume is that of the whole slurry."""
    used = hydrolysate.of("glucose") * (1.0 - p["unused"])
    made = used * p["yield_product"]
    volume = hydrolysate.cubic_metres
    return Fermentation(
        "ethanol", titre=made / volume, hours=p["ferment_h"], turnaround=p["turnaround_h"],
        yield_product=p["yield_product"], biomass=p["biomass"], vessel=p["vessel_m3"], working=p["working"],
        celsius=p["celsius"], power=p["power"], unused=p["unused"],
    )  # fmt: skip
