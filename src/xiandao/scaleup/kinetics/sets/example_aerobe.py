"""An example aerobe in round figures, of nobody's strain."""

from __future__ import annotations

from typing import Final

EXAMPLE_AEROBE: Final = {
    "growth": 0.5,  # 1/h
    "half_carbon": 0.1,  # g/L
    "half_oxygen": 0.003,  # mmol/L
    "yield_biomass": 0.5,  # g/g
    "maintenance": 0.02,  # g/(g h)
    "temperature_least": 10.0,
    "temperature_best": 37.0,
    "temperature_most": 45.0,
    "ph_least": 4.5,
    "ph_best": 7.0,
    "ph_most": 9.0,
}
