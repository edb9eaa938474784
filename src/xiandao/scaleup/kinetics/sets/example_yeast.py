"""An example yeast in round figures, of nobody's strain; ethanol appears above 0.29 1/h or so."""

from __future__ import annotations

from typing import Final

EXAMPLE_YEAST: Final = {
    "uptake": 3.5,  # g/(g h)
    "half_carbon": 0.1,  # g/L
    "capacity": 0.008,  # mol O2/(g h)
    "half_oxygen": 0.003,  # mmol/L
    "half_ethanol": 0.1,  # g/L
    "inhibiting_carbon": 0.1,  # g/L
    "respired": 0.5,  # g/g
    "fermented": 0.05,
    "on_ethanol": 0.7,
}
