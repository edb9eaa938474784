"""Animal cells for food: grown on glucose and amino acids in stirred vessels, settled to a paste."""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.centrifuge import centrifuged
from xiandao.scaleup.flowsheets.blocks.fermentation import feed_for, fermented
from xiandao.scaleup.flowsheets.blocks.heat import exchanged
from xiandao.scaleup.flowsheets.blocks.media import sterilised
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import brew, cleaned, counted
from xiandao.scaleup.flowsheets.outcomes import Outcome
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

WET: float = 0.30  # dry mass of a kg of cell paste; our assumption


def meat(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So many dry cells, kg/h, sold as a wet paste. The seed train is animal cells too: part of the hours."""
    sheet = Sheet("meat", p["hours"])
    told = brew(p, "biomass", biomass=0.0, nitrogen="amino acids", taken=0.1, bar=1.5)
    volume = made / told.titre
    sugar, amino, water = feed_for(told, "glucose", made, concentration=0.5)
    amino = Stream({"amino acids": amino.of("amino acids") / p["amino_used"]})
    sheet.buy("glucose", sugar)
    sheet.buy("amino acids", amino)
    sheet.buy("purified water", water)
    salts = sheet.buy("salts", Stream({"salts": volume * p["salts"]}))
    (medium,) = sheet.add(sterilised("media", sugar, amino, water, salts, celsius=told.celsius))
    sheet.add(
        Outcome("growth factors", "media", (), (), consumed=(("growth factors", volume * p["factors_g_m3"]),))
    )
    main = fermented("fermentation", told, medium, made)
    broth, gas = sheet.add(main)
    sheet.free(main.inlets[1])
    sheet.let_go(gas)
    paste, spent = sheet.add(centrifuged("cells", broth, ("biomass",), caught=p["caught"], dry=WET))
    (cold,) = sheet.add(exchanged("chilling", "harvest", paste, 4.0))
    cleaned(sheet, spent)
    sheet.sell("cell paste", cold)
    sheet.add(supplied(sheet.outcomes))
    counted(sheet, told, volume)
    return sheet
