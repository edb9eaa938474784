"""Mates of paired reads: which two files belong together, and which two reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.piling import VerificationRefused

# A01_S1_L001_R1_001.fastq.gz, a.R2.fq, a_1.fastq
_NAMED: Final = re.compile(
    r"(?P<before>.*[._-])(?P<mark>R?)(?P<mate>[12])(?P<after>(?:_\d{3})?(?:\.(?:fastq|fq|txt))?(?:\.gz)?)",
    re.I,
)


def file_pairs(names: Sequence[str]) -> tuple[list[tuple[int, int]], list[int]]:
    """The places of files that are mates by their names (…_R1, …_R2), and of those that have no mate."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    alone = []
    for number, name in enumerate(names):
        said = _NAMED.fullmatch(name)
        mates = found.setdefault((said["before"], said["mark"], said["after"]), {}) if said else {}
        if said is None or said["mate"] in mates:
            alone.append(number)
        else:
            mates[said["mate"]] = number
    pairs = [(mates["1"], mates["2"]) for mates in found.values() if len(mates) == 2]
    alone += [number for mates in found.values() if len(mates) == 1 for number in mates.values()]
    return pairs, sorted(alone)


def mated(files: Sequence[tuple[str, Sequence[Record]]]) -> list[Record]:
    """The reads of the named files of a paired technology, mates under one name. Raises VerificationRefused.

    Mates are told by the names of the files, whatever their order; where no name tells, two by two.
    """
    pairs, alone = file_pairs([name for name, _ in files])
    if pairs and alone:
        raise VerificationRefused("{file} has no mate among the files; give both", file=files[alone[0]][0])
    if not pairs and len(files) % 2:
        raise VerificationRefused("paired reads come in two files, here are {count}", count=len(files))
    pairs = pairs or [(number, number + 1) for number in range(0, len(files), 2)]
    return [
        read
        for one, other in pairs
        for read in paired(files[one][1], files[other][1], file=files[one][0], mate=files[other][0])
    ]


def paired(
    first: Sequence[Record], second: Sequence[Record], *, file: str = "one file", mate: str = "its mate"
) -> list[Record]:
    """The mates of two files as reads of one, matched by name and order. Raises VerificationRefused."""
    if len(first) != len(second):
        raise VerificationRefused(
            "{first} reads in {file} and {second} in {mate}",
            first=len(first),
            file=file,
            second=len(second),
            mate=mate,
        )
    for number, (one, other) in enumerate(zip(first, second, strict=True), 1):
        if mate_name(one) != mate_name(other):
            raise VerificationRefused(
                "read {number} is {one} in {file} and {other} in {mate}; give both in the same order",
                number=number,
                one=one.name,
                file=file,
                other=other.name,
                mate=mate,
            )
    return [*first, *second]


def look_paired(files: Sequence[tuple[str, Sequence[Record]]]) -> bool:
    """Whether files are mates: named …_R1 and …_R2, or …_1 and …_2 and beginning with reads of one name."""
    pairs, _ = file_pairs([name for name, _ in files])
    return bool(pairs) and all(
        _says_mate(files[one][0]) or _begin_alike(files[one][1], files[other][1]) for one, other in pairs
    )


def _says_mate(name: str) -> bool:
    said = _NAMED.fullmatch(name)
    return bool(said and said["mark"])


def _begin_alike(first: Sequence[Record], second: Sequence[Record]) -> bool:
    return bool(first and second) and mate_name(first[0]) == mate_name(second[0])


def mate_name(read: Record) -> str:
    """The name that both mates share."""
    return read.name[:-2] if read.name[-2:] in ("/1", "/2") else read.name
