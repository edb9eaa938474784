"""A fitted strain carried into the plant's vessel: what a flowsheet asks, with its spread."""

from __future__ import annotations

from xiandao.scaleup.carrying.fermenting import FAMILIES, MISSED, SOURCE, Fermenting, carried, check_carries
from xiandao.scaleup.carrying.recipe import Recipe
from xiandao.scaleup.carrying.strains import Draw, Fitted
from xiandao.scaleup.carrying.vessels import Ability, abilities, best, study, typical

__all__ = [
    "FAMILIES",
    "MISSED",
    "SOURCE",
    "Ability",
    "Draw",
    "Fermenting",
    "Fitted",
    "Recipe",
    "abilities",
    "best",
    "carried",
    "check_carries",
    "study",
    "typical",
]
