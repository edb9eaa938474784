"""Every target site of a nuclease in a genome, a region or a gene, with its guide, PAM and surroundings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.editing.annotating import Gene
from xiandao.foundry.editing.genomes import Chromosome, Genome
from xiandao.foundry.editing.indexing import GuideIndex, Places
from xiandao.foundry.editing.nucleases import EditingRefused, Side
from xiandao.foundry.editing.searching import Site, geometry

_LETTERS: Final = np.frombuffer(b"ACGTN", dtype=np.uint8)
_BEFORE: Final = 4  # letters before the guide and behind its PAM that Rule Set 1 looks at
_BEHIND: Final = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a chromosome, 0-based and half-open; on a circle it may end before it starts."""

    chromosome: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a guide would be made for. `context`: 4 letters, guide, PAM, 3 letters, "" at an end."""

    guide: str
    pam: str
    chromosome: str
    start: int
    end: int
    strand: int
    cut: int
    context: str = ""


def region_of(gene: Gene, *, upstream: int = 0) -> Region:
    """The stretch that a gene covers, with `upstream` bases before the place where its reading begins."""
    start, end = gene.start, gene.start + gene.span
    start, end = (start, end + upstream) if gene.strand == -1 else (start - upstream, end)
    if gene.chromosome_length:
        return Region(gene.chromosome, start % gene.chromosome_length, (end - 1) % gene.chromosome_length + 1)
    return Region(gene.chromosome, max(start, 0), end)


def targets_in(genome: Genome, index: GuideIndex, region: Region | None = None) -> Iterator[Target]:
    """Every site whose cut lies in the region (None: in the genome), in the order of places.

    Raises EditingRefused for a region that is not in the genome, or in which the PAM stands nowhere.
    """
    places = np.concatenate(
        [index.places, index.ragged_places[index.ragged_lengths >= index.nuclease.guide_length]]
    )
    if region is not None:
        places = places[_within(genome, index, places, region)]
        if not len(places):
            raise EditingRefused(
                "the PAM {pam} of {nuclease} cuts nowhere in {chromosome}:{start}..{end}; "
                "take a wider region or another nuclease",
                pam=index.nuclease.pam,
                nuclease=index.nuclease.name,
                chromosome=region.chromosome,
                start=region.start + 1,
                end=region.end,
            )
    return (_target(genome, index, int(place)) for place in np.sort(places))


def protospacer(genome: Genome, index: GuideIndex, site: Site) -> tuple[str, str]:
    """What stands at a site: its letters and its PAM, 5' to 3' on its own strand."""
    chromosome = genome.chromosomes[index.names.index(site.chromosome)]
    span = index.nuclease.guide_length + (site.bulge > 0) - (site.bulge < 0)
    return _letters(chromosome, site.start, span, site.strand), _pam(
        chromosome, index, site.start, span, site.strand
    )


def _within(genome: Genome, index: GuideIndex, places: Places, region: Region) -> npt.NDArray[np.bool_]:
    if region.chromosome not in index.names:
        raise EditingRefused(
            "there is no chromosome {chromosome}; there are {known}",
            chromosome=region.chromosome,
            known=", ".join(index.names[:5]),
        )
    number = index.names.index(region.chromosome)
    length, circular = index.lengths[number], genome.chromosomes[number].circular
    fits = 0 <= region.start < length and 0 < region.end <= length
    if not fits or (region.end <= region.start and not circular):
        raise EditingRefused(
            "{start}..{end} is no stretch of {chromosome}, which has {length} letters",
            start=region.start + 1,
            end=region.end,
            chromosome=region.chromosome,
            length=length,
        )
    offset = sum(index.lengths[:number])
    position, below = places // 2 - offset, places % 2
    size, nuclease = len(index.nuclease.pam), index.nuclease
    left = (nuclease.side is Side.THREE) != (below == 1)
    cut = np.where(left, position - nuclease.cut, position + size + nuclease.cut)
    here = (position >= 0) & (position < length)
    apart = (cut - region.start) % length
    return np.asarray(here & (apart <= (region.end - region.start - 1) % length + 1))


def _target(genome: Genome, index: GuideIndex, place: int) -> Target:
    position, below = divmod(place, 2)
    number = int(np.searchsorted(np.cumsum(index.lengths), position, side="right"))
    position -= sum(index.lengths[:number])
    chromosome, nuclease = genome.chromosomes[number], index.nuclease
    size, strand = len(chromosome), -1 if below else 1
    start, cut = geometry(nuclease, position, below == 1, nuclease.guide_length)
    context = ""
    if nuclease.side is Side.THREE:
        before = _BEHIND + len(nuclease.pam) if below else _BEFORE
        whole = nuclease.guide_length + len(nuclease.pam) + _BEFORE + _BEHIND
        context = _letters(chromosome, start - before, whole, strand)
    return Target(
        guide=_letters(chromosome, start, nuclease.guide_length, strand),
        pam=_pam(chromosome, index, start, nuclease.guide_length, strand),
        chromosome=chromosome.name,
        start=start % size,
        end=(start + nuclease.guide_length - 1) % size + 1,
        strand=strand,
        cut=cut % size if cut != size else size,
        context=context if set(context) <= set("ACGT") else "",
    )


def _pam(chromosome: Chromosome, index: GuideIndex, start: int, span: int, strand: int) -> str:
    size = len(index.nuclease.pam)
    right = (index.nuclease.side is Side.THREE) == (strand == 1)
    return _letters(chromosome, start + span if right else start - size, size, strand)


def _letters(chromosome: Chromosome, start: int, span: int, strand: int) -> str:
    """Letters of one strand, 5' to 3'; "" where a linear chromosome has no such stretch."""
    length = len(chromosome)
    if not chromosome.circular and not (start >= 0 and start + span <= length):
        return ""
    codes = chromosome.letters[np.arange(start, start + span) % length]
    if strand == -1:
        codes = np.where(codes < 4, 3 - codes, codes)[::-1]
    return _LETTERS[codes].tobytes().decode()
