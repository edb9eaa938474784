"""Assembly: overhangs that ligate faithfully, what a reaction ends in, and plans that are simulated again."""

from __future__ import annotations

from xiandao.foundry.assembly.choosing import OverhangSet, choose_among, choose_overhangs
from xiandao.foundry.assembly.cutting import TypeIIS, cuts, digest, enzyme_named
from xiandao.foundry.assembly.fidelity import AssemblyRefused, colonies, fidelity
from xiandao.foundry.assembly.joining import Products, canonical, golden_gate
from xiandao.foundry.assembly.planning import AssemblyPlan, PlannedPart, Prices, plan_assembly
from xiandao.foundry.assembly.priming import Primer, longest_pairing, melting, primer_at

__all__ = [
    "AssemblyPlan",
    "AssemblyRefused",
    "OverhangSet",
    "PlannedPart",
    "Prices",
    "Primer",
    "Products",
    "TypeIIS",
    "canonical",
    "choose_among",
    "choose_overhangs",
    "colonies",
    "cuts",
    "digest",
    "enzyme_named",
    "fidelity",
    "golden_gate",
    "longest_pairing",
    "melting",
    "plan_assembly",
    "primer_at",
]
