"""Sequences with features: what every other part of the foundry reads and writes."""

from __future__ import annotations

from xiandao.foundry.sequences.alphabet import DNA, MEANS, complement, reverse_complement
from xiandao.foundry.sequences.records import Feature, Molecule, Place, Record, SequenceRefusal
from xiandao.foundry.sequences.translating import Frame, open_frames, translate, translate_gene

__all__ = [
    "DNA",
    "MEANS",
    "Feature",
    "Frame",
    "Molecule",
    "Place",
    "Record",
    "SequenceRefusal",
    "complement",
    "open_frames",
    "reverse_complement",
    "translate",
    "translate_gene",
]
