"""Example stem cells on carriers in round figures, of nobody's cells."""

from __future__ import annotations

from typing import Final

EXAMPLE_STEM_CELL: Final = {
    "attaching": 0.2,  # 1/h
    "detaching": 0.001,
    "growth": 0.03,
    "room": 0.05,  # 10^9 cells a g of carrier
    "half_glucose": 0.4,  # mM
    "inhibiting_lactate": 40.0,
    "inhibiting_ammonium": 8.0,
    "cells_of_glucose": 0.1,  # 10^9/mmol
    "maintenance": 0.05,  # mmol/(10^9 h)
    "lactate_of_glucose": 1.8,
    "ammonium": 0.02,  # mmol/(10^9 h)
}
