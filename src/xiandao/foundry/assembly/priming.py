"""Primers by nearest-neighbour melting temperature, and what can be wrong with one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from Bio.SeqUtils import MeltingTemp

from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.sequences.alphabet import reverse_complement

AIM_C: Final = 60.0
SHORTEST, LONGEST = 16, 40
_SALT_MM: Final = 50.0
_PRIMER_NM: Final = 250.0
_GAS: Final = 1.987  # cal/(mol K)
_ENDS: Final = {"A": (2.3, 4.1), "T": (2.3, 4.1), "C": (0.1, -2.8), "G": (0.1, -2.8)}  # SantaLucia 1998


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is in the tube: monovalent salt, free magnesium, nucleotides (mM) and each primer (nM)."""

    salt_mm: float = _SALT_MM
    magnesium_mm: float = 0.0
    dntp_mm: float = 0.0
    primer_nm: float = _PRIMER_NM


STANDARD: Final = Conditions()


@dataclass(frozen=True, slots=True)
class Primer:
    """`sequence`: tail and binding part, 5' to 3'; `melting_c`: of the binding part alone."""

    sequence: str
    binding: str
    melting_c: float
    warnings: tuple[str, ...]


@lru_cache(maxsize=16384)
def melting(binding: str, conditions: Conditions = STANDARD) -> float:
    """Melting temperature in degrees C of a primer on its template, nearest neighbours (SantaLucia 1998).

    50 mM salt, 250 nM primer unless told; magnesium counts as salt after von Ahsen et al. 2001. Raises
    AssemblyRefused for letters beyond A, C, G, T.
    """
    text = binding.upper()
    if len(text) < 2 or not set(text) <= set("ACGT"):
        raise AssemblyRefused("“{binding}” has no melting temperature", binding=binding)
    stacks = _stacks()
    enthalpy = entropy = 0.0
    for one, two in pairwise(text):
        enthalpy += stacks[one + two][0]
        entropy += stacks[one + two][1]
    for end in (text[0], text[-1]):
        enthalpy += _ENDS[end][0]
        entropy += _ENDS[end][1]
    free = max(conditions.magnesium_mm - conditions.dntp_mm, 0.0)
    salt = (conditions.salt_mm + 120.0 * math.sqrt(free)) * 1e-3
    entropy += 0.368 * (len(text) - 1) * math.log(salt)
    return 1000 * enthalpy / (entropy + _GAS * math.log(conditions.primer_nm * 1e-9)) - 273.15


@cache
def _stacks() -> dict[str, tuple[float, float]]:
    """Enthalpy and entropy of every stack, both strands, as Biopython carries them."""
    table: dict[str, tuple[float, float]] = MeltingTemp.DNA_NN3
    found = {}
    for key, values in table.items():
        if "/" in key and "init" not in key:
            found[key[:2]] = found[key[:2:-1]] = values
    return found


def primer_at(target: str, tail: str = "", *, aim_c: float = AIM_C) -> Primer | None:
    """The primer that begins where the target begins and melts nearest to the aim; None where none can.

    `target`: the strand that the primer equals, 5' to 3'. Among equals the one that ends in G or C.
    """
    target = target.upper()
    lengths = range(SHORTEST, min(LONGEST, len(target)) + 1)
    if not lengths:
        return None
    binding = min(
        (target[:size] for size in lengths),
        key=lambda word: (round(abs(melting(word) - aim_c), 1) + (word[-1] not in "GC") * 0.5, len(word)),
    )
    told = tail.upper() + binding
    return Primer(told, binding, melting(binding), tuple(_warnings(told, binding)))


def longest_pairing(one: str, other: str) -> int:
    """The longest stretch of two primers that can pair without a gap, in bases."""
    turned = reverse_complement(other)
    best = 0
    row = [0] * (len(turned) + 1)
    for letter in one:
        fresh = [0] * (len(turned) + 1)
        for place, there in enumerate(turned, start=1):
            if letter == there:
                fresh[place] = row[place - 1] + 1
                best = max(best, fresh[place])
        row = fresh
    return best


def _warnings(sequence: str, binding: str) -> list[str]:
    told = []
    paired = longest_pairing(sequence, sequence)
    if paired >= 8:
        told.append(f"{paired} bases of it pair with another copy of itself")
    tip = binding[-5:]
    if sum(letter in "GC" for letter in tip) == 0:
        told.append("its last five bases are all A or T")
    if abs(melting(binding) - AIM_C) > 5:
        told.append(f"it melts at {melting(binding):.1f} degrees C")
    return told
