"""Parts, chassis and enzymes with identity, role, source, licence and owner, and how to find them."""

from __future__ import annotations

from xiandao.foundry.catalogues.catalogue import Catalogue
from xiandao.foundry.catalogues.chassis import Metabolism, codon_usage, metabolic_model, metabolism_of
from xiandao.foundry.catalogues.enzymes import Cut, Enzyme, cuts, enzyme, enzymes, unique_cuts
from xiandao.foundry.catalogues.finding import Hit, find_sequence, parts_in
from xiandao.foundry.catalogues.identity import canonical, identity_of, least_rotation
from xiandao.foundry.catalogues.parts import CatalogueRefusal, Chassis, Measurement, Part, Provenance
from xiandao.foundry.catalogues.storing import dumps, load, loads, save, starter

__all__ = [
    "Catalogue",
    "CatalogueRefusal",
    "Chassis",
    "Cut",
    "Enzyme",
    "Hit",
    "Measurement",
    "Metabolism",
    "Part",
    "Provenance",
    "canonical",
    "codon_usage",
    "cuts",
    "dumps",
    "enzyme",
    "enzymes",
    "find_sequence",
    "identity_of",
    "least_rotation",
    "load",
    "loads",
    "metabolic_model",
    "metabolism_of",
    "parts_in",
    "save",
    "starter",
    "unique_cuts",
]
