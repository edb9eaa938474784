"""Primers for a purpose: copying with tails for an assembly, sequencing in tiles, colony PCR."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.checking import Site, hairpin, problems, sites
from xiandao.foundry.assembly.cutting import enzyme_named, stretch, upper
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.priming import AIM_C, Primer, primer_at
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

PAD: Final = "TTGCA"  # letters before a site at the end of a piece, so that the enzyme binds
SPACER: Final = "AGTC"
LONGEST_PRODUCT: Final = 10_000
READ: Final = 800  # letters that a Sanger read tells …
LEAD: Final = 50  # … from so many behind the primer on
SHIFT: Final = 60  # a primer that reads or frames may move so far to be a good one


@dataclass(frozen=True, slots=True)
class Amplicon:
    """What a pair copies from a template: the places of its ends and its length."""

    template: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class PrimerPair:
    """`product`: what is copied, tails with it; `others`: what the pair would copy besides."""

    forward: Primer
    backward: Primer
    product: Record
    others: tuple[Amplicon, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingPrimer:
    """A primer for sequencing, its place on the construct, and the stretch that its read tells."""

    primer: Primer
    strand: int
    start: int
    reads_from: int
    reads_to: int


@dataclass(frozen=True, slots=True)
class ColonyPair:
    """Two primers beside an insert: the length of the product with it, and of the empty vector."""

    pair: PrimerPair
    with_insert: int
    without: int


def golden_gate_tails(enzyme: str, left: str, right: str) -> tuple[str, str]:
    """Tails that let an enzyme leave the overhangs (upper strand) given, "" where the piece has them."""
    cutter = enzyme_named(enzyme)
    head = PAD + cutter.site + SPACER[: cutter.reach]
    return head + left.upper(), head + reverse_complement(right.upper())


def gibson_tails(before: str, after: str, *, shared: int = 25) -> tuple[str, str]:
    """Tails that share letters with what stands before and after a piece on the upper strand."""
    if min(len(before), len(after)) < shared:
        raise AssemblyRefused("there are fewer than {shared} letters beside the piece", shared=shared)
    return before.upper()[-shared:], reverse_complement(after.upper()[:shared])


def amplify(
    template: Record,
    start: int,
    end: int,
    *,
    tails: tuple[str, str] = ("", ""),
    aim_c: float = AIM_C,
    others: Sequence[Record] = (),
) -> PrimerPair:
    """Primers that copy a stretch of a template exactly, tails at their 5' ends.

    On a circle `end` may lie beyond the origin. `others`: what else is in the tube. The pair is laid on all
    templates by its 3' ends; every product up to 10,000 letters but the wished one is told. Raises
    AssemblyRefused: a stretch without room for two primers, or not on the template.
    """
    whole = stretch(template, start, end)
    text = upper(whole)
    forward, backward = (
        primer_at(text, tails[0], aim_c=aim_c),
        primer_at(reverse_complement(text), tails[1], aim_c=aim_c),
    )
    if forward is None or backward is None or not 0 <= start < len(template) or len(text) != end - start:
        raise AssemblyRefused(
            "{record}, {start} to {end}: no stretch that two primers can copy",
            record=template.name,
            start=start + 1,
            end=end,
        )
    copied = tails[0].upper() + text + reverse_complement(tails[1].upper())
    found = amplicons(forward.binding, backward.binding, [template, *others])
    wished = Amplicon(template.name, start, len(text))
    stray = tuple(one for one in found if one != wished)
    told = [*forward.warnings, *backward.warnings, *problems(forward.sequence, backward.sequence)]
    if stray:
        told.append(f"{len(stray)} other products are copied too")
    return PrimerPair(
        forward, backward, Record(f"{whole.name}_pcr", copied), stray, tuple(dict.fromkeys(told))
    )


def amplicons(forward: str, backward: str, templates: Sequence[Record]) -> list[Amplicon]:
    """Everything that two binding parts copy together or alone, up to 10,000 letters."""
    lengths = {template.name: (len(template), template.circular) for template in templates}
    bound = [site for binding in {forward, backward} for site in sites(binding, templates)]
    found = set()
    for one in bound:
        for two in bound:
            if one.strand == 1 and two.strand == -1 and one.record == two.record:
                size = _between(one, two, *lengths[one.record])
                if size:
                    found.add(Amplicon(one.record, one.start, size))
    return sorted(found, key=lambda one: (one.template, one.start, one.length))


def sequencing_primers(
    construct: Record, *, read: int = READ, both: bool = False
) -> tuple[ReadingPrimer, ...]:
    """Primers whose reads cover a circle wholly, or a line but its first letters, on one strand or on both.

    Each binds once on the construct. Raises AssemblyRefused where no such primer stands near a place.
    """
    strands: tuple[int, ...] = (1, -1) if both else (1,)
    return tuple(primer for strand in strands for primer in _tiles(construct, strand, read))


def colony_primers(
    construct: Record, start: int, end: int, *, beside: int = 120, aim_c: float = AIM_C
) -> ColonyPair:
    """Primers in the vector on both sides of an insert, for PCR on colonies.

    `start`, `end`: the insert on the circle (`end` may lie beyond the origin). Raises AssemblyRefused.
    """
    length, text = len(construct), upper(construct)
    if not construct.circular or not 0 < end - start <= length - 2 * (beside + SHIFT):
        raise AssemblyRefused(
            "{construct} has no room for primers beside the insert", construct=construct.name
        )
    around = text * 3
    first = _near(around, length + start - beside, construct, aim_c, behind=True)
    turned = reverse_complement(around)
    last = len(turned) - (length + end + beside)
    second = _near(turned, last, construct, aim_c, behind=True)
    first_at, second_at = first[0] - length, len(turned) - second[0] - length
    size = second_at - first_at
    product = stretch(construct, first_at % length, first_at % length + size)
    found = amplicons(first[1].binding, second[1].binding, [construct])
    wished = Amplicon(construct.name, first_at % length, size)
    stray = tuple(one for one in found if one != wished)
    told = problems(first[1].sequence, second[1].sequence)
    pair = PrimerPair(first[1], second[1], product, stray, told)
    return ColonyPair(pair, size, size - (end - start))


def _between(one: Site, two: Site, length: int, circular: bool) -> int:
    size = two.end - one.start
    if circular:
        size = size % length or length
    return size if max(one.end - one.start, two.end - two.start) <= size <= LONGEST_PRODUCT else 0


def _tiles(construct: Record, strand: int, read: int) -> Iterable[ReadingPrimer]:
    length = len(construct)
    turned = construct if strand == 1 else construct.reverse_complement()
    text = upper(turned)
    around = text * 3 if construct.circular else text
    aim, covered, goal = (length - LEAD if construct.circular else 0), 0, length
    found: list[tuple[int, Primer, int, int]] = []
    while covered < goal:
        place, primer = _near(around, aim, turned, AIM_C, behind=not found or construct.circular)
        base = place - length if construct.circular else place
        begins = base + len(primer.binding) + LEAD
        ends = min(begins + read - LEAD, goal if not construct.circular else begins + read)
        if not found and construct.circular:
            goal = begins + length
        found.append((base, primer, begins, ends))
        covered = max(ends, covered)
        aim = covered - LEAD - 2 * SHIFT - 40 + (length if construct.circular else 0)
    for base, primer, begins, ends in found:
        if strand == 1:
            yield ReadingPrimer(primer, 1, base % length, begins, ends)
        else:
            yield ReadingPrimer(
                primer, -1, (length - base - len(primer.binding)) % length, length - ends, length - begins
            )


def _near(around: str, aim: int, construct: Record, aim_c: float, *, behind: bool) -> tuple[int, Primer]:
    """A good primer that begins at most 60 letters before or behind a place and binds only there."""
    best: tuple[float, int, Primer] | None = None
    places = range(max(aim - SHIFT, 0) if behind else aim, min(aim + SHIFT, len(around) - 40) + 1, 6)
    for place in places:
        primer = primer_at(around[place : place + 40], aim_c=aim_c)
        if primer is None:
            continue
        cost = abs(primer.melting_c - aim_c) + 2 * len(primer.warnings) + abs(place - aim) / 30
        if best is not None and cost >= best[0]:
            continue
        if hairpin(primer.sequence).energy > -2.0 and len(sites(primer.binding, [construct])) == 1:
            best = cost, place, primer
    if best is None:
        raise AssemblyRefused(
            "{construct}: no primer near {place} binds once; its letters repeat or melt badly",
            construct=construct.name,
            place=aim % len(construct) + 1,
        )
    return best[1], best[2]
