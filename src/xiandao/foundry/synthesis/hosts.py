"""How often a host uses each codon, and what a motif or an enzyme's name stands for."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Final

import python_codon_tables
from Bio import Restriction

from xiandao.foundry.sequences.alphabet import MEANS, reverse_complement
from xiandao.kernel.refusals import Refusal

RAREST: Final = 0.001  # floor of a codon's share, so that a codon never seen has a finite cost
_TANDEM: Final = re.compile(r"(\d{1,3})x(\d{1,2})mer")
_LONGEST_WORD: Final = 3
_MOST_TIMES: Final = 50
_MOST_STRINGS: Final = 4096  # what one motif may stand for


class HostRefused(Refusal):
    """A host, enzyme or motif that is not known."""


@cache
def weights_of(host: str) -> Mapping[str, Mapping[str, float]]:
    """How well each codon (DNA letters) is adapted to its residue: its share over that of the best one.

    `host` names a table of python-codon-tables. After Sharp & Li 1987. Raises HostRefused.
    """
    if host not in python_codon_tables.available_codon_tables_names:
        raise HostRefused(
            "there is no codon table named {host}; there are {known}",
            host=host,
            known=", ".join(sorted(python_codon_tables.available_codon_tables_names)),
        )
    tables = python_codon_tables.get_codons_table(host)
    return {
        residue: {codon: max(share, RAREST) / max(table.values()) for codon, share in table.items()}
        for residue, table in tables.items()
    }


def strings_of(name: str, *, both_strands: bool = False) -> frozenset[str]:
    """Every DNA string that a restriction enzyme (always both strands), a motif or a pattern stands for.

    A motif is in IUPAC letters; a pattern such as `9x2mer` is any 2 bases 9 times in a row.
    Raises HostRefused where it is neither, or stands for more than 4,096 strings.
    """
    tandem = _TANDEM.fullmatch(name)
    if tandem:
        return _tandems(name, int(tandem[1]), int(tandem[2]))
    motifs = {name.upper().replace("U", "T")}
    enzyme = getattr(Restriction, name, None)
    if enzyme is not None and hasattr(enzyme, "site"):
        motifs, both_strands = {str(enzyme.site)}, True
    if both_strands:
        motifs |= {reverse_complement(motif) for motif in motifs}
    found: set[str] = set()
    for motif in motifs:
        if not motif or any(letter not in MEANS for letter in motif):
            raise HostRefused("{name} is neither a restriction enzyme nor an IUPAC motif", name=name)
        if math.prod(len(MEANS[letter]) for letter in motif) > _MOST_STRINGS:
            raise HostRefused("the motif {name} stands for too many strings", name=name)
        found |= {"".join(letters) for letters in product(*(MEANS[letter] for letter in motif))}
    return frozenset(found)


def _tandems(name: str, times: int, size: int) -> frozenset[str]:
    """Every word of so many bases, so many times in a row."""
    if not 1 <= size <= _LONGEST_WORD or not 2 <= times <= _MOST_TIMES:
        raise HostRefused(
            "{name}: words of 1 to {size} bases, 2 to {times} times",
            name=name,
            size=_LONGEST_WORD,
            times=_MOST_TIMES,
        )
    return frozenset("".join(word) * times for word in product("ACGT", repeat=size))
