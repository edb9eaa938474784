"""Sequences with features: what every other part of the foundry reads and writes."""

from __future__ import annotations

from xiandao.foundry.sequences.alphabet import DNA, MEANS, complement, reverse_complement
from xiandao.foundry.sequences.records import Feature, Molecule, Place, Record, SequenceRefusal

__all__ = [
    "DNA",
    "MEANS",
    "Feature",
    "Molecule",
    "Place",
    "Record",
    "SequenceRefusal",
    "complement",
    "reverse_complement",
]
