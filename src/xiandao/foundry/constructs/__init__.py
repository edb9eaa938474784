"""Constructs of several domains, CARs first: a grammar, ranked designs, DNA without what is unwanted."""

from __future__ import annotations

from xiandao.foundry.constructs.catalogue import (
    FORMAT,
    Catalogue,
    ConstructRefused,
    Domain,
    Grammar,
    Slot,
    Vector,
    read_catalogue,
    starter,
    with_domains,
)
from xiandao.foundry.constructs.checking import Repeat, frame_faults, repeats_of
from xiandao.foundry.constructs.designing import ConstructDesign, Row, design_construct, designs, rows_of
from xiandao.foundry.constructs.splicing import SpliceSite, splice_sites

__all__ = [
    "FORMAT",
    "Catalogue",
    "ConstructDesign",
    "ConstructRefused",
    "Domain",
    "Grammar",
    "Repeat",
    "Row",
    "Slot",
    "SpliceSite",
    "Vector",
    "design_construct",
    "designs",
    "frame_faults",
    "read_catalogue",
    "repeats_of",
    "rows_of",
    "splice_sites",
    "starter",
    "with_domains",
]
