"""mRNA design: the most stable coding sequence of a protein, exactly, traded against codon adaptation."""

from __future__ import annotations

from xiandao.foundry.synthesis.mrna.designing import (
    DesignRefused,
    MrnaDesign,
    MrnaScore,
    design,
    pareto,
    score,
)
from xiandao.foundry.synthesis.mrna.lattice import LatticeRefused

__all__ = ["DesignRefused", "LatticeRefused", "MrnaDesign", "MrnaScore", "design", "pareto", "score"]
