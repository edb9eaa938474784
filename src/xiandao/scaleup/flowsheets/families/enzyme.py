"""An enzyme that cells give off: fed-batch, cells away, ultrafiltration, spray drying with a carrier salt."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.fermentation import feed_for, fermented, vessels_for
from xiandao.scaleup.flowsheets.blocks.filtration import filtered
from xiandao.scaleup.flowsheets.blocks.media import sterilised
from xiandao.scaleup.flowsheets.blocks.membrane import buffer_for, membrane
from xiandao.scaleup.flowsheets.blocks.seed import grown
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.blocks.waste import treated
from xiandao.scaleup.flowsheets.families.shared import brew
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed


def enzyme(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much enzyme made in the fermenters, kg/h of protein; the powder holds what ultrafiltration leaves."""
    sheet = Sheet("enzyme", p["hours"])
    told = brew(p, "protein")
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
    sheet.add(seed)
    inoculum, seed_gas = seed.outlets
    main = fermented("fermentation", told, mixed(medium, inoculum), made)
    broth, gas = sheet.add(main)
    sheet.free(seed.inlets[1], main.inlets[1])
    sheet.let_go(seed_gas, gas)
    washing = sheet.buy("water", Stream({"water": broth.total * 0.2}))
    cells, clear = sheet.add(
        filtered("cells", broth, ("biomass",), caught=0.995, dry=0.3, flux=0.15, wash=washing)
    )
    buffer = buffer_for(clear, p["factor"], p["volumes"], 0.005)
    sheet.buy("water", Stream({"water": buffer.of("water")}))
    sheet.buy("salts", Stream({"salts": buffer.of("salts")}))
    kept, permeate = sheet.add(
        membrane("ultrafiltration", clear, {"protein": p["rejection"], "biomass": 1.0}, factor=p["factor"],
                 volumes=p["volumes"], buffer=buffer, flux=p["flux"])
    )  # fmt: skip
    carrier = sheet.buy("salts", Stream({"salts": kept.of("protein") * p["carrier"]}))
    powder, vapour = sheet.add(dried("spray dryer", mixed(kept, carrier), moisture=0.05, celsius=80.0))
    outcome, _ = treated("waste water", cells, permeate)
    treated_water, burnt = sheet.add(outcome)
    sheet.free(outcome.inlets[-1])
    sheet.let_go(treated_water, burnt, vapour)
    pure = powder.of("protein")
    sheet.sell("enzyme", Stream({"protein": pure}))
    sheet.let_go(Stream({key: flow for key, flow in powder.flows.items() if key != "protein"}))
    sheet.add(supplied(sheet.outcomes))
    sheet.figures.update(
        vessels=vessels_for(told, volume), batches=volume * p["hours"] / (told.vessel * told.working)
    )
    return sheet
