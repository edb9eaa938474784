"""What most families say alike: a fermentation from their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xiandao.scaleup.flowsheets.blocks.fermentation import Fermentation
from xiandao.scaleup.flowsheets.streams import Values


def brew(p: Mapping[str, Values], product: str, **changes: Any) -> Fermentation:
    """The fermentation that these parameters tell; what a family does not vary is in `changes`."""
    named = {
        "titre": p["titre"],
        "hours": p["ferment_h"],
        "turnaround": p["turnaround_h"],
        "yield_product": p["yield_product"],
        "biomass": p["biomass"],
        "vessel": p["vessel_m3"],
        "working": p["working"],
    }
    optional = ("our", "otr", "power", "celsius", "cooling", "unused")
    named.update({name: p[name] for name in optional if name in p})
    return Fermentation(product, **{**named, **changes})
