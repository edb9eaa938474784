"""mRNA design: the most stable coding sequence of a protein, exactly, traded against codon adaptation."""

from __future__ import annotations

from xiandao.foundry.synthesis.accessibility import start_openness
from xiandao.foundry.synthesis.mrna.alternatives import alternatives
from xiandao.foundry.synthesis.mrna.constructs import (
    ConstructReport,
    MrnaConstruct,
    m1psi_energy,
    report,
)
from xiandao.foundry.synthesis.mrna.designing import (
    DesignRefused,
    MrnaDesign,
    MrnaScore,
    design,
    score,
)
from xiandao.foundry.synthesis.mrna.fronts import Front, TradeOff, pareto
from xiandao.foundry.synthesis.mrna.lattice import LatticeRefused

__all__ = [
    "ConstructReport",
    "DesignRefused",
    "Front",
    "LatticeRefused",
    "MrnaConstruct",
    "MrnaDesign",
    "MrnaScore",
    "TradeOff",
    "alternatives",
    "design",
    "m1psi_energy",
    "pareto",
    "report",
    "score",
    "start_openness",
]
