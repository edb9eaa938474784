"""Stem cells on microcarriers: suspended cells attach, grow on free surface, fall off when stirred.

The kinds of terms are those of Jossen et al. (2018), Bioengineering 5:106 (attachment, detachment, growth
limited by glucose and surface, hindered by lactate and ammonium); cells are counted, carbon is not closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xiandao.scaleup.kinetics.compounds import GLUCOSE, LACTATE
from xiandao.scaleup.kinetics.laws import contact, hindrance, monod
from xiandao.scaleup.kinetics.model import Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, millimoles


def microcarrier(parameters: Mapping[str, float], *, source: str = "") -> Model:
    """Suspended and attached cells (10^9/L), carriers (g/L); glucose, lactate, ammonium (mmol/L).

    Parameters: attaching, detaching (1/h), growth, room (10^9 cells a g of carrier), half_glucose,
    inhibiting_lactate, inhibiting_ammonium (mM), cells_of_glucose (10^9/mmol), maintenance (mmol/(10^9 h)),
    lactate_of_glucose, ammonium (mmol/(10^9 h)). More carrier, added later, is more room (bead transfer).
    """

    def rate(now: Sequence[float], p: Mapping[str, float], _: Surroundings) -> Sequence[float]:
        suspended, attached, carrier, glucose, lactate, ammonium = now
        free = contact(attached, p["room"] * carrier) if carrier > 0 else 0.0
        growth = (
            p["growth"]
            * free
            * monod(glucose, p["half_glucose"])
            * hindrance(lactate, p["inhibiting_lactate"])
            * hindrance(ammonium, p["inhibiting_ammonium"])
        )
        attaching = p["attaching"] * free * suspended
        detaching = p["detaching"] * attached
        sugar = growth / p["cells_of_glucose"] + p["maintenance"] * monod(glucose, p["half_glucose"])
        return (
            detaching - attaching,
            attaching - detaching + growth * attached,
            0.0,
            -sugar * attached,
            p["lactate_of_glucose"] * sugar * attached,
            p["ammonium"] * attached,
        )

    return Model(
        "stem cells on microcarriers",
        (
            Species("suspended", "10^9/L", is_cell=True),
            Species("attached", "10^9/L", is_cell=True),
            Species("carrier", "g/L", is_cell=True),
            millimoles("glucose", GLUCOSE, 6),
            millimoles("lactate", LACTATE, 3),
            Species("ammonium", "mmol/L"),
        ),
        parameters,
        rate,
        closes=False,
        source=source,
    )
