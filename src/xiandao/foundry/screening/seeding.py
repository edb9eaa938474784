"""Where two sequences may be alike: exact words shared, extended without gaps; compiled.

One kernel serves nucleotides (words of 10) and proteins (words of 4), and exact runs as well as likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from Bio.Align import substitution_matrices
from numba import njit

Codes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.int64]
Found = npt.NDArray[np.int64]
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
        numbers = _words(self.codes, self.alphabet.word, len(self.alphabet.letters))
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
    size = index.alphabet.word
    if len(text) < size or len(index.codes) == 0:
        return []
    codes = index.alphabet.codes(text)
    rules = np.array([size, scoring.drop, scoring.candidate, scoring.window, 1], dtype=np.int64)
    found = _found(codes, index, scoring.matrix, rules)
    _judged(codes, index.codes, found, rules)
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
    numbers = _words(codes, index.alphabet.word, len(index.alphabet.letters))
    firsts, places = index.words
    found = np.zeros((256, 7), dtype=np.int64)
    many = _extended(codes, numbers, index.codes, firsts, places, matrix, rules, found)
    if many > len(found):
        found = np.zeros((many, 7), dtype=np.int64)
        _extended(codes, numbers, index.codes, firsts, places, matrix, rules, found)
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


@njit(cache=True)
def _words(codes: Codes, size: int, letters: int) -> Numbers:
    """The number of the word at each place, -1 where it holds a gap."""
    count = len(codes)
    numbers = np.full(count, -1, dtype=np.int64)
    top = letters ** (size - 1)
    value, whole = 0, 0
    for place in range(count):
        code = codes[place]
        if code < 0:
            value, whole = 0, 0
            continue
        value = (value % top) * letters + code
        whole += 1
        if whole >= size:
            numbers[place - size + 1] = value
    return numbers


@njit(cache=True)
def _reach(
    codes: Codes, held: Codes, one: int, two: int, step: int, matrix: Matrix, drop: int
) -> tuple[int, int]:
    """How far an extension goes from a pair of places in a direction, and what it is worth."""
    best, far, score, count = 0, 0, 0, 0
    while 0 <= one < len(codes) and 0 <= two < len(held) and codes[one] >= 0 and held[two] >= 0:
        score += matrix[codes[one], held[two]]
        count += 1
        if score > best:
            best, far = score, count
        elif best - score > drop:
            break
        one += step
        two += step
    return far, best


@njit(cache=True)
def _extended(
    codes: Codes,
    numbers: Numbers,
    held: Codes,
    firsts: Numbers,
    places: Numbers,
    matrix: Matrix,
    rules: Numbers,
    found: Found,
) -> int:
    """Start, length, place there and worth of every extension worth enough; how many there are.

    Rows beyond the room of `found` are counted and not written: the caller makes room and asks again.
    """
    size, drop, least, forward = rules[0], rules[1], rules[2], rules[4]
    done = np.zeros(len(codes) + len(held) + 1, dtype=np.int64)  # to where a diagonal is extended already
    count = 0
    for at in range(len(numbers)):
        word = numbers[at]
        if word < 0:
            continue
        for which in range(firsts[word], firsts[word + 1]):
            there = places[which]
            diagonal = there - at + len(codes)
            if done[diagonal] > at:
                continue
            right, after = _reach(codes, held, at, there, forward, matrix, drop)
            left, before = _reach(codes, held, at - forward, there - forward, -forward, matrix, drop)
            first, reached, worth = at - left, at + max(right, size), after + before
            done[diagonal] = reached
            if worth < least:
                continue
            if count < len(found):
                found[count, 0], found[count, 1] = first, reached - first
                found[count, 2], found[count, 3] = there - at + first, worth
            count += 1
    return count


@njit(cache=True)
def _judged(codes: Codes, held: Codes, found: Found, rules: Numbers) -> None:
    """Equal letters of each extension, in all and at most in a window, which may begin or end beyond it."""
    window = rules[3]
    for row in range(len(found)):
        start, length, there = found[row, 0], found[row, 1], found[row, 2]
        low, high, more = 0, length, window - length
        while low > -more and start + low > 0 and there + low > 0:
            if codes[start + low - 1] < 0 or held[there + low - 1] < 0:
                break
            low -= 1
        while high < length + more and start + high < len(codes) and there + high < len(held):
            if codes[start + high] < 0 or held[there + high] < 0:
                break
            high += 1
        same, inside, best, where = 0, 0, -1, low
        for step in range(low, high):
            equal = codes[start + step] == held[there + step]
            if 0 <= step < length:
                same += equal
            inside += equal
            if step - window >= low:
                inside -= codes[start + step - window] == held[there + step - window]
            if step - low + 1 >= min(window, high - low) and inside > best:
                best, where = inside, step + 1 - min(window, high - low)
        found[row, 4], found[row, 5], found[row, 6] = same, best, where
