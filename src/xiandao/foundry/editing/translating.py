"""Which proteins are read over which bases: whether changed bases leave all of them as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from Bio.Data import CodonTable

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.sequences.alphabet import complement
from xiandao.foundry.sequences.records import Feature, Record

_CODON: Final = 3


def residues_of(table: int) -> Mapping[str, str]:
    """Codon to residue, * for a stop. Raises EditingRefused for a table that NCBI does not number so."""
    try:
        known = CodonTable.unambiguous_dna_by_id[table]
    except KeyError as fault:
        raise EditingRefused("there is no genetic code {table}", table=table) from fault
    return {**known.forward_table, **dict.fromkeys(known.stop_codons, "*")}


class Readings:
    """The codons of a record's coding sequences, looked up by the bases that they are made of."""

    def __init__(self, record: Record, text: str, table: int) -> None:
        self._text = text
        self._residues = residues_of(table)
        self._starts = set(CodonTable.unambiguous_dna_by_id[table].start_codons)
        self._codons: defaultdict[int, list[tuple[tuple[int, int], ...]]] = defaultdict(list)
        self._first: set[tuple[tuple[int, int], ...]] = set()
        for feature in record.features:
            if feature.kind == "CDS":
                self._add(feature)

    def _add(self, feature: Feature) -> None:
        steps = [
            (at, -1 if place.strand == -1 else 1)
            for place in feature.places
            for at in (
                range(place.end - 1, place.start - 1, -1)
                if place.strand == -1
                else range(place.start, place.end)
            )
        ]
        frame = int(feature.first("codon_start", "1")) - 1
        for start in range(frame, len(steps) - _CODON + 1, _CODON):
            codon = tuple(steps[start : start + _CODON])
            if start == frame:
                self._first.add(codon)
            for at, _ in codon:
                self._codons[at].append(codon)

    def keeps(self, changed: Mapping[int, str]) -> bool:
        """Whether every codon over the changed bases stands for what it stood for; a start stays as it is."""
        for codon in {codon for at in changed for codon in self._codons.get(at, ())}:
            before, after = self._read(codon, {}), self._read(codon, changed)
            if codon in self._first and before in self._starts and before != after:
                return False
            if self._residues.get(before) != self._residues.get(after):
                return False
        return True

    def _read(self, codon: tuple[tuple[int, int], ...], changed: Mapping[int, str]) -> str:
        letters = (changed.get(at, self._text[at]) for at, _ in codon)
        return "".join(
            complement(letter) if strand == -1 else letter
            for letter, (_, strand) in zip(letters, codon, strict=True)
        )
