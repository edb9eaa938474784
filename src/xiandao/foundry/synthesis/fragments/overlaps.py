"""Where a sequence can be cut, and what the two sides then share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from Bio.SeqUtils import MeltingTemp

from xiandao.foundry.synthesis.fragments.faults import NOWHERE, stems
from xiandao.foundry.synthesis.fragments.sequences import Letters, Places, repeated
from xiandao.foundry.synthesis.vendors import Overlap

_GAS: Final = 1.987  # cal / (mol K)
_KELVIN: Final = 273.15
_SALT_M: Final = 0.05
_STRANDS_M: Final = 250e-9
_SALT_PER_PAIR: Final = 0.368  # of the entropy: SantaLucia 1998, PNAS 95:1460
_LOOP: Final = 3  # bases that a hairpin leaves open at least
Degrees = npt.NDArray[np.float64]


class Cuts(NamedTuple):
    """Places to cut in order; `left` and `right`: where the overlap around each begins and ends."""

    places: Places
    left: Places
    right: Places


def cuts_of(letters: Letters, overlap: Overlap, reach: int, grain: int) -> Cuts:
    """The best place to cut in every `grain` bases: where the shortest overlap that keeps the rules stands.

    `reach`: within so many bases no stretch of the overlap may occur again. Among equals the one nearest to
    the middle of the grain.
    """
    sizes = _sizes(letters, overlap, reach)
    places = np.flatnonzero(sizes)
    if grain > 1 and len(places):
        off_middle = np.abs(places % grain - grain // 2)
        order = np.lexsort((off_middle, sizes[places], places // grain))
        cells = (places // grain)[order]
        places = np.sort(places[order[np.concatenate([[True], np.diff(cells) > 0])]])
    left = places - sizes[places] // 2
    return Cuts(places, left, left + sizes[places])


def _sizes(letters: Letters, overlap: Overlap, reach: int) -> Places:
    """The length of the overlap around each place, 0 where none will do."""
    count = len(letters)
    chosen, nearest = np.zeros(count + 1, dtype=np.int64), np.full(count + 1, np.inf)
    middle = sum(overlap.melting) / 2 if overlap.melting else 0.0
    barred = _hairpins(letters, overlap)
    words = repeated(letters, overlap.unique, reach) if overlap.unique else np.zeros(count, dtype=bool)
    seen = np.concatenate([[0], np.cumsum(words)])
    for size, degrees in _melting(letters, overlap):
        starts = np.arange(max(count - size + 1, 0))
        fits = barred[starts] > starts + size
        if overlap.unique:
            last = np.maximum(starts + size - overlap.unique + 1, starts)
            fits &= seen[np.minimum(last, len(seen) - 1)] == seen[np.minimum(starts, len(seen) - 1)]
        if overlap.melting:
            fits &= (degrees >= overlap.melting[0]) & (degrees <= overlap.melting[1])
        off = np.abs(degrees - middle) if overlap.middle else np.full(len(starts), float(size))
        places = starts + size // 2
        better = fits & (off < nearest[places])
        chosen[places[better]], nearest[places[better]] = size, off[better]
    chosen[[0, count]] = 0
    return chosen


def _hairpins(letters: Letters, overlap: Overlap) -> Places:
    """For each start the least end at which a stretch folds back on itself."""
    least = np.full(len(letters) + 1, NOWHERE, dtype=np.int64)
    if overlap.hairpin:
        starts, ends = stems(letters, overlap.hairpin, overlap.hairpin + _LOOP, overlap.longest)
        least[starts] = ends
    return np.minimum.accumulate(least[::-1])[::-1]


def _melting(letters: Letters, overlap: Overlap) -> Iterator[tuple[int, Degrees]]:
    """Each length with the melting temperature of every stretch of it, in degrees C."""
    rule = neighbour_melting if overlap.rule == "neighbours" else wallace_melting
    for size in range(overlap.shortest, min(overlap.longest, len(letters)) + 1):
        yield size, rule(letters, size)


def wallace_melting(letters: Letters, size: int) -> Degrees:
    """2 degrees for each A or T, 4 for each G or C (Wallace et al. 1979)."""
    sums = np.concatenate([[0], np.cumsum(np.where((letters == 1) | (letters == 2), 4.0, 2.0))])
    degrees: Degrees = sums[size:] - sums[:-size]
    return degrees


def neighbour_melting(letters: Letters, size: int) -> Degrees:
    """Nearest neighbours (SantaLucia & Hicks 2004), 50 mM salt, 250 nM of a strand, its partner in less."""
    heat, entropy = _stacks()
    pairs = letters[:-1].astype(np.int64) * 4 + letters[1:]
    heats = np.concatenate([[0], np.cumsum(heat[pairs])])
    entropies = np.concatenate([[0], np.cumsum(entropy[pairs])])
    count = len(letters) - size + 1
    outer = ((letters == 0) | (letters == 3)).astype(np.float64)
    weak = outer[:count] + outer[size - 1 :]
    table = MeltingTemp.DNA_NN4
    total = heats[size - 1 :][:count] - heats[:count] + table["init"][0] + weak * table["init_A/T"][0]
    order = entropies[size - 1 :][:count] - entropies[:count] + table["init"][1] + weak * table["init_A/T"][1]
    order = order + _SALT_PER_PAIR * (size - 1) * math.log(_SALT_M)
    degrees: Degrees = 1000 * total / (order + _GAS * math.log(_STRANDS_M)) - _KELVIN
    return degrees


def _stacks() -> tuple[Degrees, Degrees]:
    """Heat and entropy of each pair of neighbours, as Biopython holds the published table."""
    heat, entropy = np.zeros(16), np.zeros(16)
    for one in range(4):
        for two in range(4):
            word = "ACGT"[one] + "ACGT"[two]
            key = word + "/" + word.translate(str.maketrans("ACGT", "TGCA"))
            told = MeltingTemp.DNA_NN4.get(key) or MeltingTemp.DNA_NN4[key[::-1]]
            heat[4 * one + two], entropy[4 * one + two] = told
    return heat, entropy
