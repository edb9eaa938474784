"""Small annotated genomes that the tests of editing share."""

from __future__ import annotations

import random

from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement

STOPS = ("TAA", "TAG", "TGA")


def letters(seed: int, many: int) -> str:
    """Random letters."""
    return "".join(random.Random(seed).choices("ACGT", k=many))


def coding(seed: int, codons: int) -> str:
    """A coding sequence with start, stop and none between."""
    chance = random.Random(seed)
    triplets = [a + b + c for a in "ACGT" for b in "ACGT" for c in "ACGT" if a + b + c not in STOPS]
    return "ATG" + "".join(chance.choices(triplets, k=codons - 2)) + "TAA"


def annotated(*, circular: bool = True) -> Record:
    """1,000 letters, phaA forwards (600), 400 letters, phaB backwards (450), 1,000 letters."""
    first, second = coding(1, 200), coding(2, 150)
    text = letters(3, 1000) + first + letters(4, 400) + reverse_complement(second) + letters(5, 1000)
    features = (
        Feature("gene", (Place(1000, 1600),), (("gene", "phaA"), ("locus_tag", "X_1"))),
        Feature("CDS", (Place(1000, 1600),), (("gene", "phaA"), ("locus_tag", "X_1"))),
        Feature("CDS", (Place(2000, 2450, -1),), (("gene", "phaB"), ("locus_tag", "X_2"))),
        Feature("tRNA", (Place(2800, 2876),), (("locus_tag", "X_3"),)),
    )
    return Record("chromosome", text, circular=circular, features=features)
