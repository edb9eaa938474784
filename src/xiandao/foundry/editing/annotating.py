"""What lies where in a genome: its genes, and in which of them, or how far from which, a place is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.sequences.records import Feature, Place, Record
from xiandao.kernel.sentences import Sentence

_GENES: Final = ("CDS", "tRNA", "rRNA", "ncRNA", "tmRNA", "misc_RNA", "gene")  # the first names what it is
_NAMES: Final = ("gene", "locus_tag", "label", "product")
_TRANSCRIPTS: Final = ("mRNA", "prim_transcript", "transcript")


class Kind(StrEnum):
    """Where a place lies."""

    CODING = "in a coding sequence"
    GENE = "in a gene"
    BETWEEN = "between genes"
    UNKNOWN = "not annotated"


@dataclass(frozen=True, slots=True)
class Where:
    """`gene` holds the place, or is the nearest; then `distance` counts the bases to it. "" for none."""

    kind: Kind
    gene: str = ""
    distance: int = 0

    @property
    def words(self) -> Sentence:
        """For a reader."""
        if self.kind is Kind.CODING:
            return Sentence("in a coding sequence: {gene}", gene=self.gene)
        if self.kind is Kind.GENE:
            return Sentence("in a gene: {gene}", gene=self.gene)
        if not self.gene:
            return Sentence("not annotated")
        return Sentence("between genes, {distance} from {gene}", distance=self.distance, gene=self.gene)


@dataclass(frozen=True, slots=True)
class Gene:
    """`places` in the order of reading. `start` is its leftmost base, `span` what it covers with introns.

    `chromosome_length` is 0 for a linear chromosome, so that places on a circle are counted around it.
    """

    name: str
    chromosome: str
    coding: bool
    strand: int
    places: tuple[Place, ...]
    start: int
    span: int
    chromosome_length: int
    transcript_start: int | None = None  # cut-like: bases left of it on the upper strand
    other_names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return sum(place.end - place.start for place in self.places)

    def holds(self, cut: int) -> bool:
        """Whether a cut lies strictly inside."""
        return 0 < self._from_start(cut) < self.span

    def distance(self, cut: int) -> int:
        """Bases between a cut and the nearest end; 0 inside."""
        before = self._from_start(cut)
        if 0 <= before <= self.span:
            return 0
        around = self.chromosome_length
        return min(before - self.span, around - before) if around else max(-before, before - self.span)

    def offset(self, cut: int) -> int | None:
        """How many of its own bases lie before the cut, in the order of reading; None outside of them."""
        passed = 0
        for place in self.places:
            if place.start <= cut <= place.end:
                inside = cut - place.start if place.strand != -1 else place.end - cut
                if 0 < passed + inside < len(self):
                    return passed + inside
            passed += place.end - place.start
        return None

    @property
    def begin(self) -> int:
        """Where it begins to be read: the number of bases left of that on the upper strand."""
        first = self.places[0]
        return first.start if first.strand != -1 else first.end

    def downstream(self, cut: int, begin: int) -> int:
        """How far a cut lies behind `begin` in the direction of reading; negative before it."""
        apart = cut - begin
        around = self.chromosome_length
        if around:
            apart = (apart + around // 2) % around - around // 2
        return apart * (self.strand or 1)

    def _from_start(self, cut: int) -> int:
        apart = cut - self.start
        return apart % self.chromosome_length if self.chromosome_length else apart


@dataclass(frozen=True, slots=True)
class Annotation:
    """The genes of a genome, by chromosome and place. Empty where the files told none."""

    genes: tuple[Gene, ...]
    _tables: dict[str, _Table] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Columns for a quick look at many places."""
        object.__setattr__(self, "_tables", _tables(self.genes))

    def gene(self, name: str) -> Gene:
        """The gene of that name, locus tag or label. Raises EditingRefused."""
        if not self.genes:
            raise EditingRefused(
                "the genome has no annotation, so the gene {gene} cannot be looked up; "
                "give a GenBank file with its features, or a region",
                gene=name,
            )
        wanted = name.casefold()
        found = [one for one in self.genes if wanted in (n.casefold() for n in (one.name, *one.other_names))]
        if len(found) == 1:
            return found[0]
        if found:
            raise EditingRefused(
                "{gene} stands for {count} genes: {names}; use a locus tag",
                gene=name,
                count=len(found),
                names=", ".join("/".join((one.name, *one.other_names)) for one in found[:5]),
            )
        near = get_close_matches(name, [one.name for one in self.genes], 3, 0.6)
        raise EditingRefused(
            "the genome has no gene {gene}; near it: {near}",
            gene=name,
            near=", ".join(near) or Sentence("nothing"),
        )

    def locate(self, chromosome: str, cut: int) -> Where:
        """In which gene a cut lies, or which is nearest."""
        table = self._tables.get(chromosome)
        if table is None:
            return Where(Kind.UNKNOWN)
        before = cut - table.starts
        if table.around:
            before %= table.around
        held = [table.genes[number] for number in np.flatnonzero((before > 0) & (before < table.spans))]
        for one in held:
            if one.coding and one.offset(cut) is not None:
                return Where(Kind.CODING, one.name)
        if held:
            return Where(Kind.GENE, held[0].name)
        apart = before - table.spans
        apart = np.minimum(apart, table.around - before) if table.around else np.maximum(-before, apart)
        nearest = table.genes[int(np.argmin(np.maximum(apart, 0)))]
        return Where(Kind.BETWEEN, nearest.name, nearest.distance(cut))


class _Table(NamedTuple):
    """The genes of a chromosome as columns."""

    genes: tuple[Gene, ...]
    starts: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int64]
    around: int


def _tables(genes: Sequence[Gene]) -> dict[str, _Table]:
    found = {}
    for name, some in groupby(sorted(genes, key=lambda one: one.chromosome), lambda one: one.chromosome):
        held = tuple(some)
        starts, spans = (np.array(column) for column in zip(*((g.start, g.span) for g in held), strict=True))
        found[name] = _Table(held, starts, spans, held[0].chromosome_length)
    return found


def annotation_of(records: Sequence[Record]) -> Annotation:
    """The genes that the features of records tell; a CDS stands for the gene that it is the product of."""
    return Annotation(tuple(one for record in records for one in _genes_of(record)))


def _genes_of(record: Record) -> list[Gene]:
    starts = {
        one.first("gene") or one.first("locus_tag"): _begin(one.places[0])
        for one in record.features
        if one.kind in _TRANSCRIPTS and one.places
    }
    found: list[Gene] = []
    taken: set[str] = set()
    wanted = [one for one in record.features if one.kind in _GENES and one.places]
    for feature in sorted(wanted, key=lambda one: _GENES.index(one.kind)):
        names = [said for key in _NAMES if (said := feature.first(key))]
        identity = feature.first("locus_tag") or feature.first("gene")
        if feature.kind == "gene" and identity in taken:
            continue
        if identity:
            taken.add(identity)
        start, span = _extent(feature, len(record) if record.circular else 0)
        found.append(
            Gene(
                name=names[0] if names else f"{feature.kind} at {start + 1}",
                chromosome=record.name,
                coding=feature.kind == "CDS",
                strand=feature.strand,
                places=feature.places,
                start=start,
                span=span,
                chromosome_length=len(record) if record.circular else 0,
                transcript_start=starts.get(identity) if identity else None,
                other_names=tuple(names[1:]),
            )
        )
    return sorted(found, key=lambda one: (one.start, one.span, one.name))


def _begin(place: Place) -> int:
    return place.start if place.strand != -1 else place.end


def _extent(feature: Feature, around: int) -> tuple[int, int]:
    places = feature.places if feature.strand != -1 else feature.places[::-1]
    if around and feature.strand and places[-1].end <= places[0].start:
        return places[0].start, places[-1].end + around - places[0].start
    start = min(place.start for place in places)
    return start, max(place.end for place in places) - start
