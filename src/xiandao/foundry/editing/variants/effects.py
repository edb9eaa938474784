"""What variants do to sites: those that exist only with one, those that one changes, those it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from xiandao.foundry.editing.genomes import Genome, genome_of
from xiandao.foundry.editing.indexing import GuideIndex, index_of
from xiandao.foundry.editing.nucleases import EditingRefused, Nuclease, Side
from xiandao.foundry.editing.searching import Site, find_sites
from xiandao.foundry.editing.targeting import protospacer
from xiandao.foundry.editing.variants.reading import Variant
from xiandao.foundry.editing.variants.windows import Piece, Window, meets, windows_of
from xiandao.foundry.sequences.records import Record


class Change(StrEnum):
    """What a variant does to a site."""

    MADE = "exists only with the variant"
    CHANGED = "binds otherwise with the variant"
    BROKEN = "is gone with the variant"


@dataclass(frozen=True, slots=True)
class VariantSite:
    """`site`: as it is with the variant (BROKEN: in the genome), at the nearest place of the genome.

    `before`: mismatches and bulge in the genome as given, None where there is no site. `variants`: name and
    letters of each. `haplotypes`: which of a sample's two carry it, () where that is not known.
    """

    change: Change
    site: Site
    letters: str
    pam: str
    before: tuple[int, int] | None
    variants: tuple[str, ...]
    haplotypes: tuple[int, ...]


_Key = tuple[object, ...]
_Known = dict[tuple[int, str, int, int], Site]  # guide, chromosome, first base of the PAM, strand


def variant_sites(
    records: Sequence[Record],
    index: GuideIndex,
    variants: Sequence[Variant],
    guides: Sequence[str],
    *,
    mismatches: int = 4,
    bulges: int = 0,
) -> list[VariantSite]:
    """Every site of the guides that a variant makes, changes or breaks, within the edits, exactly.

    `index`: of the same genome. Raises EditingRefused as `find_sites` does, and VariantsRefused where more
    than 1,024 combinations of variants lie within the reach of one site.
    """
    nuclease = index.nuclease
    known = {
        (
            site.guide,
            site.chromosome,
            _pam_at(site, nuclease, len(_named(records, site.chromosome))),
            site.strand,
        ): site
        for site in find_sites(index, guides, mismatches=mismatches, bulges=bulges)
    }
    windows = [*_windows(records, variants, nuclease)]
    if not windows:
        return []
    genome = genome_of([Record(str(number), one.letters) for number, one in enumerate(windows)])
    hits: list[Site] = []
    made: list[tuple[_Key, VariantSite]] = []
    try:
        own = index_of(genome, nuclease)
        hits = [*find_sites(own, guides, mismatches=mismatches, bulges=bulges)]
        for hit in hits:
            made += _made(hit, windows[int(hit.chromosome)], own, genome, known, records)
    except EditingRefused:  # the PAM stands in no window
        hits = []
    return _merged([*made, *_broken(hits, windows, known, records, index)])


def _windows(records: Sequence[Record], variants: Sequence[Variant], nuclease: Nuclease) -> Iterator[Window]:
    reach = nuclease.guide_length + len(nuclease.pam) + 2
    for name, some in groupby(variants, key=lambda one: one.chromosome):
        yield from windows_of(_named(records, name), [*some], reach)


def _named(records: Sequence[Record], name: str) -> Record:
    return next(one for one in records if one.name == name)


def _right(nuclease: Nuclease, strand: int) -> bool:
    """Whether the PAM lies right of the protospacer on the upper strand."""
    return (nuclease.side is Side.THREE) == (strand == 1)


def _pam_at(site: Site, nuclease: Nuclease, around: int) -> int:
    at = site.end if _right(nuclease, site.strand) else site.start - len(nuclease.pam)
    return at % around


def _made(
    hit: Site, window: Window, own: GuideIndex, genome: Genome, known: _Known, records: Sequence[Record]
) -> Iterator[tuple[_Key, VariantSite]]:
    nuclease, size = own.nuclease, len(own.nuclease.pam)
    right = _right(nuclease, hit.strand)
    start, end = (hit.start, hit.end + size) if right else (hit.start - size, hit.end)
    touching = window.touching(start, end)
    if window.pieces[window.primary] not in touching:
        return
    length = len(_named(records, window.chromosome))
    pam = hit.end if right else hit.start - size
    place = window.place(pam)
    at = None if place is None else place % length
    before = None if at is None else known.get((hit.guide, window.chromosome, at, hit.strand))
    if before is not None and (before.mismatches, before.bulge) == (hit.mismatches, hit.bulge):
        return
    letters, letters_pam = protospacer(genome, own, hit)
    site = Site(
        hit.guide, window.chromosome, _near(window, hit.start) % length,
        (_near(window, hit.end - 1) % length) + 1, hit.strand, _near(window, hit.cut) % length,
        hit.mismatches, hit.bulge,
    )  # fmt: skip
    anchor = at if at is not None else _within(window, pam)
    change = Change.MADE if before is None else Change.CHANGED
    told = VariantSite(
        change, site, letters, letters_pam,
        None if before is None else (before.mismatches, before.bulge),
        tuple(_words(one) for one in touching), window.haplotypes,
    )  # fmt: skip
    yield (change, hit.guide, hit.strand, anchor, hit.mismatches, hit.bulge, told.variants), told


def _within(window: Window, at: int) -> _Key:
    """A place among letters that were put in."""
    piece = next(one for one in window.pieces if one.start <= at < one.end)
    return piece.variant.line, piece.allele, at - piece.start


def _near(window: Window, at: int) -> int:
    place = window.place(at)
    if place is not None:
        return place
    return next(one.variant.start for one in window.pieces if one.start <= at < one.end)


def _broken(
    hits: Sequence[Site], windows: Sequence[Window], known: _Known, records: Sequence[Record],
    index: GuideIndex,
) -> Iterator[tuple[_Key, VariantSite]]:  # fmt: skip
    nuclease, size = index.nuclease, len(index.nuclease.pam)
    still = set()
    for hit in hits:
        window = windows[int(hit.chromosome)]
        pam = hit.end if _right(nuclease, hit.strand) else hit.start - size
        place = window.place(pam)
        if place is not None:
            still.add(
                (hit.chromosome, hit.guide, place % len(_named(records, window.chromosome)), hit.strand)
            )
    for number, window in enumerate(windows):
        length = len(_named(records, window.chromosome))
        primary = window.pieces[window.primary].variant
        for (guide, chromosome, pam, strand), site in known.items():
            if chromosome != window.chromosome or (str(number), guide, pam, strand) in still:
                continue
            span = nuclease.guide_length + (site.bulge > 0) - (site.bulge < 0) + size
            start = pam - span + size if _right(nuclease, strand) else pam
            start = window.origin + (start - window.origin) % length
            if not meets(primary.start, primary.end, start, start + span):
                continue
            touched = window.touched(start, start + span)
            told = VariantSite(
                Change.BROKEN, site, "", "", (site.mismatches, site.bulge),
                tuple(_words(one) for one in touched), window.haplotypes,
            )  # fmt: skip
            yield (Change.BROKEN, guide, strand, pam, told.variants), told


def _words(piece: Piece) -> str:
    allele = piece.variant.alleles[piece.allele - 1]
    return f"{piece.variant.name} ({allele or 'taken out'})"


def _merged(found: Sequence[tuple[_Key, VariantSite]]) -> list[VariantSite]:
    """One for each site and set of variants; the haplotypes of those that come twice together."""
    kept: dict[_Key, VariantSite] = {}
    for key, one in found:
        whole = (one.site.chromosome, *key)
        other = kept.get(whole)
        haplotypes = one.haplotypes if other is None else (*one.haplotypes, *other.haplotypes)
        kept[whole] = VariantSite(
            one.change,
            one.site,
            one.letters,
            one.pam,
            one.before,
            one.variants,
            tuple(sorted(set(haplotypes))),
        )
    return sorted(
        kept.values(),
        key=lambda one: (
            one.site.guide,
            one.change,
            one.site.chromosome,
            one.site.start,
            one.site.strand,
            one.variants,
        ),
    )
