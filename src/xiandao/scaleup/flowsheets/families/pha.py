"""Polyhydroxybutyrate from sugar: fed-batch, cells broken, polymer dissolved in a solvent, solvent used again."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.extraction import extracted
from xiandao.scaleup.flowsheets.blocks.fermentation import feed_for, fermented, vessels_for
from xiandao.scaleup.flowsheets.blocks.lysis import lysed
from xiandao.scaleup.flowsheets.blocks.media import sterilised
from xiandao.scaleup.flowsheets.blocks.recovery import recovered
from xiandao.scaleup.flowsheets.blocks.seed import grown
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.blocks.waste import treated
from xiandao.scaleup.flowsheets.families.shared import brew
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed


def pha(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much polymer made in the fermenters, kg/h, and what it takes to have it dry."""
    sheet = Sheet("pha", p["hours"])
    told = brew(p, "phb")
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
    paste, spent = sheet.add(centrifuged("cells", broth, ("phb", "biomass"), caught=p["caught"], dry=0.3))
    (broken,) = sheet.add(lysed("lysis", paste, celsius=30.0))
    needed = broken.of("phb") / p["extract"] * 900.0  # kg of solvent, 900 kg a m3
    solvent = Stream({"ethyl acetate": needed}, 40.0)
    extract, debris = sheet.add(
        extracted(
            "extraction", broken, solvent, "phb", distribution=p["distribution"], dissolved=p["solvent_lost"]
        )
    )
    back, polymer = sheet.add(recovered("solvent", extract, "ethyl acetate", share=p["solvent_back"]))
    fresh = sheet.buy("ethyl acetate", Stream({"ethyl acetate": needed - back.of("ethyl acetate")}, 25.0))
    sheet.demand("the solvent that comes back is more than is needed", fresh.total < 0)
    warmed = mixed(back, fresh)
    sheet.demand("the solvent comes back too hot", warmed.celsius > 60.0, warmed.celsius)
    dry, vapour = sheet.add(
        dried("drying", polymer, kind="dryer", volatile=("ethyl acetate",), moisture=0.001)
    )
    outcome, _ = treated("waste water", spent, debris)
    clear, burnt = sheet.add(outcome)
    sheet.free(outcome.inlets[-1])
    sheet.let_go(clear, burnt, vapour)
    sheet.sell("phb", dry)
    sheet.add(supplied(sheet.outcomes))
    sheet.figures.update(
        vessels=vessels_for(told, volume), batches=volume * p["hours"] / (told.vessel * told.working)
    )
    return sheet
