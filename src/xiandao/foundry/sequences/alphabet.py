"""Letters of nucleic acids: IUPAC codes (NC-IUB 1984) and their complements, case kept."""

from __future__ import annotations

from typing import Final

DNA: Final = frozenset("ACGT")
MEANS: Final = {
    "A": "A", "C": "C", "G": "G", "T": "T", "U": "T",
    "R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
_FROM: Final = "ACGTRYSWKMBDHVNacgtryswkmbdhvn"
_TO: Final = "TGCAYRSWMKVHDBNtgcayrswmkvhdbn"
_DNA_TABLE: Final = str.maketrans(_FROM + "Uu", _TO + "Aa")
_RNA_TABLE: Final = str.maketrans(_FROM + "Uu", _TO.replace("T", "U").replace("t", "u") + "Aa")


def complement(sequence: str) -> str:
    """The complement of DNA, or of RNA where a U is in it; the case of each letter stays."""
    rna = "U" in sequence or "u" in sequence
    return sequence.translate(_RNA_TABLE if rna else _DNA_TABLE)


def reverse_complement(sequence: str) -> str:
    """The other strand, read 5' to 3'."""
    return complement(sequence)[::-1]
