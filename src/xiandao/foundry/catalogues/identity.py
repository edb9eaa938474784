"""When are two sequences the same molecule? A circle has no beginning, and two strands are one."""

from __future__ import annotations

import hashlib
from typing import Final

from xiandao.foundry.sequences import Molecule, Record, reverse_complement

_DIGITS: Final = 32


def least_rotation(text: str) -> int:
    """Where the alphabetically least rotation of a text begins, in linear time.

    Two candidates are compared letter by letter; a mismatch rules out every start inside the loser's run
    (Shiloach 1981, "Fast canonization of circular strings").
    """
    first, second, run = 0, 1, 0
    length = len(text)
    while first < length and second < length and run < length:
        left, right = text[(first + run) % length], text[(second + run) % length]
        if left == right:
            run += 1
            continue
        if left > right:
            first += run + 1
        else:
            second += run + 1
        if first == second:
            second += 1
        run = 0
    return min(first, second)


def canonical(record: Record) -> str:
    """The letters that every rotation (of a circle) and both strands (of nucleic acids) have in common."""
    letters = record.sequence.upper()
    if record.molecule is Molecule.PROTEIN:
        return letters
    strands = [letters, reverse_complement(letters)]
    if record.circular:
        strands = [_rotated(strand) for strand in strands]
    return min(strands)


def _rotated(letters: str) -> str:
    begin = least_rotation(letters)
    return letters[begin:] + letters[:begin]


def identity_of(record: Record) -> str:
    """A short name of the molecule itself: equal for equal molecules, whatever they are called.

    "DNA-circular-2686-" and 128 bits of SHA-256 of the canonical letters.
    """
    shape = "circular" if record.circular else "linear"
    digest = hashlib.sha256(canonical(record).encode()).hexdigest()[:_DIGITS]
    return f"{record.molecule.value}-{shape}-{len(record)}-{digest}"
