"""An enzyme that cells give off: fed-batch, cells away, ultrafiltration, spray drying with a carrier salt."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.filtration import filtered
from xiandao.scaleup.flowsheets.blocks.membrane import buffer_for, membrane
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, brewed, cleaned
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed


def enzyme(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much enzyme made in the fermenters, kg/h of protein; the powder holds what ultrafiltration
    leaves.
    """
    sheet = Sheet("enzyme", p["hours"])
    told = brew(p, "protein")
    broth = brewed(sheet, p, told, made)
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
    cleaned(sheet, cells, permeate)
    sheet.let_go(vapour)
    product, rest = powder.split({"protein": 1.0})
    sheet.sell("enzyme", product)
    sheet.let_go(rest)
    sheet.add(supplied(sheet.outcomes))
    return sheet
