"""FASTA: a name, a description, letters. Behind the first blank of its line stands the description."""

from __future__ import annotations

from collections.abc import Iterator

from xiandao.foundry.sequences.formats.reading import (
    FormatRefusal,
    Outcome,
    check_letters,
    check_name,
    guessed_molecule,
    lines_of,
    one_line,
)
from xiandao.foundry.sequences.records import Record

WIDTH = 80


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each record."""
    name, description, begun, parts = "", "", 0, list[str]()
    for number, line in lines_of(text):
        if line.startswith(">"):
            if begun:
                yield _outcome(name, description, begun, parts)
            name, _, description = line[1:].strip().partition(" ")
            begun, parts = number, []
        elif line.strip() and not begun:
            raise FormatRefusal("the file does not begin with a line that starts with >", line=number)
        else:
            parts.append("".join(line.split()))
    if begun:
        yield _outcome(name, description, begun, parts)


def _outcome(name: str, description: str, line: int, parts: list[str]) -> Outcome:
    letters = "".join(parts)
    try:
        if not name:
            raise FormatRefusal("the record has no name behind its >; give it one", line=line)
        molecule = guessed_molecule(letters)
        check_letters(letters, molecule, line=line)
    except FormatRefusal as refusal:
        return Outcome(name, None, (refusal,))
    return Outcome(name, Record(name, letters, molecule, description=description.strip()))


def write(record: Record) -> Iterator[str]:
    """The record's lines; features, circle and qualities are not in this format.

    Raises FormatRefusal for a name with blanks: what follows a blank would become the description.
    """
    check_name(record)
    yield f">{record.name} {one_line(record.description)}".rstrip()
    letters = record.sequence
    yield from (letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH))
