"""Codon optimisation: the best gene of a protein under rules, with a proof of how good it is."""

from __future__ import annotations

from xiandao.foundry.synthesis.codons.checking import breaches
from xiandao.foundry.synthesis.codons.explaining import Reason, reasons
from xiandao.foundry.synthesis.codons.optimising import alternatives, optimise
from xiandao.foundry.synthesis.codons.profiles import kept, under
from xiandao.foundry.synthesis.codons.rules import (
    Breach,
    Clash,
    GcRange,
    GeneAnswer,
    GeneRefused,
    GeneWish,
    RulesClash,
)

__all__ = [
    "Breach",
    "Clash",
    "GcRange",
    "GeneAnswer",
    "GeneRefused",
    "GeneWish",
    "Reason",
    "RulesClash",
    "alternatives",
    "breaches",
    "kept",
    "optimise",
    "reasons",
    "under",
]
