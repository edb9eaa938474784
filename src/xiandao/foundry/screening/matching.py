"""One text against the database: nucleotides on both strands, proteins in six frames."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import edlib

from xiandao.foundry.screening.hazards import HazardDatabase
from xiandao.foundry.screening.results import Hit, Method
from xiandao.foundry.screening.seeding import Alike, Index, Scoring, blosum62, equal_or, likenesses
from xiandao.foundry.screening.texts import Frame, Text, frames, is_plain, is_plain_protein, strands

WINDOW: Final = 50  # bases; the shortest stretch that is looked for
IDENTITY: Final = 0.8
GAPPED_EDITS: Final = 6  # in 50 bases; more would take 28 equal bases and chance for a hit
RESIDUES: Final = 16  # whole codons in 50 bases, whatever the frame
SAME_RESIDUES: Final = 13
EXPECTED: Final = 1e-3  # likenesses by chance that an order may give
# Ungapped BLOSUM62 (Karlin & Altschul 1990; the values that BLAST prints)
_LAMBDA: Final = 0.318
_K: Final = 0.134
_NEAR: Final = 30  # hits on one hazard so near to each other are one
_COVERED: Final = 0.9  # share of a hit that a harmless sequence must explain
_SLACK: Final = 12


@cache
def _nucleotide_scoring() -> Scoring:
    same = round(WINDOW * IDENTITY)
    return Scoring(equal_or(4, 1, -1), drop=8, candidate=18, least=18, window=WINDOW, same=same)


def protein_scoring(bases: int, residues: int) -> Scoring:
    """What counts as alike in an order of so many bases and a database of so many residues."""
    space = max(2.0 * bases * residues, 1.0)
    least = math.ceil(math.log(_K * space / EXPECTED) / _LAMBDA)
    return Scoring(
        blosum62(), drop=16, candidate=30, least=max(least, 40), window=RESIDUES, same=SAME_RESIDUES
    )


def nucleotide_hits(text: Text, database: HazardDatabase) -> list[Hit]:
    """Windows of 50 bases with 40 of a hazard, or at most 6 differences where there are gaps."""
    found = []
    for strand, letters in strands(text):
        for one in _nucleotides(letters, database.nucleotides):
            start, end = text.place(one.start, one.end, strand)
            found.append(_hit(text, database, one, (strand, 0, start, end), Method.NUCLEOTIDE))
    harmless = [
        (*text.place(one.start, one.end, strand), one.identity, one.name)
        for strand, letters in (strands(text) if found else ())
        for one in _nucleotides(letters, database.benign_nucleotides)
    ]
    return _spared(_merged(found), harmless)


def protein_hits(text: Text, database: HazardDatabase, scoring: Scoring) -> list[Hit]:
    """Stretches whose translation has 13 of 16 residues of a hazard, or is too like it for chance."""
    found, harmless = [], []
    for frame in frames(text):
        for one in _residues(frame, database.proteins, scoring):
            start, end = text.place(*frame.bases(one.start, one.end), frame.strand)
            place = (frame.strand, frame.shift + 1, start, end)
            found.append(_hit(text, database, one, place, Method.PROTEIN))
        for one in _residues(frame, database.benign_proteins, scoring):
            harmless.append(
                (*text.place(*frame.bases(one.start, one.end), frame.strand), one.identity, one.name)
            )
    return _spared(_merged(found), harmless)


def _nucleotides(letters: str, index: Index) -> Iterator[Alike]:
    scoring = _nucleotide_scoring()
    for one in likenesses(letters, index, scoring):
        if is_plain(letters[one.start : one.end]):
            continue
        if one.best >= scoring.same:
            yield one
        else:
            yield from _gapped(letters, index, one)


def _gapped(letters: str, index: Index, one: Alike) -> Iterator[Alike]:
    """The best window around a likeness that is too short without gaps."""
    best: Alike | None = None
    first = max(one.end - WINDOW, 0)
    for start in range(first, max(min(one.start, len(letters) - WINDOW), first) + 1, 4):
        window = letters[start : start + WINDOW]
        if len(window) < WINDOW:
            break
        there = one.there + start - one.start
        target, begins = index.letters(one.name, there - _SLACK, there + WINDOW + _SLACK)
        told = edlib.align(window, target, mode="HW", task="locations", k=GAPPED_EDITS)
        distance = int(told["editDistance"])
        if distance >= 0 and (best is None or WINDOW - distance > best.same):
            at = begins + int(told["locations"][0][0])
            best = Alike(start, start + WINDOW, one.name, at, 0, WINDOW - distance, WINDOW - distance)
    if best is not None and not is_plain(letters[best.start : best.end]):
        yield best


def _residues(frame: Frame, index: Index, scoring: Scoring) -> Iterator[Alike]:
    for one in likenesses(frame.residues, index, scoring):
        whole = one.best >= SAME_RESIDUES or one.end - one.start >= RESIDUES
        if whole and not is_plain_protein(frame.residues[one.start : one.end]):
            yield one


def _hit(
    text: Text, database: HazardDatabase, one: Alike, place: tuple[int, int, int, int], method: Method
) -> Hit:
    strand, frame, start, end = place
    return Hit(
        sequences=(text.name,),
        strand=strand,
        frame=frame,
        start=start,
        end=end,
        entry=database.entries[one.name],
        entry_start=one.there,
        entry_end=one.there + one.end - one.start,
        length=end - start,
        identity=one.identity,
        method=method,
    )


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """Hits on one hazard, strand and frame that meet are one, identity weighed by length."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.entry.id, one.strand, one.frame, one.start, one.end)):
        last = found[-1] if found else None
        same = last is not None and (last.entry.id, last.strand, last.frame) == (
            hit.entry.id,
            hit.strand,
            hit.frame,
        )
        if last is None or not same or hit.start > last.end + _NEAR:
            found.append(hit)
            continue
        total = last.length + hit.length
        identity = (last.identity * last.length + hit.identity * hit.length) / total
        end = max(last.end, hit.end)
        found[-1] = replace(
            last,
            end=end,
            length=end - last.start,
            identity=identity,
            entry_start=min(last.entry_start, hit.entry_start),
            entry_end=max(last.entry_end, hit.entry_end),
        )
    return found


def _spared(hits: Sequence[Hit], harmless: Sequence[tuple[int, int, float, str]]) -> list[Hit]:
    """Hits with the exception that explains nearly all of each at least as well."""
    told = []
    for hit in hits:
        explained = next(
            (
                name
                for start, end, identity, name in harmless
                if identity >= hit.identity
                and min(end, hit.end) - max(start, hit.start) >= _COVERED * (hit.end - hit.start)
            ),
            "",
        )
        told.append(replace(hit, benign=explained))
    return told
