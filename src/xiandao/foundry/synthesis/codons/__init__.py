"""Codon optimisation: the best gene of a protein under rules, with a proof of how good it is."""

from __future__ import annotations

from xiandao.foundry.synthesis.codons.checking import Breach, breaches
from xiandao.foundry.synthesis.codons.optimising import optimise
from xiandao.foundry.synthesis.codons.rules import GcRange, GeneAnswer, GeneRefused, GeneWish

__all__ = ["Breach", "GcRange", "GeneAnswer", "GeneRefused", "GeneWish", "breaches", "optimise"]
