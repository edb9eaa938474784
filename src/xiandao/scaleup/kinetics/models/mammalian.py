"""Mammalian cells that make an antibody from glucose and glutamine, with lactate, ammonium and death.

In the form of Xing et al. (2010), Biotechnol Prog 26:208. Cells are counted, so carbon is not closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xiandao.scaleup.kinetics.compounds import GLUCOSE, GLUTAMINE, LACTATE
from xiandao.scaleup.kinetics.laws import hindrance, monod
from xiandao.scaleup.kinetics.model import Model, Surroundings
from xiandao.scaleup.kinetics.species import Species, millimoles


def mammalian(parameters: Mapping[str, float], *, source: str = "") -> Model:
    """Living and dead cells (10^9/L); glucose, glutamine, lactate, ammonium (mmol/L); antibody (mg/L).

    Parameters a 10^9 cells: growth, death, half and inhibiting constants (mM), yields, maintenance, antibody
    (mg/(10^9 h)). Death needs both lactate and ammonium, as in the paper.
    """

    def rate(now: Sequence[float], p: Mapping[str, float], _: Surroundings) -> Sequence[float]:
        living, _dead, glucose, glutamine, lactate, ammonium, _antibody = now
        growth = (
            p["growth"]
            * monod(glucose, p["half_glucose"])
            * monod(glutamine, p["half_glutamine"])
            * hindrance(lactate, p["inhibiting_lactate"])
            * hindrance(ammonium, p["inhibiting_ammonium"])
        )
        death = p["death"] * monod(lactate, p["killing_lactate"]) * monod(ammonium, p["killing_ammonium"])
        sugar = growth / p["cells_of_glucose"] + p["maintenance_glucose"] * monod(glucose, p["half_glucose"])
        kept = p["maintenance_glutamine"] * monod(glutamine, p["half_maintenance"])
        amine = growth / p["cells_of_glutamine"]
        removed = p["removal_ammonium"] * monod(ammonium, p["half_maintenance"])
        return (
            (growth - death) * living,
            death * living,
            -sugar * living,
            -(amine + kept) * living,
            p["lactate_of_glucose"] * sugar * living,
            (p["ammonium_of_glutamine"] * amine - removed) * living,
            p["antibody"] * living,
        )

    return Model(
        "mammalian cells",
        (
            Species("living", "10^9/L", is_cell=True),
            Species("dead", "10^9/L", is_cell=True),
            millimoles("glucose", GLUCOSE, 6),
            millimoles("glutamine", GLUTAMINE, 5),
            millimoles("lactate", LACTATE, 3),
            Species("ammonium", "mmol/L"),
            Species("antibody", "mg/L"),
        ),
        parameters,
        rate,
        closes=False,
        source=source,
    )
