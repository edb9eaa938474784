"""FASTQ in four lines a read, Phred scores from 33 on (Cock et al. 2010)."""

from __future__ import annotations

from collections.abc import Iterator

from xiandao.foundry.sequences.formats.reading import (
    FormatRefusal,
    Outcome,
    check_letters,
    check_name,
    lines_of,
    one_line,
)
from xiandao.foundry.sequences.records import Molecule, Record

FIRST = 33
HIGHEST = 93


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each read; after lines that are no read the rest cannot be told apart."""
    lines = [(number, line) for number, line in lines_of(text) if line.strip()]
    for at in range(0, len(lines), 4):
        four = lines[at : at + 4]
        number = four[0][0]
        if len(four) < 4 or not four[0][1].startswith("@") or not four[2][1].startswith("+"):
            refusal = FormatRefusal(
                "a read has four lines: @name, letters, +, qualities; from here on it does not", line=number
            )
            yield Outcome(four[0][1][1:].split(" ")[0], None, (refusal,))
            return
        yield _outcome(*(line for _, line in four), number=number)


def _outcome(head: str, letters: str, _: str, scores: str, *, number: int) -> Outcome:
    name, _, description = head[1:].strip().partition(" ")
    letters, scores = letters.strip(), scores.strip()
    try:
        check_letters(letters, Molecule.DNA, line=number + 1)
        if len(scores) != len(letters):
            raise FormatRefusal(
                "{scores} quality scores for {letters} letters",
                scores=len(scores),
                letters=len(letters),
                line=number + 3,
            )
        qualities = tuple(ord(sign) - FIRST for sign in scores)
        if not all(0 <= quality <= HIGHEST for quality in qualities):
            raise FormatRefusal("a quality sign is outside ! to ~", line=number + 3)
    except FormatRefusal as refusal:
        return Outcome(name, None, (refusal,))
    return Outcome(name, Record(name, letters, description=description.strip(), qualities=qualities))


def write(record: Record) -> Iterator[str]:
    """The read's four lines. Raises FormatRefusal where it has no qualities."""
    if record.qualities is None:
        raise FormatRefusal("{record} has no qualities; write it as FASTA", record=record.name)
    check_name(record)
    yield f"@{record.name} {one_line(record.description)}".rstrip()
    yield record.sequence
    yield "+"
    yield "".join(chr(FIRST + min(quality, HIGHEST)) for quality in record.qualities)
