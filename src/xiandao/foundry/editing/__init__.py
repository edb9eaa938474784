"""Genome editing: guides, and every place of a genome that they could bind."""

from __future__ import annotations

from xiandao.foundry.editing.annotating import Annotation, Gene, Where, annotation_of
from xiandao.foundry.editing.designing import Design, GuideWish, Library, design, library_of
from xiandao.foundry.editing.edits import deletion, insertion, substitution
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
from xiandao.foundry.editing.purposes import Fit, Host, Purpose
from xiandao.foundry.editing.ranking import OffTarget, RankedGuide, Score
from xiandao.foundry.editing.repairing import Edit, SilentChange, Template, repair_template
from xiandao.foundry.editing.searching import Site, Sites, find_sites
from xiandao.foundry.editing.targeting import Region, Target, region_of, targets_in

__all__ = [
    "CAS12A",
    "NUCLEASES",
    "SA_CAS9",
    "SP_CAS9",
    "SP_CAS9_RELAXED",
    "Annotation",
    "Chromosome",
    "Design",
    "Edit",
    "EditingRefused",
    "Fit",
    "Gene",
    "Genome",
    "GuideIndex",
    "GuideWish",
    "Host",
    "Library",
    "Nuclease",
    "OffTarget",
    "Purpose",
    "RankedGuide",
    "Region",
    "Score",
    "Side",
    "SilentChange",
    "Site",
    "Sites",
    "Target",
    "Template",
    "Where",
    "annotation_of",
    "deletion",
    "design",
    "find_sites",
    "genome_of",
    "index_of",
    "insertion",
    "library_of",
    "load",
    "region_of",
    "repair_template",
    "save",
    "substitution",
    "targets_in",
]
