"""Reads of a construct with errors at known rates: what the verdicts are tried on."""

from __future__ import annotations

import random
from typing import Final

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.technologies import Technology
from xiandao.foundry.verification.tracing import trimmed

_SHORTEST: Final = 30
_DARK: Final = 25  # letters at the beginning of a trace that cannot be read
_FADES: Final = 650  # from here on a trace loses quality


def simulated_reads(
    construct: Record, technology: Technology, *, depth: float, seed: int, name: str = "read"
) -> list[Record]:
    """Reads from random places on both strands; those of a circle run over its origin, once around at most.

    Of a paired technology both mates come, under one name. Traces come from even places, with fading
    qualities, and trimmed.
    """
    chance = random.Random(seed)  # noqa: S311 - a seed makes the same reads again
    text = construct.sequence.upper()
    length = min(technology.pair or technology.length, len(text))
    bases = 2 * technology.length if technology.pair else length
    many = max(round(depth * len(text) / bases), 1)
    around = text * 2 if construct.circular else text
    found = []
    for number in range(many):
        size = max(_SHORTEST, min(int(chance.gauss(length, length * 0.1)), len(text)))
        if technology.single:  # primers are set along the construct
            start = number * len(text) // many - (0 if construct.circular else technology.length // 8)
        elif construct.circular:
            start = chance.randrange(len(text))
        else:
            start = chance.randrange(-length // 2, len(text) - length // 2)
        part = around[max(start, 0) : start + size]
        if len(part) < _SHORTEST:
            continue
        part = part if chance.random() < 0.5 else reverse_complement(part)
        if technology.pair:
            ends = (part[: technology.length], reverse_complement(part)[: technology.length])
            found += [_read(f"{name}{number}", end, technology, chance) for end in ends]
        else:
            found.append(_read(f"{name}{number}", part, technology, chance))
    return found


def _read(name: str, part: str, technology: Technology, chance: random.Random) -> Record:
    if technology.single:
        return _trace(name, part, technology, chance)
    letters = _with_errors(part, technology, chance)
    return Record(name, letters, qualities=(technology.quality,) * len(letters))


def _trace(name: str, part: str, technology: Technology, chance: random.Random) -> Record:
    """Letters wrong as often as their qualities say, bad at both ends."""
    letters, qualities = [], []
    for at, letter in enumerate(part):
        fade = 15 * max(at - _FADES, 0) // 100
        quality = 8 if at < _DARK else max(technology.quality + chance.randrange(-8, 9) - fade, 5)
        wrong = chance.random() < 10.0 ** (-quality / 10.0)
        letters.append(chance.choice("ACGT".replace(letter, "")) if wrong else letter)
        qualities.append(quality)
    return trimmed(Record(name, "".join(letters), qualities=tuple(qualities)))


def _with_errors(text: str, technology: Technology, chance: random.Random) -> str:
    made = []
    for letter in text:
        if chance.random() >= technology.error:
            made.append(letter)
        elif chance.random() >= technology.gaps:
            made.append(chance.choice("ACGT".replace(letter, "")))
        elif chance.random() < 0.5:
            made.append(letter + chance.choice("ACGT"))
    return "".join(made) or text
