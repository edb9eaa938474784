"""Every place of a genome that a guide could bind within the stated edits, exactly, repeats counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.editing.genomes import UNKNOWN, Letters, encoded
from xiandao.foundry.editing.indexing import GuideIndex, Places
from xiandao.foundry.editing.matching import Codes, Matches, Patterns, match, match_ragged, patterns_of
from xiandao.foundry.editing.nucleases import EditingRefused, Nuclease, Side

MOST_MISMATCHES: Final = 6
MOST_BULGES: Final = 1
_AT_ONCE: Final = 20_000  # guides whose matches are held together


@dataclass(frozen=True, slots=True)
class Site:
    """One site: 0-based half-open place of the protospacer on the upper strand, and where the nuclease cuts.

    `cut` is the number of bases left of the cut on the upper strand. `bulge` is 0, +p for a base of the site
    that the guide lacks (DNA bulge) or -p for a base of the guide that the site lacks (RNA bulge); p counts
    the place from the PAM, the first is 1. A site over the origin of a circle has an end before its start.
    """

    guide: int
    chromosome: str
    start: int
    end: int
    strand: int
    cut: int
    mismatches: int
    bulge: int


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Sites as columns, ordered by guide, chromosome, place, strand; `of(guide)` and iteration give rows."""

    index: GuideIndex
    guides: tuple[str, ...]
    guide: Places
    place: Places  # 2 x (offset of the PAM's first base over all chromosomes) + (1 if on the lower strand)
    mismatches: Codes
    bulge: Codes

    def __len__(self) -> int:
        return len(self.guide)

    def __iter__(self) -> Iterator[Site]:
        return (self._row(number) for number in range(len(self)))

    def of(self, guide: int) -> Iterator[Site]:
        """The sites of one guide, by its number in the order asked."""
        first, last = np.searchsorted(self.guide, [guide, guide + 1])
        return (self._row(number) for number in range(first, last))

    def counts(self) -> npt.NDArray[np.int64]:
        """For each guide how many sites have 0, 1, 2 ... mismatches; those with a bulge are left out."""
        found = np.zeros((len(self.guides), MOST_MISMATCHES + 1), dtype=np.int64)
        plain = self.bulge == 0
        np.add.at(found, (self.guide[plain], self.mismatches[plain]), 1)
        return found

    def _row(self, number: int) -> Site:
        index, nuclease = self.index, self.index.nuclease
        position, below = divmod(int(self.place[number]), 2)
        chromosome, offset = _chromosome(index, position)
        position -= offset
        length = index.lengths[chromosome]
        bulge = int(self.bulge[number])
        span = nuclease.guide_length + (bulge > 0) - (bulge < 0)
        start, cut = geometry(nuclease, position, below == 1, span)
        return Site(
            guide=int(self.guide[number]),
            chromosome=index.names[chromosome],
            start=start % length,
            end=(start + span - 1) % length + 1,
            strand=-1 if below else 1,
            cut=cut % length if cut != length else length,
            mismatches=int(self.mismatches[number]),
            bulge=bulge,
        )


def find_sites(index: GuideIndex, guides: Sequence[str], *, mismatches: int = 4, bulges: int = 0) -> Sites:
    """Every site within `mismatches` (0..6) and `bulges` (0 or 1) of each guide, once, with its least edits.

    A guide is written 5' to 3', as the protospacer on its own strand, without the PAM. A place that can be
    reached in several ways is listed with the fewest bulges, then mismatches, then the bulge nearest the PAM.
    Raises EditingRefused for a guide of the wrong length or alphabet and for edits beyond the range.
    """
    if not 0 <= mismatches <= MOST_MISMATCHES or not 0 <= bulges <= MOST_BULGES:
        raise EditingRefused(
            "{mismatches} mismatches and {bulges} bulges: up to {most} and {one} are searched",
            mismatches=mismatches,
            bulges=bulges,
            most=MOST_MISMATCHES,
            one=MOST_BULGES,
        )
    letters = outwards(index.nuclease, guides)
    parts = [
        _found(index, letters[start : start + _AT_ONCE], start, mismatches, bulge=bulges == 1)
        for start in range(0, len(letters), _AT_ONCE)
    ] or [_found(index, letters, 0, mismatches, bulge=False)]
    guide, place, wrong, bulge = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Sites(index, tuple(guides), guide, place, wrong, bulge)


def outwards(nuclease: Nuclease, guides: Sequence[str]) -> Letters:
    """Guides as numbers, a row each, from the PAM outwards. Raises EditingRefused."""
    rows = np.zeros((len(guides), nuclease.guide_length), dtype=np.uint8)
    for number, guide in enumerate(guides):
        name = f"guide {number + 1}"
        if len(guide) != nuclease.guide_length:
            raise EditingRefused(
                "{guide} has {length} bases, {nuclease} takes {wanted}; leave the PAM out",
                guide=name,
                length=len(guide),
                nuclease=nuclease.name,
                wanted=nuclease.guide_length,
            )
        letters = encoded(guide, name)
        if (letters == UNKNOWN).any():
            raise EditingRefused("{guide} has a letter that is not one of A, C, G, T", guide=name)
        rows[number] = letters[::-1] if nuclease.side is Side.THREE else letters
    return rows


def _found(
    index: GuideIndex, letters: Letters, before: int, mismatches: int, *, bulge: bool
) -> tuple[Places, Places, Codes, Codes]:
    """Columns (guide, place, mismatches, bulge), each place of a guide once."""
    patterns = patterns_of(letters, bulge=bulge)
    whole = match(index, patterns, mismatches)
    many = index.first[whole.site + 1] - index.first[whole.site]
    rows = np.repeat(np.arange(len(whole.site)), many)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    place = index.places[index.first[whole.site][rows] + within]
    ragged = match_ragged(index, patterns, mismatches)
    columns = [
        _columns(patterns, whole, rows, place),
        _columns(patterns, ragged, np.arange(len(ragged.site)), index.ragged_places[ragged.site]),
    ]
    guide, place, wrong, code = (np.concatenate(pair) for pair in zip(*columns, strict=True))
    order = np.lexsort((code, np.abs(code), wrong, code != 0, place, guide))
    guide, place, wrong, code = guide[order], place[order], wrong[order], code[order]
    fresh = np.ones(len(guide), dtype=np.bool_)
    fresh[1:] = (guide[1:] != guide[:-1]) | (place[1:] != place[:-1])
    return guide[fresh] + before, place[fresh], wrong[fresh], code[fresh]


def _columns(
    patterns: Patterns, found: Matches, rows: Places, place: Places
) -> tuple[Places, Places, Codes, Codes]:
    pattern = found.pattern[rows]
    return patterns.guide[pattern], place, found.mismatches[rows], patterns.bulge[pattern]


def _chromosome(index: GuideIndex, position: int) -> tuple[int, int]:
    offset = 0
    for number, length in enumerate(index.lengths):
        if position < offset + length:
            return number, offset
        offset += length
    raise IndexError(position)


def geometry(nuclease: Nuclease, pam: int, below: bool, span: int) -> tuple[int, int]:
    """Where a protospacer of `span` bases starts on the upper strand, and where it is cut."""
    size = len(nuclease.pam)
    left = (nuclease.side is Side.THREE) != below  # the protospacer lies left of the PAM
    if left:
        return pam - span, pam - nuclease.cut
    return pam + size, pam + size + nuclease.cut
