"""Every rule of a wish held against a sequence, letter by letter: the judge of what the programs answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.synthesis.accessibility import START_REGION, start_openness
from xiandao.foundry.synthesis.codons.rules import Breach, GcRange, GeneWish
from xiandao.foundry.synthesis.hosts import strings_of, weights_of

_LEADER: Final = 60  # bases before the start that are folded with it


def breaches(wish: GeneWish, sequence: str) -> list[Breach]:
    """Everything in which a gene falls short of the wish; nothing for one that keeps every rule."""
    return [*local_breaches(wish, sequence), *global_breaches(wish, sequence)]


def local_breaches(wish: GeneWish, sequence: str) -> Iterator[Breach]:
    """Protein, kept codons, motifs and runs."""
    table = {codon: residue for residue, codons in weights_of(wish.host).items() for codon in codons}
    codons = [sequence[at : at + 3] for at in range(0, len(sequence), 3)]
    if "".join(table.get(codon, "?") for codon in codons) != wish.protein:
        yield Breach("protein", 0, len(sequence))
    for residue, kept in wish.keep.items():
        if codons[residue] not in kept:
            yield Breach("keep", 3 * residue, 3 * residue + 3)
    whole, shift = wish.left + sequence + wish.right, len(wish.left)
    for name in wish.avoid:
        for motif in strings_of(name, both_strands=True):
            for found in re.finditer(f"(?={motif})", whole):
                yield Breach(name, found.start() - shift, found.start() - shift + len(motif))
    if wish.longest_run:
        for found in re.finditer(rf"(.)\1{{{wish.longest_run},}}", whole):
            yield Breach("longest_run", found.start() - shift, found.end() - shift)


def global_breaches(wish: GeneWish, sequence: str) -> Iterator[Breach]:
    """GC over all and over windows, repeats, stems, the start."""
    for gc in ([wish.gc] if wish.gc else []) + list(wish.windows):
        yield from _gc_breaches(gc, sequence)
    if wish.unique:
        yield from _repeats(sequence, wish.unique)
    if wish.stem:
        yield from _stems(sequence, wish.stem, wish.stem_reach)
    if wish.open_start and start_openness(wish.left[-_LEADER:], sequence) < wish.open_start:
        yield Breach("open_start", 0, min(START_REGION[1], len(sequence)))


def _gc_breaches(gc: GcRange, sequence: str) -> Iterator[Breach]:
    size = min(gc.window or len(sequence), len(sequence))
    counted = np.array([letter in "GC" for letter in sequence], dtype=np.int64)
    sums = np.concatenate([[0], np.cumsum(counted)])
    share = (sums[size:] - sums[:-size]) / size
    for start in np.flatnonzero((share < gc.least - 1e-9) | (share > gc.most + 1e-9)):
        high = share[start] > gc.most
        yield Breach("gc too high" if high else "gc too low", int(start), int(start) + size)


def _repeats(sequence: str, size: int) -> Iterator[Breach]:
    seen: set[str] = set()
    for start in range(len(sequence) - size + 1):
        word = sequence[start : start + size]
        if word in seen:
            yield Breach("unique", start, start + size)
        seen.add(word)


def _stems(sequence: str, size: int, reach: int) -> Iterator[Breach]:
    last: dict[str, list[int]] = {}
    for start in range(len(sequence) - size + 1):
        word = sequence[start : start + size]
        turned = reverse_complement(word)
        if any(start - reach <= at <= start - size for at in last.get(turned, ())):
            yield Breach("stem", start, start + size)
        last.setdefault(word, []).append(start)
