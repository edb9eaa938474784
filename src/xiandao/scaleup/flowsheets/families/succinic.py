"""Succinic acid from sugar and carbon dioxide: without air, acid set free, crystals, mother liquor used
again.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.crystallisation import crystallised
from xiandao.scaleup.flowsheets.blocks.drying import dried
from xiandao.scaleup.flowsheets.blocks.evaporation import evaporated
from xiandao.scaleup.flowsheets.blocks.membrane import membrane
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, brewed, cleaned
from xiandao.scaleup.flowsheets.outcomes import Outcome
from xiandao.scaleup.flowsheets.sheets import Sheet, converged
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed


def succinic(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much acid made in the fermenters, kg/h, at low pH so that no salt has to be split."""
    sheet = Sheet("succinic", p["hours"])
    told = brew(p, "succinic acid", byproduct="acetic acid", power=p["power"])
    broth = brewed(sheet, p, told, made)
    cells, clear = sheet.add(centrifuged("cells", broth, ("biomass",), caught=0.97))
    kept, juice = sheet.add(membrane("ultrafiltration", clear, {"biomass": 0.995}, factor=12.0, flux=0.06))

    def once(mother: Stream) -> Stream:
        return _around(p, juice, mother)[-1][0]

    first = Stream({key: np.zeros(np.shape(juice.total)) for key in juice.flows}, 20.0)
    mother, rest = converged(once, first, block="crystallisation")
    sheet.demand(rest)
    outcomes, (_, purge, crystals, condensate) = _around(p, juice, mother)
    for one in outcomes:
        sheet.add(one)
    dry, vapour = sheet.add(dried("drying", crystals, kind="dryer", moisture=0.005))
    cleaned(sheet, cells, kept, purge, condensate, digested=True)
    sheet.let_go(vapour)
    sheet.sell("succinic acid", dry)
    sheet.add(supplied(sheet.outcomes))
    return sheet


def _around(
    p: Mapping[str, Values], juice: Stream, mother: Stream
) -> tuple[tuple[Outcome, Outcome], tuple[Stream, Stream, Stream, Stream]]:
    """Once around the recycle: blocks; liquor that goes back, purge, crystals, condensate."""
    feed = mixed(juice, mother)
    thick = evaporated("evaporation", feed, solids=p["thick"], effects=4)
    falls = crystallised(
        "crystallisation", thick.outlets[0], "succinic acid", soluble=p["soluble"], celsius=20.0, dry=0.93
    )
    crystals, liquor = falls.outlets
    back, purge = liquor.split({}, rest=1.0 - p["purge"])
    return (thick, falls), (back, purge, crystals, thick.outlets[1])
