"""From a wished circle to parts that are ordered or copied; the plan is simulated and must equal the wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xiandao.foundry.assembly.choosing import choose_among
from xiandao.foundry.assembly.cutting import TypeIIS, cuts, enzyme_named, stretch, upper, word_at
from xiandao.foundry.assembly.fidelity import AssemblyRefused, colonies, ligation_of
from xiandao.foundry.assembly.joining import canonical, golden_gate
from xiandao.foundry.assembly.priming import Primer, primer_at
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

WINDOW: Final = 60  # a junction may stand so far from where the parts would be equally long
_PAD: Final = "TTGCA"  # letters before a site at the end of a part, so that the enzyme binds
_SPACER: Final = "AGTC"


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in one currency, as of a day: a table of the buyer's own."""

    gene_per_base: float
    gene_least: float
    primer_per_base: float
    copy: float  # one PCR with its clean-up
    reaction: float  # one assembly with its transformation
    currency: str
    as_of: str


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A stretch of the wish with its overhangs: ordered as a gene, or copied from a record in stock."""

    record: Record  # as it goes into the reaction, sites on both ends
    start: int  # in the wish, 0-based; the part may run over the origin
    length: int
    left: str
    right: str
    template: str  # the name of the record in stock, "" where it is ordered
    primers: tuple[Primer, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class AssemblyPlan:
    """One reaction: its parts, the chance that a colony is right, how many to pick, what it costs."""

    wish: Record
    enzyme: str
    parts: tuple[PlannedPart, ...]
    fidelity: float
    colonies: int
    cost: float
    unwanted: tuple[Record, ...] = field(default=())


def plan_assembly(
    wish: Record,
    *,
    enzyme: str,
    parts: int,
    prices: Prices,
    stock: Sequence[Record] = (),
    seed: int = 0,
    near: Sequence[int] = (),
) -> AssemblyPlan:
    """Cut a circle into so many parts where the overhangs ligate best, and say how each part is come by.

    A part that stands in a record of the stock, on either strand, is copied where that is cheaper than
    ordering it. The plan is simulated; where it does not give the wish to the base, it is refused. The chance
    of a right colony is the fidelity of the overhangs alone, without errors of synthesis and copying.
    `near`: places, in order, that the junctions should be close to; equal shares unless told.
    Raises AssemblyRefused: a line, a wish that the enzyme cuts, too many parts for its length.
    """
    cutter = enzyme_named(enzyme)
    text = upper(wish)
    _check(wish, cutter, parts)
    middles = list(near) or [round(number * len(text) / parts) for number in range(parts)]
    if len(middles) != parts:
        raise AssemblyRefused("{count} junctions for {parts} parts", count=len(middles), parts=parts)
    found = choose_among(_windows(text, cutter, middles), enzyme, seed=seed)
    places = _places(text, found.words, cutter, middles)
    planned = tuple(
        _part(wish, cutter, number, (start, places[(number + 1) % parts]), prices, stock)
        for number, start in enumerate(places)
    )
    products = golden_gate([part.record for part in planned], enzyme)
    same = [one for one in products.circles if canonical(one.sequence) == canonical(text)]
    if len(same) != 1:
        raise AssemblyRefused(
            "the plan does not give {wish} when it is simulated; take other junctions", wish=wish.name
        )
    return AssemblyPlan(
        wish=wish,
        enzyme=enzyme,
        parts=planned,
        fidelity=found.fidelity,
        colonies=colonies(found.fidelity),
        cost=sum(part.cost for part in planned) + prices.reaction,
        unwanted=tuple(one for one in products.circles if one not in same),
    )


def _check(wish: Record, cutter: TypeIIS, parts: int) -> None:
    if not wish.circular:
        raise AssemblyRefused(
            "{wish} is a line; join it with its backbone and plan the circle", wish=wish.name
        )
    there = cuts(wish, cutter)
    if there:
        raise AssemblyRefused(
            "{enzyme} cuts {wish} itself, at {places}; take another enzyme or change the letters",
            enzyme=cutter.name,
            wish=wish.name,
            places=", ".join(str(place + 1) for place in there),
        )
    if parts < 1 or len(wish) < parts * 4 * cutter.overhang:
        raise AssemblyRefused("{wish} cannot be cut into {parts} parts", wish=wish.name, parts=parts)


def _windows(text: str, cutter: TypeIIS, middles: Sequence[int]) -> list[list[str]]:
    """The words that stand near each middle, those that pair with themselves left out."""
    known = set(ligation_of(cutter.name).words)
    return [
        sorted(
            {
                word
                for place in _near(len(text), middle, middles, cutter)
                if (word := word_at(text, place, cutter.overhang)) in known
                and word != reverse_complement(word)
            }
        )
        for middle in middles
    ]


def _near(length: int, middle: int, middles: Sequence[int], cutter: TypeIIS) -> list[int]:
    """Places around a middle, the nearest first; neighbouring windows do not meet."""
    gaps = [(other - middle) % length for other in middles if other != middle]
    gaps += [(middle - other) % length for other in middles if other != middle]
    reach = min(WINDOW, (min(gaps, default=length) - 2 * cutter.overhang) // 2)
    return sorted((middle + step for step in range(-reach, reach + 1)), key=lambda place: abs(place - middle))


def _places(text: str, words: Sequence[str], cutter: TypeIIS, middles: Sequence[int]) -> list[int]:
    return [
        next(
            place % len(text)
            for place in _near(len(text), middle, middles, cutter)
            if word_at(text, place, cutter.overhang) == word
        )
        for middle, word in zip(middles, words, strict=True)
    ]


def _part(
    wish: Record, cutter: TypeIIS, number: int, ends: tuple[int, int], prices: Prices, stock: Sequence[Record]
) -> PlannedPart:
    before = _PAD + cutter.site + _SPACER[: cutter.reach]
    after = reverse_complement(_SPACER[: cutter.reach]) + reverse_complement(cutter.site) + _PAD[::-1]
    size = cutter.overhang
    return planned_part(wish, number, ends, (size, size), tails=(before, after), prices=prices, stock=stock)


def planned_part(
    wish: Record,
    number: int,
    ends: tuple[int, int],
    shared: tuple[int, int],
    *,
    tails: tuple[str, str] = ("", ""),
    prices: Prices,
    stock: Sequence[Record] = (),
) -> PlannedPart:
    """A stretch of the wish with what it shares with its neighbours, ordered or copied, whichever is cheaper.

    `ends`: the places of its two junctions; `shared`: letters that it has in common with the part before and
    the part behind, the latter's beyond the second place; `tails`: what stands around it in the reaction.
    """
    start, end = ends
    length = (end - start) % len(wish) or len(wish)
    inner = stretch(wish, start, start + length + shared[1])
    before, after = tails
    kept = tuple(
        replace(
            one,
            places=tuple(
                replace(place, start=place.start + len(before), end=place.end + len(before))
                for place in one.places
            ),
        )
        for one in inner.features
    )
    whole = Record(f"{wish.name}_part{number + 1}", before + inner.sequence + after, features=kept)
    part = PlannedPart(
        record=whole,
        start=start,
        length=length,
        left=inner.sequence[: shared[0]],
        right=inner.sequence[len(inner) - shared[1] :],
        template="",
        primers=(),
        cost=max(len(whole) * prices.gene_per_base, prices.gene_least),
    )
    for held in stock:
        primers = _primers(held, inner.sequence, before, after)
        if primers is None:
            continue
        copied = prices.copy + prices.primer_per_base * sum(len(primer.sequence) for primer in primers)
        if copied < part.cost:
            part = replace(part, template=held.name, primers=primers, cost=copied)
    return part


def _primers(held: Record, inner: str, before: str, after: str) -> tuple[Primer, ...] | None:
    """Primers with the sites as tails, where the part stands in a record in stock exactly once."""
    text = held.sequence.upper() * (2 if held.circular else 1)
    wanted = inner.upper()
    for word in {wanted, reverse_complement(wanted)}:
        at = text.find(word)
        if at >= 0 and text.count(word[:40]) <= (2 if held.circular else 1):
            forward = primer_at(wanted, before)
            backward = primer_at(reverse_complement(wanted), reverse_complement(after))
            if forward is not None and backward is not None:
                return forward, backward
    return None
