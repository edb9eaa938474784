"""A genome as numbers: one array of letters for each chromosome, linear or circular."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.sequences.alphabet import MEANS
from xiandao.foundry.sequences.records import Molecule, Record

Letters = npt.NDArray[np.uint8]
UNKNOWN: Final = 4  # any letter that is not one base


def _codes() -> Letters:
    table = np.full(256, 255, dtype=np.uint8)
    for letter in MEANS:
        for form in (letter, letter.lower()):
            table[ord(form)] = UNKNOWN
    for number, forms in enumerate(("Aa", "Cc", "Gg", "TtUu")):
        for form in forms:
            table[ord(form)] = number
    return table


CODES: Final = _codes()


@dataclass(frozen=True, slots=True)
class Chromosome:
    """`letters`: 0..3 for A, C, G, T and 4 for what is not one base."""

    name: str
    letters: Letters
    circular: bool

    def __len__(self) -> int:
        return len(self.letters)


@dataclass(frozen=True, slots=True)
class Genome:
    """Chromosomes under different names; `digest` tells one genome from another."""

    chromosomes: tuple[Chromosome, ...]
    digest: str

    def __len__(self) -> int:
        return sum(len(one) for one in self.chromosomes)


def encoded(sequence: str, name: str) -> Letters:
    """Letters as numbers. Raises EditingRefused with the place of the first that is no nucleotide."""
    try:
        letters = CODES[np.frombuffer(sequence.encode("ascii"), dtype=np.uint8)]
    except UnicodeEncodeError as fault:
        raise _not_dna(name, fault.start, sequence[fault.start]) from fault
    wrong = np.flatnonzero(letters == 255)
    if len(wrong):
        raise _not_dna(name, int(wrong[0]), sequence[wrong[0]])
    return letters


def genome_of(records: Sequence[Record]) -> Genome:
    """The genome that these records are the chromosomes of. Raises EditingRefused."""
    if not records or not any(record.sequence for record in records):
        raise EditingRefused("a genome needs at least one record with a sequence")
    names: set[str] = set()
    found = []
    sealed = hashlib.sha256()
    for record in records:
        if record.name in names:
            raise EditingRefused("two records are named {name}; give each its own name", name=record.name)
        if record.molecule is Molecule.PROTEIN:
            raise EditingRefused("{name} is a protein; a genome is of DNA", name=record.name)
        names.add(record.name)
        letters = encoded(record.sequence, record.name)
        sealed.update(f"{record.name}\x1f{record.circular}\x1f{len(letters)}\x1f".encode())
        sealed.update(letters.tobytes())
        found.append(Chromosome(record.name, letters, record.circular))
    return Genome(tuple(found), sealed.hexdigest())


def _not_dna(name: str, place: int, letter: str) -> EditingRefused:
    return EditingRefused(
        "{name}: “{letter}” at {place} is no nucleotide", name=name, letter=letter, place=place + 1
    )
