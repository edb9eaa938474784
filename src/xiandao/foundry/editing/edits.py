"""What a person wants changed, as an edit of the upper strand: a gene gone, a marker in, another residue."""

from __future__ import annotations

from typing import Final

from xiandao.foundry.editing.annotating import Gene
from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.editing.repairing import Edit
from xiandao.foundry.editing.targeting import Target
from xiandao.foundry.editing.translating import residues_of
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

_CODON: Final = 3


def deletion(gene: Gene, *, marker: str = "") -> Edit:
    """The codons between the first and the last go; a marker, if given, is read in the gene's direction.

    Start and stop codon stay, so that the frame of what overlaps or follows is disturbed least.
    """
    start, end = _whole(gene)
    if end - start < 3 * _CODON:
        raise EditingRefused("{gene} is too short to take anything out of it", gene=gene.name)
    words = f"{gene.name} without its {(end - start) // _CODON - 2} inner codons"
    letters = reverse_complement(marker.upper()) if gene.strand == -1 else marker.upper()
    return Edit(
        start + _CODON, end - _CODON, letters, words + (", a marker in their place" if marker else "")
    )


def insertion(target: Target, letters: str) -> Edit:
    """Letters of the upper strand put in where the target is cut."""
    return Edit(target.cut, target.cut, letters.upper(), f"{len(letters)} bases put in after {target.cut}")


def substitution(record: Record, gene: Gene, change: str, *, table: int = 11) -> Edit:
    """A residue made another, "K43R": the codon for it that differs least. Raises EditingRefused."""
    residues = residues_of(table)
    before, number, after = change[:1].upper(), change[1:-1], change[-1:].upper()
    if not number.isdigit() or after not in residues.values():
        raise EditingRefused("“{change}” is no change of a residue; write it like K43R", change=change)
    start, end = _whole(gene)
    at = (int(number) - 1) * _CODON
    if not 0 <= at < end - start:
        raise EditingRefused(
            "{gene} has no codon {number}; it has {count}",
            gene=gene.name,
            number=number,
            count=(end - start) // _CODON,
        )
    place = start + at if gene.strand != -1 else end - at - _CODON
    codon = record.sequence[place : place + _CODON].upper()
    codon = reverse_complement(codon) if gene.strand == -1 else codon
    if residues.get(codon) != before:
        raise EditingRefused(
            "codon {number} of {gene} is {codon}, which stands for {residue}, not for {before}",
            number=number,
            gene=gene.name,
            codon=codon,
            residue=residues.get(codon, "?"),
            before=before,
        )
    ways = [one for one, residue in residues.items() if residue == after]
    chosen = min(ways, key=lambda one: (sum(a != b for a, b in zip(one, codon, strict=True)), one))
    letters = reverse_complement(chosen) if gene.strand == -1 else chosen
    return Edit(place, place + _CODON, letters, f"{gene.name} {change}: {codon} to {chosen}")


def _whole(gene: Gene) -> tuple[int, int]:
    """The one stretch of the upper strand that the gene is read from. Raises EditingRefused."""
    if not gene.coding:
        raise EditingRefused("{gene} is no coding sequence", gene=gene.name)
    if len(gene.places) != 1:
        raise EditingRefused(
            "{gene} is read from {count} stretches; give the edit by its places",
            gene=gene.name,
            count=len(gene.places),
        )
    return gene.places[0].start, gene.places[0].end
