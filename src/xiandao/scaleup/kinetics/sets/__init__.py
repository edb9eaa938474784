"""Parameter sets, one a file, each with where it comes from; those called example are of nobody's cells."""

from __future__ import annotations

from xiandao.scaleup.kinetics.sets.cho_2018 import CHO_2018
from xiandao.scaleup.kinetics.sets.coli_2017 import COLI_2017
from xiandao.scaleup.kinetics.sets.example_aerobe import EXAMPLE_AEROBE
from xiandao.scaleup.kinetics.sets.example_stem_cell import EXAMPLE_STEM_CELL
from xiandao.scaleup.kinetics.sets.example_yeast import EXAMPLE_YEAST

__all__ = ["CHO_2018", "COLI_2017", "EXAMPLE_AEROBE", "EXAMPLE_STEM_CELL", "EXAMPLE_YEAST"]
