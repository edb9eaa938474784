"""When are two sequences the same molecule? A circle has no beginning, and two strands are one."""

from __future__ import annotations

import hashlib
from typing import Final

from xiandao.foundry.sequences import Molecule, Record, reverse_complement

_DIGITS: Final = 32
_WORD: Final = 24  # letters of the word that is grown
_FEW: Final = 50  # places of it that are compared one by one


def least_rotation(text: str) -> int:
    """Where the alphabetically least rotation of a text begins; of equal ones the first.

    The least word of some letters is grown letter by letter (the beginning of the least word is the least
    shorter word); it is rarely there twice. In texts that repeat themselves the slow and sure way is gone.
    """
    length, around = len(text), text + text
    letters = sorted(set(text))
    word, at = "", 0
    while len(word) < min(_WORD, length):
        for letter in letters:
            found = around.find(word + letter, at)
            if found >= 0:
                word, at = word + letter, found
                break
        if around.find(word, at + 1) == at + length:
            return at
    starts = []
    while 0 <= at < length:
        starts.append(at)
        at = around.find(word, at + 1)
    if len(starts) > _FEW:
        return _least_rotation(text)
    return min(starts, key=lambda start: around[start : start + length], default=0)


def _least_rotation(text: str) -> int:
    """The same in linear time, whatever the text.

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
