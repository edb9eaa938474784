"""Gibson and HiFi assembly: 5' ends are chewed back, 3' ends that match anneal and are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.cutting import upper
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.ligating import Circle, Joint, circles
from xiandao.foundry.assembly.priming import melting
from xiandao.foundry.sequences.records import Record

LEAST: Final = 15  # letters that must match at two ends
REACH: Final = 200  # letters that are chewed off a 5' end at most, so that a longer match does not open whole
ANNEALS_C: Final = 48.0  # ends that melt below stay apart at 50 degrees C, where the reaction runs
SHORT: Final = 200  # a shorter fragment may be chewed up whole before it anneals


@dataclass(frozen=True, slots=True)
class Homology:
    """How two fragments hold together: their names, the shared letters, how they melt."""

    before: str
    after: str
    shared: str
    melting_c: float


@dataclass(frozen=True, slots=True)
class GibsonProducts:
    """Every circle with its homologies, and what to look at."""

    circles: tuple[Circle, ...]
    homologies: tuple[Homology, ...]
    warnings: tuple[str, ...]


def gibson(
    parts: Sequence[Record], *, least: int = LEAST, flap: int = 0, uses: int = 1, anneals_c: float = ANNEALS_C
) -> GibsonProducts:
    """All circles that linear parts can become; capitals or not is the same.

    Both 5' ends of a part are chewed back, so what can anneal is the letters at its very ends, the 3' ends of
    its strands: `least` of them must match and melt at `anneals_c` or above. `flap`: letters beyond the match
    that the polymerase trims from a 3' end (0 for Gibson; HiFi mixes take some). Where a match stands at
    several ends, every product of it is told. Raises AssemblyRefused for circles among the parts.
    """
    for part in parts:
        if part.circular:
            raise AssemblyRefused("{part} is a circle; cut or copy it into a line first", part=part.name)
    strands = [one for part in parts for one in (part, part.reverse_complement())]
    texts = [upper(one) for one in strands]
    follows: dict[int, list[Joint]] = {}
    found: dict[tuple[str, str, str], Homology] = {}
    for one, text in enumerate(texts):
        for other, after in enumerate(texts):
            for shared, ends in _matches(text, after, least, flap):
                warmth = melting(shared)
                if warmth < anneals_c or (one == other and len(shared) >= len(text)):
                    continue
                follows.setdefault(one, []).append(Joint(other, len(shared), *ends))
                key = (strands[one].name, strands[other].name, shared)
                found[key] = Homology(*key, melting_c=warmth)
    made = circles(strands, follows, uses=uses)
    return GibsonProducts(made, tuple(found.values()), tuple(_warnings(parts, follows)))


def _matches(text: str, after: str, least: int, flap: int) -> list[tuple[str, tuple[int, int]]]:
    """Matches of the end of one strand and the start of another: the letters, and those lost beyond them.

    Each ends where the strands end, up to a flap on either side; of the matches at one pair of flaps all
    lengths that go to the ends are told.
    """
    found = []
    for lost_before in range(flap + 1):
        end = len(text) - lost_before
        for lost_after in range(flap + 1):
            head = after[lost_after : lost_after + least]
            if len(head) < least:
                continue
            at = text.find(head, max(end - REACH, 0), end)
            while at >= 0:
                shared = text[at:end]
                longer = lost_before and lost_after and text[end] == after[lost_after + len(shared)]
                if after.startswith(shared, lost_after) and not longer:
                    before = at > 0 and lost_after > 0 and text[at - 1] == after[lost_after - 1]
                    if not before:
                        found.append((shared, (lost_before, lost_after)))
                at = text.find(head, at + 1, end)
    return found


def _warnings(parts: Sequence[Record], follows: dict[int, list[Joint]]) -> list[str]:
    told = [
        f"{part.name} has {len(part)} letters and may be chewed up; make it {SHORT} or more"
        for part in parts
        if len(part) < SHORT
    ]
    for one, joints in sorted(follows.items()):
        others = {joint.after for joint in joints}
        if len(others) > 1 and one % 2 == 0:
            told.append(f"the end of {parts[one // 2].name} matches {len(others)} ends")
        if any(joint.after == one ^ 1 for joint in joints):
            told.append(f"an end of {parts[one // 2].name} matches itself turned: it will fold or double")
    return list(dict.fromkeys(told))
