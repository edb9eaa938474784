"""The peer of `bench.foundry.fragments`, run in an environment of its own that has DnaWeaver.

Called as `python weaver.py FILE` with a sequence in the file; prints price, days and seconds as JSON. The
network is that of DnaWeaver's own example "50kb_assembly_from_oligos": oligos of up to 200 bases at 0.10 a
base in 7 days; blocks of up to 1,500 from oligos, cost 2, 8 days; chunks from blocks of 1,000 to 4,000, cost
16, 8 days; the whole from chunks of 7,000 to 15,000, 8 days; grains of 20, 300 and 1,000.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import dnaweaver as dw


def station(name: str, method: Any, supplier: Any, grain: int, fine: Any) -> Any:
    """One assembly station with the settings of the example."""
    return dw.DnaAssemblyStation(
        name=name,
        assembly_method=method,
        supplier=supplier,
        coarse_grain=grain,
        fine_grain=fine,
        memoize=name != "blocks",
        a_star_factor="auto",
    )


def network() -> Any:
    """The supply network of the example."""
    oligos = dw.CommercialDnaOffer(
        name="oligos",
        sequence_constraints=[dw.SequenceLengthConstraint(max_length=200)],
        pricing=dw.PerBasepairPricing(0.10),
        lead_time=7,
    )
    blocks = dw.OligoAssemblyMethod(
        overhang_selector=dw.TmSegmentSelector(min_size=15, max_size=25, min_tm=50, max_tm=70),
        min_segment_length=40,
        max_segment_length=200,
        sequence_constraints=[dw.SequenceLengthConstraint(max_length=1500)],
        duration=8,
        cost=2,
    )
    chunks = dw.GibsonAssemblyMethod(
        overhang_selector=dw.FixedSizeSegmentSelector(80),
        min_segment_length=1000,
        max_segment_length=4000,
        duration=8,
        cost=16,
    )
    whole = dw.GibsonAssemblyMethod(
        overhang_selector=dw.FixedSizeSegmentSelector(300),
        min_segment_length=7000,
        max_segment_length=15000,
        duration=8,
    )
    made = station("blocks", blocks, oligos, 20, False)
    made = station("chunks", chunks, made, 300, False)
    return station("whole", whole, made, 1000, None)


def main() -> None:
    """Plan and print."""
    sequence = Path(sys.argv[1]).read_text().strip()
    began = time.perf_counter()
    asked = network()
    asked.prepare_network_on_sequence(sequence)
    quote = asked.get_quote(sequence, with_assembly_plan=True)
    seconds = time.perf_counter() - began
    print(json.dumps({"price": quote.price, "days": quote.lead_time, "seconds": seconds}))


if __name__ == "__main__":
    main()
