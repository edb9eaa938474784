"""A protein inside cells as inclusion bodies: lysis, refolding in dilution, two columns, ultrafiltration."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.chromatography import buffers_for, chromatographed
from xiandao.scaleup.flowsheets.blocks.lysis import lysed
from xiandao.scaleup.flowsheets.blocks.membrane import buffer_for, membrane
from xiandao.scaleup.flowsheets.blocks.mixing import stirred
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, brewed, cleaned
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

LARGE = {"protein": 0.999, "protein lost": 0.999, "biomass": 1.0}


def protein(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much protein made in the fermenters, kg/h, and what is left of it pure and in buffer."""
    sheet = Sheet("protein", p["hours"])
    told = brew(p, "protein")
    broth = brewed(sheet, p, told, made)
    wastes: list[Stream] = []
    pure = _purified(sheet, p, broth, wastes)
    cleaned(sheet, *wastes)
    product, rest = pure.split({"protein": 1.0})
    sheet.sell("protein", product)
    sheet.let_go(rest)
    sheet.add(supplied(sheet.outcomes))
    return sheet


def _buy(sheet: Sheet, buffer: Stream) -> Stream:
    sheet.buy("purified water", Stream({"water": buffer.of("water")}))
    sheet.buy("buffer salts", Stream({"salts": buffer.of("salts")}))
    return buffer


def _purified(sheet: Sheet, p: Mapping[str, Values], broth: Stream, wastes: list[Stream]) -> Stream:
    """From broth to pure protein in buffer; what is left over goes to `wastes`."""
    cells, spent = sheet.add(centrifuged("cells", broth, ("biomass", "protein"), caught=0.98))
    (broken,) = sheet.add(lysed("lysis", cells, passes=3.0))
    bodies, lysate = sheet.add(
        centrifuged("inclusion bodies", broken, ("protein",), caught=p["bodies"], dry=0.3, area="harvest")
    )
    water = bodies.of("protein") / p["refold_kg_m3"] * 1000.0
    refold = _buy(sheet, Stream({"water": water, "salts": water * p["refold_salts"]}))
    (folded,) = sheet.add(
        stirred("refolding", bodies, refold, hours=p["refold_h"], celsius=15.0, kept={"protein": p["folded"]})
    )
    kept, permeate = sheet.add(
        membrane("concentration", folded, LARGE, factor=p["factor"], flux=0.05, life_h=2000.0)
    )
    wastes += [spent, lysate, permeate]
    now = kept
    for name, resin in (("capture", "capture resin"), ("polishing", "polishing resin")):
        buffer = _buy(sheet, buffers_for(now, "protein", load=p["load"], volumes=18.0, salts=0.02))
        now, waste = sheet.add(
            chromatographed(name, now, "protein", kept=p["step"], load=p["load"], buffer=buffer,
                            life_cycles=p["cycles"], resin=resin)
        )  # fmt: skip
        wastes.append(waste)
    buffer = _buy(sheet, buffer_for(now, 4.0, 6.0, 0.01))
    pure, permeate = sheet.add(
        membrane("formulation", now, LARGE, factor=4.0, volumes=6.0, buffer=buffer, flux=0.05, life_h=1000.0)
    )
    wastes.append(permeate)
    return pure
