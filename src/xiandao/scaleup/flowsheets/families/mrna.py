"""Messenger RNA: transcribed in batches, washed by diafiltration, bound to one column, formulated in
buffer.
"""

from __future__ import annotations

from collections.abc import Mapping

from xiandao.scaleup.flowsheets.blocks.chromatography import buffers_for, chromatographed
from xiandao.scaleup.flowsheets.blocks.membrane import buffer_for, membrane
from xiandao.scaleup.flowsheets.blocks.synthesis import NUCLEOTIDES_A_RNA, transcribed
from xiandao.scaleup.flowsheets.blocks.utilities import supplied
from xiandao.scaleup.flowsheets.families.shared import cleaned
from xiandao.scaleup.flowsheets.outcomes import Outcome
from xiandao.scaleup.flowsheets.sheets import Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

LARGE = {"rna": 0.999}


def mrna(p: Mapping[str, Values], made: Amount) -> Sheet:
    """So much RNA made, kg/h; enzymes, template and cap are bought by the gram of RNA made."""
    sheet = Sheet("mrna", p["hours"])
    used = made * NUCLEOTIDES_A_RNA / p["converted"]
    volume = made / p["titre"]
    nucleotides = sheet.buy("nucleotides", Stream({"nucleotides": used}))
    water = volume * 1000.0
    buffer = Stream({"water": water, "salts": water * 0.01}, 37.0)
    _buy(sheet, buffer)
    batch = transcribed(
        "transcription", nucleotides, buffer, product=made, titre=p["titre"], hours=p["reaction_h"],
        turnaround=p["turnaround_h"], vessel=p["vessel_m3"],
    )  # fmt: skip
    (raw,) = sheet.add(batch)
    wash = _buy(sheet, buffer_for(raw, 1.0, p["volumes"], 0.01))
    kept, first = sheet.add(
        membrane(
            "diafiltration", raw, LARGE, factor=1.0, volumes=p["volumes"], buffer=wash, flux=0.03, life_h=48.0
        )
    )
    buffers = _buy(sheet, buffers_for(kept, "rna", load=p["load"], volumes=20.0, salts=0.02))
    eluate, second = sheet.add(
        chromatographed("capture", kept, "rna", kept=p["step"], load=p["load"], buffer=buffers,
                        life_cycles=p["cycles"], resin="affinity resin")
    )  # fmt: skip
    wash = _buy(sheet, buffer_for(eluate, 2.0, 8.0, 0.005))
    pure, third = sheet.add(
        membrane("formulation", eluate, LARGE, factor=2.0, volumes=8.0, buffer=wash, flux=0.03, life_h=48.0)
    )
    grams = made * 1000.0
    sheet.add(Outcome("reagents", "synthesis", (), (), consumed=(
        ("template", grams * p["template_mg"] / 1000.0), ("polymerase", grams * p["polymerase_ku"]),
        ("cap analogue", grams * p["cap_mg"] / 1000.0),
    )))  # fmt: skip
    cleaned(sheet, first, second, third)
    product, rest = pure.split({"rna": 1.0})
    sheet.sell("rna", product)
    sheet.let_go(rest)
    sheet.add(supplied(sheet.outcomes))
    (mixers,) = (one for one in batch.machines if one.kind == "single-use mixer")
    sheet.figures.update(vessels=mixers.number, batches=volume * p["hours"] / p["vessel_m3"])
    return sheet


def _buy(sheet: Sheet, buffer: Stream) -> Stream:
    sheet.buy("purified water", Stream({"water": buffer.of("water")}, buffer.celsius))
    sheet.buy("buffer salts", Stream({"salts": buffer.of("salts")}, buffer.celsius))
    return buffer
