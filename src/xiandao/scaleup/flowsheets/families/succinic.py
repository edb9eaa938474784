"""Succinic acid from sugar and carbon dioxide: without air, acid set free, crystals, mother liquor used again."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.crystallisation import crystallised
from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.evaporation import evaporated
from xiandao.scaleup.flowsheets.blocks.fermentation import feed_for, fermented, vessels_for
from xiandao.scaleup.flowsheets.blocks.media import sterilised
from xiandao.scaleup.flowsheets.blocks.membrane import membrane
from xiandao.scaleup.flowsheets.blocks.seed import grown
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.blocks.waste import treated
from xiandao.scaleup.flowsheets.families.shared import brew
from xiandao.scaleup.flowsheets.sheets import Sheet, converged
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed

LIQUOR = ("water", "succinic acid", "acetic acid", "glucose", "ammonia", "salts", "biomass")


def succinic(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much acid made in the fermenters, kg/h, at low pH so that no salt has to be split."""
    sheet = Sheet("succinic", p["hours"])
    told = brew(p, "succinic acid", byproduct="acetic acid", power=p["power"])
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
    sheet.free(seed.inlets[1])
    sheet.buy("carbon dioxide", main.inlets[1])
    sheet.let_go(seed_gas, gas)
    cells, clear = sheet.add(centrifuged("cells", broth, ("biomass",), caught=0.97))
    kept, juice = sheet.add(membrane("ultrafiltration", clear, {"biomass": 0.995}, factor=12.0, flux=0.06))

    def once(mother: Stream) -> Stream:
        return _around(p, juice, mother)[-1][0]

    first = Stream({key: np.zeros(np.shape(juice.total)) for key in LIQUOR}, 20.0)
    mother, rest = converged(once, first, block="crystallisation")
    sheet.demand(rest.reason, rest.mask, rest.figure)
    outcomes, (_, purge, crystals, condensate) = _around(p, juice, mother)
    for one in outcomes:
        sheet.add(one)
    dry, vapour = sheet.add(dried("drying", crystals, kind="dryer", moisture=0.005))
    outcome, _ = treated("waste water", cells, kept, purge, condensate, digested=True)
    treated_water, burnt = sheet.add(outcome)
    sheet.free(outcome.inlets[-1])
    sheet.let_go(treated_water, burnt, vapour)
    sheet.sell("succinic acid", dry)
    sheet.add(supplied(sheet.outcomes))
    sheet.figures.update(
        vessels=vessels_for(told, volume), batches=volume * p["hours"] / (told.vessel * told.working)
    )
    return sheet


def _around(p: Mapping[str, Values], juice: Stream, mother: Stream):  # type: ignore[no-untyped-def]
    """Once around the recycle: blocks; liquor that goes back, purge, crystals, condensate."""
    feed = mixed(juice, mother)
    thick = evaporated("evaporation", feed, solids=p["thick"], effects=4)
    falls = crystallised(
        "crystallisation", thick.outlets[0], "succinic acid", soluble=p["soluble"], celsius=20.0, dry=0.93
    )
    crystals, liquor = falls.outlets
    back, purge = liquor.split({}, rest=1.0 - p["purge"])
    return (thick, falls), (back, purge, crystals, thick.outlets[1])
