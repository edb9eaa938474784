"""What a primer does besides: hairpins and dimers by folding energy, and every place where it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from xiandao.foundry.assembly.cutting import upper
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.priming import melting
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

HAIRPIN: Final = -2.0  # kcal/mol at 37 degrees C; a more stable hairpin is told
DIMER: Final = -6.0  # the same of two primers together
END: Final = 3  # last letters that must pair for a polymerase to go on
SEED: Final = 10  # letters at the 3' end, of which all must be equal in a site that primes …
MISMATCHES: Final = 3  # … and so many differences at most in the rest of its binding part
LEAST_SITE_C: Final = 40.0  # a site whose equal 3' letters melt below does not prime at 50 degrees C


@dataclass(frozen=True, slots=True)
class Structure:
    """Energy in kcal/mol at 37 degrees C, pairs in dots and brackets, whether a 3' end is among them."""

    energy: float
    pairs: str
    end_pairs: bool


@dataclass(frozen=True, slots=True)
class Site:
    """Where a primer binds: 0-based, half-open; strand +1 where it equals the record; how well it fits."""

    record: str
    start: int
    end: int
    strand: int
    mismatches: int
    melting_c: float  # of the equal letters at its 3' end


def hairpin(primer: str) -> Structure:
    """The most stable fold of one strand of DNA (ViennaRNA, parameters of Mathews 2004)."""
    text = _dna(primer)
    pairs, energy = _compound(text).mfe()
    return Structure(float(energy), pairs, "(" in pairs[-END:] or ")" in pairs[-END:])


def dimer(one: str, other: str) -> Structure:
    """The most stable pairing of two strands; the energy is of the pair less that of each fold alone."""
    first, second = _dna(one), _dna(other)
    pairs, energy = _compound(f"{first}&{second}").mfe_dimer()
    alone = hairpin(first).energy + hairpin(second).energy
    ends = pairs[len(first) - END : len(first)], pairs[-END:]
    told = pairs[: len(first)] + "&" + pairs[len(first) :]
    return Structure(float(energy) - alone, told, any("(" in end or ")" in end for end in ends))


def sites(binding: str, templates: Sequence[Record]) -> list[Site]:
    """Every place where the polymerase could go on from a primer, on both strands, around circles too.

    The last ten letters must be equal, as many as three before them may differ, and the equal letters at the
    3' end must melt at 40 degrees C or above (`melting`'s model). Raises AssemblyRefused.
    """
    word = _dna(binding)
    seed = word[-SEED:]
    found = []
    for record in templates:
        text = upper(record)
        for strand, read in ((1, text), (-1, reverse_complement(text))):
            before = read[-len(word) + 1 :] if record.circular else ""
            around = before + read
            for match in re.finditer(f"(?={seed})", around):
                end = match.start() + len(seed)
                site = _site(word, around, end) if end > len(before) else None
                if site is not None:
                    found.append(_placed(record, strand, end - len(before), len(word), site))
    return sorted(set(found), key=lambda one: (one.record, one.start, one.strand))


def problems(forward: str, backward: str = "") -> tuple[str, ...]:
    """What to look at in a primer, or in a pair."""
    return tuple(_problems(forward, backward))


def _problems(forward: str, backward: str) -> Iterator[str]:
    named = [("forward", forward), ("backward", backward)] if backward else [("it", forward)]
    for name, primer in named:
        fold = hairpin(primer)
        if fold.energy <= HAIRPIN:
            end = ", 3' end paired" if fold.end_pairs else ""
            yield f"{name} folds ({fold.energy:.1f} kcal/mol{end})"
        twin = dimer(primer, primer)
        if twin.energy <= DIMER:
            yield f"{name} pairs with itself ({twin.energy:.1f} kcal/mol)"
    if backward:
        both = dimer(forward, backward)
        if both.energy <= DIMER:
            yield f"the two pair with each other ({both.energy:.1f} kcal/mol)"


def _site(word: str, around: str, end: int) -> tuple[int, float] | None:
    """Differences and how the 3' end melts, or nothing where it does not prime."""
    start = end - len(word)
    there = around[max(start, 0) : end]
    own = word[len(word) - len(there) :]
    differ = [at for at, (one, two) in enumerate(zip(own, there, strict=True)) if one != two]
    missing = len(word) - len(there)
    if len(differ) + missing > MISMATCHES:
        return None
    equal = own[differ[-1] + 1 :] if differ else own
    warmth = melting(equal)
    return (len(differ) + missing, warmth) if warmth >= LEAST_SITE_C else None


def _placed(record: Record, strand: int, end: int, size: int, told: tuple[int, float]) -> Site:
    length = len(record)
    start = end - size if record.circular else max(end - size, 0)
    if strand < 0:
        start, end = length - end, length - start
    if record.circular:
        start, end = start % length, start % length + end - start
    return Site(record.name, start, end, strand, *told)


def _dna(primer: str) -> str:
    text = primer.upper()
    if len(text) < SEED or not set(text) <= set("ACGT"):
        raise AssemblyRefused("“{primer}” is no primer: ten letters of A, C, G and T or more", primer=primer)
    return text


@cache
def _dna_parameters() -> Any:
    """ViennaRNA's parameters are global: DNA's are loaded once, kept, and RNA's put back."""
    import RNA

    RNA.params_load_DNA_Mathews2004()
    try:
        return RNA.param(RNA.md())
    finally:
        RNA.params_load_RNA_Turner2004()


def _compound(text: str) -> Any:
    import RNA

    compound = RNA.fold_compound(text)
    compound.params_subst(_dna_parameters())
    return compound
