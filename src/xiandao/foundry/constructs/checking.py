"""A construct judged by itself: frame, start, stops, repeats between domains, room in the vector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from Bio.Seq import translate

from xiandao.foundry.constructs.catalogue import Domain, Vector
from xiandao.foundry.constructs.splicing import SpliceSite

LONGEST_REPEAT: Final = 20  # shared bases of two domains from which on recombination is told


@dataclass(frozen=True, slots=True)
class Repeat:
    """The longest stretch of DNA that two domains share (numbers of the domains in order, from 0)."""

    one: int
    other: int
    bases: int


def spans_of(domains: Sequence[Domain]) -> list[tuple[int, int]]:
    """Where each domain lies in the coding sequence, which begins with the first one."""
    spans, at = [], 0
    for domain in domains:
        spans.append((at, at + 3 * len(domain.sequence)))
        at = spans[-1][1]
    return spans


def frame_faults(coding: str, domains: Sequence[Domain]) -> Iterator[str]:
    """What is wrong with the reading frame; nothing for a sound one."""
    if len(coding) % 3:
        yield f"the coding sequence has {len(coding)} bases, not whole codons"
        return
    protein = str(translate(coding))  # type: ignore[no-untyped-call]
    if not protein.startswith("M"):
        yield "the coding sequence does not begin with a start codon"
    if not protein.endswith("*"):
        yield "the coding sequence has no stop codon at its end"
    if "*" in protein[:-1]:
        yield f"the coding sequence stops early, at residue {protein.index('*') + 1}"
    for number, (domain, (start, end)) in enumerate(zip(domains, spans_of(domains), strict=True), start=1):
        if protein[start // 3 : end // 3] != domain.sequence:
            yield f"domain {number} ({domain.name}) is not read as it should be"


def repeats_of(coding: str, domains: Sequence[Domain]) -> list[Repeat]:
    """The longest stretch that each two domains share, on the same strand, the longest first."""
    spans = spans_of(domains)
    found = [
        Repeat(one, other, _longest_shared(coding[slice(*spans[one])], coding[slice(*spans[other])]))
        for one, other in combinations(range(len(spans)), 2)
    ]
    return sorted(found, key=lambda repeat: (-repeat.bases, repeat.one, repeat.other))


def _longest_shared(one: str, other: str) -> int:
    """The length of the longest common stretch (a search over lengths)."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        words = {one[at : at + middle] for at in range(len(one) - middle + 1)}
        if any(other[at : at + middle] in words for at in range(len(other) - middle + 1)):
            low = middle
        else:
            high = middle - 1
    return low


def warnings_of(
    domains: Sequence[Domain],
    repeats: Sequence[Repeat],
    sites: Sequence[SpliceSite],
    room: int,
    vector: Vector,
) -> Iterator[str]:
    """What to look at before a construct is ordered."""
    if room < 0:
        yield f"{-room} bases too many for {vector.name}, which carries {vector.carries}"
    for repeat in repeats:
        if repeat.bases > LONGEST_REPEAT:
            names = f"{domains[repeat.one].name} and {domains[repeat.other].name}"
            yield f"domains {repeat.one + 1} and {repeat.other + 1} ({names}) share {repeat.bases} bases"
    for site in sites:
        yield f"looks like a splice {site.kind} at {site.place + 1} ({site.bits:.1f} bits)"
    if vector.illustrative:
        yield f"what {vector.name} holds beside the coding sequence ({vector.elsewhere} bases) is made up"
