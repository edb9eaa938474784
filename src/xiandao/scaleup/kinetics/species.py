"""What a vessel holds, each kind with the carbon and the electrons of one unit of it."""

from __future__ import annotations

from dataclasses import dataclass

from xiandao.scaleup.kinetics.compounds import Compound


@dataclass(frozen=True, slots=True)
class Species:
    """One kind of matter or cell in the liquid; `unit` is of its concentration.

    `carbon`, `electrons`: mol in one unit (of amount: the concentration's unit times a litre), 0 where they
    are not counted. `retained`: the share that a cell-retention device holds back of it when medium is drawn.
    """

    name: str
    unit: str
    carbon: float = 0.0
    electrons: float = 0.0
    is_cell: bool = False


def grams(name: str, compound: Compound, *, is_cell: bool = False) -> Species:
    """A compound counted in g/L."""
    carbon = 1.0 / compound.grams_per_carbon
    return Species(name, "g/L", carbon, carbon * compound.electrons, is_cell)


def millimoles(name: str, compound: Compound, carbons: int) -> Species:
    """A compound of so many carbons a molecule, counted in mmol/L."""
    return Species(name, "mmol/L", carbons / 1000.0, carbons * compound.electrons / 1000.0)
