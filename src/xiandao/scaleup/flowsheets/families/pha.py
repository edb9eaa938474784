"""Polyhydroxybutyrate from sugar: fed-batch, cells broken, polymer dissolved in a solvent, solvent used
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.extraction import extracted
from xiandao.scaleup.flowsheets.blocks.lysis import lysed
from xiandao.scaleup.flowsheets.blocks.recovery import recovered
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, brewed, cleaned
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

BACK: Final = 40.0  # degrees C of the solvent that comes back


def pha(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much polymer made in the fermenters, kg/h, and what it takes to have it dry."""
    sheet = Sheet("pha", p["hours"])
    told = brew(p, "phb")
    broth = brewed(sheet, p, told, made)
    paste, spent = sheet.add(centrifuged("cells", broth, ("phb", "biomass"), caught=p["caught"], dry=0.3))
    (broken,) = sheet.add(lysed("lysis", paste, celsius=30.0))
    needed = broken.of("phb") / p["extract"] * 900.0  # kg of solvent, 900 kg a m3
    back_share = p["solvent_back"] * (1.0 - p["solvent_lost"])
    solvent = Stream({"ethyl acetate": needed}, BACK * back_share + 25.0 * (1.0 - back_share))
    extract, debris = sheet.add(
        extracted(
            "extraction", broken, solvent, "phb", distribution=p["distribution"], dissolved=p["solvent_lost"]
        )
    )
    back, polymer = sheet.add(
        recovered("solvent", extract, "ethyl acetate", share=p["solvent_back"], celsius=BACK)
    )
    sheet.buy("ethyl acetate", Stream({"ethyl acetate": needed - back.of("ethyl acetate")}, 25.0))
    dry, vapour = sheet.add(
        dried("drying", polymer, kind="dryer", volatile=("ethyl acetate",), moisture=0.001)
    )
    cleaned(sheet, spent, debris)
    sheet.let_go(vapour)
    sheet.sell("phb", dry)
    sheet.add(supplied(sheet.outcomes))
    return sheet
