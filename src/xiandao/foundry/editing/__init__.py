"""Genome editing: guides, and every place of a genome that they could bind."""

from __future__ import annotations

from xiandao.foundry.editing.genomes import Chromosome, Genome, genome_of
from xiandao.foundry.editing.indexing import GuideIndex, index_of, load, save
from xiandao.foundry.editing.nucleases import (
    CAS12A,
    NUCLEASES,
    SA_CAS9,
    SP_CAS9,
    SP_CAS9_RELAXED,
    EditingRefused,
    Nuclease,
    Side,
)
from xiandao.foundry.editing.searching import Site, Sites, find_sites

__all__ = [
    "CAS12A",
    "NUCLEASES",
    "SA_CAS9",
    "SP_CAS9",
    "SP_CAS9_RELAXED",
    "Chromosome",
    "EditingRefused",
    "Genome",
    "GuideIndex",
    "Nuclease",
    "Side",
    "Site",
    "Sites",
    "find_sites",
    "genome_of",
    "index_of",
    "load",
    "save",
]
