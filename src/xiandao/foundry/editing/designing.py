"""From a gene, a region or a genome to guides in order: sites, purpose, off-targets, ranks, in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xiandao.foundry.editing.annotating import Annotation, Gene, annotation_of
from xiandao.foundry.editing.genomes import Genome, genome_of
from xiandao.foundry.editing.indexing import GuideIndex, index_of
from xiandao.foundry.editing.nucleases import EditingRefused, Nuclease
from xiandao.foundry.editing.purposes import PURPOSES, WINDOW, Fit, Host, Locus, Purpose, fit, locus_of
from xiandao.foundry.editing.ranking import RankedGuide, has_scores, ranked
from xiandao.foundry.editing.searching import find_sites
from xiandao.foundry.editing.targeting import Region, Target, region_of, targets_in
from xiandao.foundry.sequences.records import Record
from xiandao.kernel.sentences import Sentence

MOST_RANKED: Final = 50_000  # guides of one wish; more are taken region by region


@dataclass(frozen=True, slots=True)
class GuideWish:
    """What guides are wanted for. A purpose needs a gene; without gene and region the genome is meant.

    `start_site`: bases left of the start of transcription on the upper strand, if it is known.
    `table`: the genetic code (NCBI number), 11 for bacteria.
    """

    gene: str = ""
    region: Region | None = None
    purpose: Purpose | None = None
    host: Host = Host.BACTERIUM
    mismatches: int = 4
    bulges: int = 0
    start_site: int | None = None
    table: int = 11


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """A genome made ready for one nuclease: index and annotation, used again for every wish."""

    genome: Genome
    index: GuideIndex
    annotation: Annotation
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """Guides, best first, and what a reader must know of all of them."""

    guides: tuple[RankedGuide, ...]
    said: tuple[Sentence, ...]


def library_of(records: Sequence[Record], nuclease: Nuclease) -> Library:
    """Index a genome with its annotation. Raises EditingRefused."""
    genome = genome_of(records)
    return Library(genome, index_of(genome, nuclease), annotation_of(records), tuple(records))


def design(library: Library, wish: GuideWish) -> Design:
    """The guides of a wish in order, every off-target of each named. Raises EditingRefused.

    A genome without annotation is said, not refused, unless a gene is asked for.
    """
    _check(wish)
    gene = library.annotation.gene(wish.gene) if wish.gene else None
    region = _region(library, wish, gene)
    targets = [
        one for one in targets_in(library.genome, library.index, region) if set(one.guide) <= set("ACGT")
    ]
    if len(targets) > MOST_RANKED:
        raise EditingRefused(
            "{count} guides are too many to rank at once; ask for a gene or a region", count=len(targets)
        )
    fits = _fits(library, wish, gene, targets)
    found = find_sites(
        library.index, [one.guide for one in targets], mismatches=wish.mismatches, bulges=wish.bulges
    )
    guides = ranked(
        targets, fits, found, library.genome, library.annotation, host=wish.host, purpose=wish.purpose
    )
    return Design(tuple(guides), tuple(_said(library, wish)))


def _check(wish: GuideWish) -> None:
    if wish.gene and wish.region:
        raise EditingRefused("a gene and a region were both given; give one")
    if wish.purpose and not wish.gene:
        raise EditingRefused("{purpose} is of a gene; name one", purpose=PURPOSES[wish.purpose])


def _region(library: Library, wish: GuideWish, gene: Gene | None) -> Region | None:
    if gene is None:
        return wish.region
    upstream = WINDOW if wish.purpose in (Purpose.INTERFERENCE, Purpose.ACTIVATION) else 0
    found = region_of(gene, upstream=upstream)
    length = library.index.lengths[library.index.names.index(gene.chromosome)]
    if gene.chromosome_length and gene.span + upstream >= length:
        return Region(gene.chromosome, 0, length)
    return found if gene.chromosome_length else replace(found, end=min(found.end, length))


def _fits(
    library: Library, wish: GuideWish, gene: Gene | None, targets: Sequence[Target]
) -> list[Fit | None]:
    if gene is None or wish.purpose is None:
        return [None] * len(targets)
    locus = _locus(library, wish, gene)
    return [fit(one, locus, wish.purpose, wish.host, library.index.nuclease) for one in targets]


def _locus(library: Library, wish: GuideWish, gene: Gene) -> Locus:
    record = next(one for one in library.records if one.name == gene.chromosome)
    return locus_of(gene, record.sequence, start_site=wish.start_site, table=wish.table)


def _said(library: Library, wish: GuideWish) -> Iterator[Sentence]:
    if not library.annotation.genes:
        yield Sentence("the genome has no annotation: off-targets are not named by gene")
    nuclease = library.index.nuclease
    if not has_scores(nuclease):
        yield Sentence(
            "no published score is defined for this nuclease: counted sites and the rules named rank"
        )
    elif wish.host is not Host.MAMMAL:
        yield Sentence(
            "scores shown were trained on human or mouse cells: they do not rank these guides; "
            "counted sites and the rules named do"
        )
    searched = {"nuclease": nuclease.name, "pam": nuclease.pam, "mismatches": wish.mismatches}
    if wish.bulges:
        yield Sentence(
            "searched: {nuclease}, PAM {pam}, up to {mismatches} mismatches and one bulge", **searched
        )
    else:
        yield Sentence("searched: {nuclease}, PAM {pam}, up to {mismatches} mismatches", **searched)
