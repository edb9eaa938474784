"""What a reader answers: the records, and one fault for each record or item that could not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xiandao.foundry.sequences.alphabet import MEANS
from xiandao.foundry.sequences.records import Molecule, Record, SequenceRefusal
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence

MOST_BYTES = 256 * 1024 * 1024  # a human chromosome fits, and ten thousand plasmids; `most_bytes` changes it
NUCLEOTIDES = frozenset(MEANS) | {letter.lower() for letter in MEANS}
RESIDUES = frozenset("ABCDEFGHIKLMNPQRSTVWXYZJUO*abcdefghiklmnpqrstvwxyzjuo")


class FormatRefusal(SequenceRefusal):
    """A file, or a record in it, that cannot be read or written."""


class Format(StrEnum):
    """The formats that are read; all but two are written."""

    GENBANK = "genbank"
    EMBL = "embl"
    FASTA = "fasta"
    FASTQ = "fastq"
    SBOL3 = "sbol3"
    SBOL2 = "sbol2"
    SNAPGENE = "snapgene"

    @property
    def written(self) -> bool:
        """Whether records can be written in it."""
        return self not in {Format.SBOL2, Format.SNAPGENE}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `number` counts the file's records from 1; 0 is the file as a whole."""

    file: str
    number: int
    record: str
    refusal: Refusal
    kept: bool = False  # the record was read all the same, without the faulty item

    @property
    def line(self) -> int | None:
        """The line of the file, from 1; None where the format has no lines."""
        line = self.refusal.values.get("line")
        return line if isinstance(line, int) else None

    @property
    def sentence(self) -> Sentence:
        """The fault with its place."""
        told = {"file": self.file, "fault": self.refusal, "line": self.line}
        if not self.number:
            return (
                Sentence("{file}: {fault}", **told)
                if self.line is None
                else Sentence("{file}, line {line}: {fault}", **told)
            )
        told |= {"number": self.number, "record": self.record}
        if self.line is None:
            return Sentence("{file}, record {number} ({record}): {fault}", **told)
        return Sentence("{file}, record {number} ({record}), line {line}: {fault}", **told)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held."""

    file: str
    format: Format
    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def only(self) -> Record:
        """The one record of a file that must hold exactly one.

        Raises FormatRefusal where there is none, or more than one.
        """
        if not self.records and self.faults:
            raise FormatRefusal("{fault}", fault=self.faults[0].sentence)
        if len(self.records) != 1:
            raise FormatRefusal(
                "{file} holds {count} records where one is wanted; take one of them",
                file=self.file,
                count=len(self.records),
            )
        return self.records[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a format's parser says of one record: the record or None, and what was wrong."""

    name: str
    record: Record | None
    refusals: tuple[Refusal, ...] = ()


def gathered(file: str, format_: Format, outcomes: Iterable[Outcome]) -> Reading:
    """The reading of all outcomes; a name that comes twice is reported, both records are kept."""
    records: list[Record] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for number, outcome in enumerate(outcomes, 1):
        kept = outcome.record is not None
        faults.extend(Fault(file, number, outcome.name, refusal, kept) for refusal in outcome.refusals)
        if outcome.record is None:
            continue
        records.append(outcome.record)
        earlier = first.setdefault(outcome.name, number)
        if earlier != number:
            twice = FormatRefusal(
                "record {earlier} has the same name; give one of them another", earlier=earlier
            )
            faults.append(Fault(file, number, outcome.name, twice, kept=True))
    if not records and not faults:
        raise FormatRefusal("{file} holds no record; check that it is the right file", file=file)
    return Reading(file, format_, tuple(records), tuple(faults))


def guessed_molecule(letters: str) -> Molecule:
    """What unlabelled letters are: nucleotides where all are IUPAC codes and most are A, C, G, T, U, N."""
    present = frozenset(letters)
    if not present <= NUCLEOTIDES:
        return Molecule.PROTEIN
    plain = sum(letters.count(letter) for letter in "ACGTUNacgtun")
    if 2 * plain < len(letters):
        return Molecule.PROTEIN
    rna = bool(present & frozenset("Uu")) and not present & frozenset("Tt")
    return Molecule.RNA if rna else Molecule.DNA


def check_letters(letters: str, molecule: Molecule, **place: int) -> None:
    """Raise FormatRefusal for an empty sequence, or at the first letter outside the alphabet."""
    if not letters:
        raise FormatRefusal("it has no sequence; leave the record out or add its letters", **place)
    allowed = RESIDUES if molecule is Molecule.PROTEIN else NUCLEOTIDES
    if frozenset(letters) <= allowed:
        return
    position = next(index for index, letter in enumerate(letters) if letter not in allowed)
    raise FormatRefusal(
        "the letter {letter!r} at position {position} is no letter of {molecule}; remove or correct it",
        letter=letters[position],
        position=position + 1,
        molecule=Sentence("protein") if molecule is Molecule.PROTEIN else molecule.value,
        **place,
    )


def check_name(record: Record) -> None:
    """Raise FormatRefusal for a name that a flat file's first line cannot hold."""
    if not record.name or record.name.split() != [record.name] or not record.name.isprintable():
        raise FormatRefusal(
            "“{record}” is no name for a sequence file: give it one without blanks", record=record.name
        )


def one_line(value: str) -> str:
    """The text without line ends and control characters, which a flat file cannot hold."""
    plain = "".join(" " if letter in "\t\n\r" else letter for letter in value)
    return "".join(letter for letter in plain if letter.isprintable())


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, whatever ends them."""
    return enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
