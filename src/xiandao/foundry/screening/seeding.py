"""Where two sequences may be alike: exact words shared, extended without gaps.

One kernel, loaded when something is searched, serves nucleotides (words of 10) and proteins (words of 4),
and exact runs as well as likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from Bio.Align import substitution_matrices

if TYPE_CHECKING:
    from xiandao.foundry.screening.extending import Codes, Found, Matrix, Numbers

GAP: Final = -1  # between sequences, and for letters that mean several: nothing matches it


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Letters in the order of their codes, and the length of the words that start a likeness."""

    letters: str
    word: int

    def codes(self, text: str) -> Codes:
        """The code of each letter, GAP for what is none."""
        table = np.full(256, GAP, dtype=np.int8)
        for number, letter in enumerate(self.letters):
            table[ord(letter)] = number
        return table[np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)]


NUCLEIC: Final = Alphabet("ACGT", 10)
AMINO: Final = Alphabet("ARNDCQEGHILKMFPSTWYV", 4)


@dataclass(frozen=True, slots=True)
class Scoring:
    """`matrix`: the worth of a pair of codes; an extension ends when it has lost `drop` of its best.

    Kept are extensions worth `least` or more, and of those worth `candidate` the ones with `same` equal
    letters within `window`, which may reach beyond the extension.
    """

    matrix: Matrix
    drop: int
    candidate: int
    least: int
    window: int
    same: int


@dataclass(frozen=True)
class Index:
    """Sequences one after the other, each followed by a gap, and where each word stands."""

    alphabet: Alphabet
    names: tuple[str, ...]
    starts: Numbers = field(repr=False)
    codes: Codes = field(repr=False)

    @cached_property
    def words(self) -> tuple[Numbers, Numbers]:
        """For each word the first of its places, and all places in order."""
        from xiandao.foundry.screening.extending import words_of

        numbers = words_of(self.codes, self.alphabet.word, len(self.alphabet.letters))
        places = np.flatnonzero(numbers >= 0)
        order = np.argsort(numbers[places], kind="stable")
        most = len(self.alphabet.letters) ** self.alphabet.word
        firsts = np.zeros(most + 1, dtype=np.int64)
        np.cumsum(np.bincount(numbers[places], minlength=most), out=firsts[1:])
        return firsts, places[order].astype(np.int64)

    def owner(self, place: int) -> tuple[str, int]:
        """The sequence in which a place lies, and where it begins."""
        number = int(np.searchsorted(self.starts, place, side="right")) - 1
        return self.names[number], int(self.starts[number])

    def letters(self, name: str, start: int, end: int) -> tuple[str, int]:
        """A stretch of a sequence, as far as it goes, and where it begins."""
        number = self.names.index(name)
        first = int(self.starts[number])
        last = int(self.starts[number + 1]) if number + 1 < len(self.starts) else len(self.codes)
        start, end = max(start, 0), min(end, last - 1 - first)
        codes = self.codes[first + start : first + max(end, start)]
        return "".join(self.alphabet.letters[code] if code >= 0 else "N" for code in codes.tolist()), start


@dataclass(frozen=True, slots=True)
class Alike:
    """Two stretches of one length, half-open, and how many letters are equal."""

    start: int  # in the text that was searched
    end: int
    name: str
    there: int  # where it begins in the sequence of that name
    score: int
    same: int
    best: int  # most equal letters within the window of the scoring

    @property
    def identity(self) -> float:
        """The share of equal letters."""
        return self.same / (self.end - self.start)


def index_of(sequences: Sequence[tuple[str, str]], alphabet: Alphabet) -> Index:
    """An index of named sequences."""
    parts, starts, at = [], [], 0
    for _, text in sequences:
        starts.append(at)
        parts.append(alphabet.codes(text))
        parts.append(np.full(1, GAP, dtype=np.int8))
        at += len(text) + 1
    codes = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int8)
    return Index(alphabet, tuple(name for name, _ in sequences), np.array(starts, dtype=np.int64), codes)


def likenesses(text: str, index: Index, scoring: Scoring) -> list[Alike]:
    """Every stretch of the text that is like a stretch of the index, by the scoring."""
    from xiandao.foundry.screening.extending import judge

    size = index.alphabet.word
    if len(text) < size or len(index.codes) == 0:
        return []
    codes = index.alphabet.codes(text)
    rules = np.array([size, scoring.drop, scoring.candidate, scoring.window, 1], dtype=np.int64)
    found = _found(codes, index, scoring.matrix, rules)
    judge(codes, index.codes, found, rules)
    told = []
    for start, length, there, score, same, best, where in found.tolist():
        if score < scoring.least and best < scoring.same:
            continue
        if score < scoring.least and length < scoring.window:
            start, there, same, length = start + where, there + where, best, scoring.window
        name, begins = index.owner(there)
        told.append(Alike(start, start + length, name, there - begins, score, same, best))
    return told


def _found(codes: Codes, index: Index, matrix: Matrix, rules: Numbers) -> Found:
    """The extensions, with as much room as they need."""
    from xiandao.foundry.screening.extending import extend, words_of

    numbers = words_of(codes, index.alphabet.word, len(index.alphabet.letters))
    firsts, places = index.words
    found = np.zeros((256, 7), dtype=np.int64)
    many = extend(codes, numbers, index.codes, firsts, places, matrix, rules, found)
    if many > len(found):
        found = np.zeros((many, 7), dtype=np.int64)
        extend(codes, numbers, index.codes, firsts, places, matrix, rules, found)
    return found[:many]


def blosum62() -> Matrix:
    """Henikoff & Henikoff 1992, as Biopython carries it, in the order of our letters."""
    table = substitution_matrices.load("BLOSUM62")  # type: ignore[no-untyped-call]
    return np.array(
        [[int(table[one][two]) for two in AMINO.letters] for one in AMINO.letters], dtype=np.int64
    )


def equal_or(letters: int, equal: int, unequal: int) -> Matrix:
    """A matrix that knows only equal and unequal."""
    matrix = np.full((letters, letters), unequal, dtype=np.int64)
    np.fill_diagonal(matrix, equal)
    return matrix
