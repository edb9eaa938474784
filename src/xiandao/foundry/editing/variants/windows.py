"""The genome as its variants make it, window by window: each with every combination that can occur.

A window lies around one changed allele and reaches so far that every site which the change touches lies
whole in it. Phased genotypes give one combination for each haplotype; where the phase is not known, or no
sample was asked for, every combination of the alleles around is made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from xiandao.foundry.editing.variants.reading import Variant, VariantsRefused
from xiandao.foundry.sequences.records import Record

MOST_COMBINATIONS: Final = 1024  # of one window


@dataclass(frozen=True, slots=True)
class Piece:
    """A variant as it stands in a window: its letters lie from `start` to `end` there; `allele` 0 is none."""

    variant: Variant
    allele: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Letters of a chromosome with some variants in them, and where they come from.

    `origin`: the place of its first letter; `primary`: the piece around which it lies; `haplotypes`: which
    of a sample's two carry it, () where that is not known.
    """

    chromosome: str
    origin: int
    letters: str
    pieces: tuple[Piece, ...]
    primary: int
    haplotypes: tuple[int, ...]

    def place(self, at: int) -> int | None:
        """Where a letter of the window stands in the genome as given; None within letters put in."""
        shift = 0
        for piece in self.pieces:
            if at < piece.start:
                break
            if at < piece.end:
                same = piece.end - piece.start == piece.variant.end - piece.variant.start
                return piece.variant.start + at - piece.start if same else None
            shift = piece.variant.end - piece.end - self.origin
        return self.origin + at + shift

    def touching(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces in, or between the letters of, a stretch of the window."""
        return tuple(one for one in self.pieces if meets(one.start, one.end, start, end))

    def touched(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces that replace something in, or between the letters of, a stretch of the genome."""
        return tuple(one for one in self.pieces if meets(one.variant.start, one.variant.end, start, end))


def meets(start: int, end: int, first: int, last: int) -> bool:
    """Whether a stretch lies over another; an empty one, whether it lies between letters of the other."""
    return start < last and first < end if end > start else first < start < last


def windows_of(record: Record, variants: Sequence[Variant], reach: int) -> Iterator[Window]:
    """Every window of a chromosome's variants. Raises VariantsRefused where too many combine."""
    around = [*variants]
    if record.circular:  # what stands before and behind the origin is near it
        size = len(record)
        around = [
            *(_moved(one, -size) for one in variants),
            *variants,
            *(_moved(one, size) for one in variants),
        ]
    starts = [one.start for one in around]
    longest = max((one.end - one.start for one in around), default=0)
    for variant in variants:
        if variant.genotype is not None and not any(variant.genotype):
            continue
        first, last = variant.start - reach, variant.end + reach
        while True:
            near = [
                one
                for one in around[bisect_left(starts, first - longest) : bisect_left(starts, last)]
                if one is variant or (one.end > first and one.start < last)
            ]
            # as much wider as other variants may take letters out of it, and never through the midst of one
            lost = sum(one.end - one.start for one in near if one is not variant)
            wider = (
                min(first, variant.start - reach - lost, *(one.start for one in near)),
                max(last, variant.end + reach + lost, *(one.end for one in near)),
            )
            if wider == (first, last):
                break
            first, last = wider
        yield from _combined(record, near, variant, first, last)


def _moved(variant: Variant, by: int) -> Variant:
    return replace(variant, start=variant.start + by, end=variant.end + by)


def _combined(
    record: Record, near: Sequence[Variant], variant: Variant, first: int, last: int
) -> Iterator[Window]:
    """The window with each combination of alleles in which the variant itself is changed."""
    seen: dict[tuple[int, ...], set[int]] = {}
    for haplotypes, alleles in _alleles(near, variant):
        if alleles[near.index(variant)] and not _collide(near, alleles):
            seen.setdefault(alleles, set()).update(haplotypes)
    for alleles, found in seen.items():
        yield _window(record, near, variant, alleles, (first, last), tuple(sorted(found)))


def _alleles(near: Sequence[Variant], variant: Variant) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    known = [one for one in near if one.genotype is not None]
    if len(known) == len(near) and (len(near) == 1 or all(one.phased for one in near)):
        for haplotype in (0, 1):
            told = (haplotype + 1,) if variant.phased or len(near) > 1 else ()
            yield told, tuple(one.genotype[haplotype] for one in near if one.genotype is not None)
        return
    choices = [
        sorted(set(one.genotype)) if one.genotype is not None else range(len(one.alleles) + 1) for one in near
    ]
    many = 1
    for choice in choices:
        many *= len(choice)
    if many > MOST_COMBINATIONS:
        raise VariantsRefused(
            "{many} combinations of variants around {chromosome}:{place} are too many; "
            "phase them, or leave rare ones out",
            many=many,
            chromosome=variant.chromosome,
            place=variant.start + 1,
        )
    for alleles in product(*choices):
        yield (), tuple(alleles)


def _collide(near: Sequence[Variant], alleles: Sequence[int]) -> bool:
    """Whether two changed alleles replace the same letters."""
    end, inserted = -1, -1
    for one, allele in zip(near, alleles, strict=True):
        if allele:
            if one.start < end or one.start == one.end == inserted:
                return True
            end = one.end
            inserted = one.start if one.start == one.end else -1
    return False


def _window(
    record: Record, near: Sequence[Variant], variant: Variant, alleles: Sequence[int],
    bounds: tuple[int, int], haplotypes: tuple[int, ...],
) -> Window:  # fmt: skip
    first, last = bounds
    if not record.circular:
        first, last = max(first, 0), min(last, len(record))
    length, parts, at, pieces, size, primary = len(record), list[str](), first, list[Piece](), 0, 0
    changed = [(one, allele) for one, allele in zip(near, alleles, strict=True) if allele]
    for one, allele in changed:
        before = _stretch(record.sequence, at, one.start, length)
        letters = one.alleles[allele - 1]
        begin = size + len(before)
        pieces.append(Piece(one, allele, begin, begin + len(letters)))
        if one is variant:
            primary = len(pieces) - 1
        parts += [before, letters]
        size, at = begin + len(letters), one.end
    parts.append(_stretch(record.sequence, at, max(last, at), length))
    return Window(record.name, first, "".join(parts), tuple(pieces), primary, haplotypes)


def _stretch(text: str, start: int, end: int, length: int) -> str:
    """Letters around a circle."""
    if start >= 0 and end <= length:
        return text[start:end]
    return "".join(text[at % length] for at in range(start, end))
