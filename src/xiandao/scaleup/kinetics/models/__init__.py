"""Models of kinds of cells, one a file: each composes rate laws and names what it leaves out."""

from __future__ import annotations

from xiandao.scaleup.kinetics.models.aerobe import aerobe
from xiandao.scaleup.kinetics.models.bacterium import bacterium
from xiandao.scaleup.kinetics.models.mammalian import mammalian
from xiandao.scaleup.kinetics.models.microcarrier import microcarrier
from xiandao.scaleup.kinetics.models.storing import storing
from xiandao.scaleup.kinetics.models.yeast import yeast

__all__ = ["aerobe", "bacterium", "mammalian", "microcarrier", "storing", "yeast"]
