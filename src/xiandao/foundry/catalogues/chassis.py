"""What is known of a chassis beyond its entry: its codons, and its metabolism where COBRApy is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import python_codon_tables

from xiandao.foundry.catalogues.parts import CatalogueRefusal, Chassis

if TYPE_CHECKING:
    from cobra import Model


@dataclass(frozen=True, slots=True)
class Metabolism:
    """The size of a model, and what it grows at most (1/h) on its own medium."""

    model: str
    reactions: int
    metabolites: int
    genes: int
    growth_per_h: float


def codon_usage(chassis: Chassis) -> Mapping[str, Mapping[str, float]]:
    """How often each codon of a residue is used. Raises CatalogueRefusal where no table is known."""
    if chassis.codon_table not in python_codon_tables.available_codon_tables_names:
        raise CatalogueRefusal("{chassis} has no codon table; name one of its own", chassis=chassis.identity)
    table: Mapping[str, Mapping[str, float]] = python_codon_tables.get_codons_table(chassis.codon_table)
    return table


def metabolic_model(chassis: Chassis) -> Model:
    """The COBRApy model of a chassis, from the file in COBRApy's own wheel.

    Raises CatalogueRefusal where the chassis has none or COBRApy (extra "metabolism") is not installed.
    """
    if not chassis.model:
        raise CatalogueRefusal("{chassis} has no model of its metabolism", chassis=chassis.identity)
    if find_spec("cobra") is None:
        raise CatalogueRefusal(
            "models of metabolism need COBRApy, which is not installed: pip install 'xiandao[metabolism]'"
        )
    from cobra.io import read_sbml_model  # seconds to import, and under another licence

    with resources.as_file(resources.files("cobra.data") / f"{chassis.model}.xml.gz") as path:
        if not Path(path).exists():
            raise CatalogueRefusal("COBRApy carries no model {model}", model=chassis.model)
        return read_sbml_model(str(path))


def metabolism_of(chassis: Chassis) -> Metabolism:
    """The size of the chassis' model and its growth. Raises as `metabolic_model` does."""
    model = metabolic_model(chassis)
    return Metabolism(
        chassis.model,
        len(model.reactions),
        len(model.metabolites),
        len(model.genes),
        float(model.slim_optimize()),
    )
