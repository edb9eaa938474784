"""Plans for Gibson and HiFi: where a circle is cut so that its parts share ends that melt and stand once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.checking import hairpin
from xiandao.foundry.assembly.cutting import upper, word_at
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.gibson import LEAST, gibson
from xiandao.foundry.assembly.joining import canonical
from xiandao.foundry.assembly.planning import PlannedPart, Prices, planned_part
from xiandao.foundry.assembly.priming import melting
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

SHORTEST, LONGEST = 20, 40
AIM_C: Final = 54.0  # shared ends should melt above the 50 degrees C of the reaction
WINDOW: Final = 60
MOST_PARTS: Final = 8  # beyond, yields of one reaction fall too far to plan on
_TRIED: Final = 8  # places a junction whose shared end is folded


@dataclass(frozen=True, slots=True)
class OverlapPlan:
    """The parts of one Gibson reaction, and what the simulation warns of."""

    wish: Record
    parts: tuple[PlannedPart, ...]
    cost: float
    melting_c: tuple[float, ...]
    warnings: tuple[str, ...]


def plan_overlaps(
    wish: Record, *, near: Sequence[int], prices: Prices, stock: Sequence[Record] = ()
) -> OverlapPlan:
    """Cut a circle near the places given, so that neighbours share 20 to 40 letters that melt at 54 degrees.

    A shared end stands once in the circle, on neither strand again. The plan is simulated and must give the
    wish, and no other circle. Raises AssemblyRefused.
    """
    text = upper(wish)
    if not wish.circular or not 1 <= len(near) <= MOST_PARTS:
        raise AssemblyRefused(
            "{wish}: a circle in 1 to {most} parts can be joined by shared ends",
            wish=wish.name,
            most=MOST_PARTS,
        )
    counts = _words(text)
    junctions = [_junction(text, counts, place, wish.name) for place in near]
    parts = []
    for number, (start, size) in enumerate(junctions):
        end, beyond = junctions[(number + 1) % len(junctions)]
        parts.append(planned_part(wish, number, (start, end), (size, beyond), prices=prices, stock=stock))
    found = gibson([part.record for part in parts])
    if [canonical(one.record.sequence) for one in found.circles] != [canonical(text)]:
        raise AssemblyRefused(
            "the plan gives {many} circles besides {wish} when it is simulated; take other junctions",
            many=len(found.circles),
            wish=wish.name,
        )
    return OverlapPlan(
        wish=wish,
        parts=tuple(parts),
        cost=sum(part.cost for part in parts) + prices.reaction,
        melting_c=tuple(melting(word_at(text, start, size)) for start, size in junctions),
        warnings=found.warnings,
    )


def _words(text: str) -> Counter[str]:
    """How often each word of 15 letters stands in the circle, both strands."""
    counts: Counter[str] = Counter()
    for read in (text, reverse_complement(text)):
        around = read + read[: LEAST - 1]
        counts.update(around[at : at + LEAST] for at in range(len(read)))
    return counts


def _junction(text: str, counts: Counter[str], middle: int, name: str) -> tuple[int, int]:
    """Place and length of a shared end near a place: once in the circle, melting well, unfolded."""
    found = []
    for step in range(-WINDOW, WINDOW + 1, 2):
        place = (middle + step) % len(text)
        word = word_at(text, place, LONGEST)
        size = next((size for size in range(SHORTEST, LONGEST + 1, 2) if melting(word[:size]) >= AIM_C), 0)
        once = all(counts[word[at : at + LEAST]] == 1 for at in range(max(size, LEAST) - LEAST + 1))
        if size and once:
            found.append((abs(step) / 30 + size / 4, place, size))
    if not found:
        raise AssemblyRefused(
            "{wish}: no end near {place} stands once and melts well; take another place",
            wish=name,
            place=middle % len(text) + 1,
        )
    best = sorted(found)[:_TRIED]
    _, place, size = min(best, key=lambda one: one[0] - hairpin(word_at(text, one[1], one[2])).energy)
    return place, size
