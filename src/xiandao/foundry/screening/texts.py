"""What is read of a sequence: both strands, six frames, over the origin of a circle; and back to places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.sequences.alphabet import MEANS, reverse_complement
from xiandao.foundry.sequences.records import Molecule, Record
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence

OVER_ORIGIN: Final = 300  # letters of a circle that are read again behind its end
MOST_LETTERS: Final = 20_000_000
_STANDARD: Final = (
    "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"  # NCBI table 1, TCAG order
)
CODE: Final = {
    one + two + three: _STANDARD[16 * i + 4 * j + k]
    for i, one in enumerate("TCAG")
    for j, two in enumerate("TCAG")
    for k, three in enumerate("TCAG")
}


class ScreeningRefused(Refusal):
    """An order that cannot be screened at all, or a review that cannot be."""


@dataclass(frozen=True, slots=True)
class Text:
    """One reading of an order: its letters in capitals as DNA, the length that a circle has, 0 for a line."""

    name: str
    letters: str
    around: int = 0

    def place(self, start: int, end: int, strand: int) -> tuple[int, int]:
        """A stretch of a strand as a place on the sequence; over the origin `end` exceeds the length."""
        if strand < 0:
            start, end = len(self.letters) - end, len(self.letters) - start
        if self.around and start >= self.around:
            turns = start // self.around
            start, end = start - turns * self.around, end - turns * self.around
        return start, end


@dataclass(frozen=True, slots=True)
class Frame:
    """A translation: from which base of which strand."""

    strand: int
    shift: int
    residues: str

    def bases(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of residues in bases of the strand."""
        return self.shift + 3 * start, self.shift + 3 * end


def texts_of(sequences: Sequence[Record]) -> list[Text]:
    """The sequences ready to be read. Raises ScreeningRefused: none, no DNA, a name twice, too many."""
    if not sequences:
        raise ScreeningRefused("there is nothing to screen; name the sequences of the order")
    counted = Counter(record.name for record in sequences)
    twice = next((name for name, many in counted.items() if many > 1), None)
    if twice is not None:
        raise ScreeningRefused("two sequences of the order are called {name}; give each its own", name=twice)
    if sum(map(len, sequences)) > MOST_LETTERS:
        raise ScreeningRefused("the order has more than {most} letters; split it", most=MOST_LETTERS)
    return [_text(record) for record in sequences]


def ambiguous(text: Text) -> int:
    """How many letters stand for several."""
    letters = text.letters[: text.around] if text.around else text.letters
    return len(letters) - sum(letters.count(letter) for letter in "ACGT")


def strands(text: Text) -> Iterator[tuple[int, str]]:
    """The strand as given and the other."""
    yield 1, text.letters
    yield -1, reverse_complement(text.letters)


def frames(text: Text) -> Iterator[Frame]:
    """The six translations; what is no codon of A, C, G and T is X."""
    for strand, letters in strands(text):
        for shift in range(3):
            codons = (letters[at : at + 3] for at in range(shift, len(letters) - 2, 3))
            yield Frame(strand, shift, "".join(CODE.get(codon, "X") for codon in codons))


def is_plain(stretch: str) -> bool:
    """Whether a stretch of bases is so repetitive that likeness says nothing (a tail, a microsatellite)."""
    return len({stretch[at : at + 3] for at in range(len(stretch) - 2)}) < 12


def is_plain_protein(stretch: str) -> bool:
    """The same of residues: a linker of glycine and serine is in everything."""
    return len(set(stretch)) < 7


def _what_else(letters: str, bad: re.Match[str] | None) -> Sentence:
    if bad:
        return Sentence("“{letter}” at {place}", letter=bad[0], place=bad.start() + 1)
    return Sentence("a protein") if letters else Sentence("empty")


def _text(record: Record) -> Text:
    letters = record.sequence.upper().replace("U", "T")
    bad = re.search(f"[^{''.join(MEANS)}]", letters)
    if record.molecule is Molecule.PROTEIN or bad or not letters:
        raise ScreeningRefused(
            "{name} is not DNA or RNA ({reason}); only what is ordered as nucleic acid is screened",
            name=record.name,
            reason=_what_else(letters, bad),
        )
    if not record.circular:
        return Text(record.name, letters)
    turns = OVER_ORIGIN // len(letters) + 1
    return Text(record.name, letters + (letters * turns)[:OVER_ORIGIN], len(letters))
