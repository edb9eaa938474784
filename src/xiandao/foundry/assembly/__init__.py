"""Assembly: what reactions end in, overhangs that ligate faithfully, plans simulated again, primers."""

from __future__ import annotations

from xiandao.foundry.assembly.checking import Site, Structure, dimer, hairpin, problems, sites
from xiandao.foundry.assembly.choosing import OverhangSet, choose_among, choose_overhangs
from xiandao.foundry.assembly.cutting import TypeIIS, cuts, digest, enzyme_named
from xiandao.foundry.assembly.fidelity import AssemblyRefused, colonies, fidelity
from xiandao.foundry.assembly.gibson import GibsonProducts, Homology, gibson
from xiandao.foundry.assembly.joining import Products, canonical, golden_gate
from xiandao.foundry.assembly.levels import LevelPlan, plan_levels
from xiandao.foundry.assembly.libraries import Library, library
from xiandao.foundry.assembly.ligating import Circle
from xiandao.foundry.assembly.overlapping import OverlapPlan, plan_overlaps
from xiandao.foundry.assembly.planning import AssemblyPlan, PlannedPart, Prices, plan_assembly
from xiandao.foundry.assembly.primers import (
    Amplicon,
    ColonyPair,
    PrimerPair,
    ReadingPrimer,
    amplify,
    colony_primers,
    gibson_tails,
    golden_gate_tails,
    sequencing_primers,
)
from xiandao.foundry.assembly.priming import Conditions, Primer, longest_pairing, melting, primer_at
from xiandao.foundry.assembly.restricting import Fragment, fragments, ligate, restrict_and_ligate
from xiandao.foundry.assembly.unwanted import Judged, Product, golden_gate_circles, judged

__all__ = [
    "Amplicon",
    "AssemblyPlan",
    "AssemblyRefused",
    "Circle",
    "ColonyPair",
    "Conditions",
    "Fragment",
    "GibsonProducts",
    "Homology",
    "Judged",
    "LevelPlan",
    "Library",
    "OverhangSet",
    "OverlapPlan",
    "PlannedPart",
    "Prices",
    "Primer",
    "PrimerPair",
    "Product",
    "Products",
    "ReadingPrimer",
    "Site",
    "Structure",
    "TypeIIS",
    "amplify",
    "canonical",
    "choose_among",
    "choose_overhangs",
    "colonies",
    "colony_primers",
    "cuts",
    "digest",
    "dimer",
    "enzyme_named",
    "fidelity",
    "fragments",
    "gibson",
    "gibson_tails",
    "golden_gate",
    "golden_gate_circles",
    "golden_gate_tails",
    "hairpin",
    "judged",
    "library",
    "ligate",
    "longest_pairing",
    "melting",
    "plan_assembly",
    "plan_levels",
    "plan_overlaps",
    "primer_at",
    "problems",
    "restrict_and_ligate",
    "sequencing_primers",
    "sites",
]
