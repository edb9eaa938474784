"""Primers by nearest-neighbour melting temperature, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from Bio.SeqUtils import MeltingTemp

from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.sequences.alphabet import reverse_complement

AIM_C: Final = 60.0
SHORTEST, LONGEST = 16, 40
_SALT_MM: Final = 50.0
_PRIMER_NM: Final = 250.0


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


@lru_cache(maxsize=8192)
def melting(binding: str, conditions: Conditions = STANDARD) -> float:
    """Melting temperature in degrees C of a primer on its template, nearest neighbours (SantaLucia 1998).

    50 mM salt, 250 nM primer unless told, as Biopython computes it (magnesium counted as salt after von Ahsen
    et al. 2001). Raises AssemblyRefused for letters beyond A, C, G, T.
    """
    if len(binding) < 2 or not set(binding.upper()) <= set("ACGT"):
        raise AssemblyRefused("“{binding}” has no melting temperature", binding=binding)
    found: float = MeltingTemp.Tm_NN(  # type: ignore[no-untyped-call]
        binding.upper(),
        nn_table=MeltingTemp.DNA_NN3,
        Na=conditions.salt_mm,
        Mg=conditions.magnesium_mm,
        dNTPs=conditions.dntp_mm,
        dnac1=conditions.primer_nm,
        dnac2=0,
        saltcorr=5,
    )
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
