"""The fragments of one order together: joined where their ends overlap, and laid side by side on a hazard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.restricting import Fragment, cutter_named, fragments
from xiandao.foundry.screening.hazards import HazardDatabase
from xiandao.foundry.screening.matching import RESIDUES, WINDOW
from xiandao.foundry.screening.results import Hit, Method
from xiandao.foundry.screening.seeding import Alike, Index, Scoring, equal_or, likenesses
from xiandao.foundry.screening.texts import Text, ambiguous, frames, is_plain, is_plain_protein, strands
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

OVERLAP: Final = 12  # equal letters at two ends that join them
MOST_OVERLAP: Final = 200
MOST_JOINS: Final = 4000
MOST_STEPS: Final = 100_000
TYPE_IIS: Final = ("BsaI", "BbsI", "BsmBI", "SapI")  # whose digestions the fragments may be made for
SHORT: Final = 300  # longer ones are not laid on proteins piece by piece
_CONTEXT: Final = 100  # letters to either side of a joint that are read
_RUN: Final = 16  # bases in a row that lay a piece on a hazard
_RESIDUE_RUN: Final = 6
_GAP: Final = 2  # bases between two pieces that are still side by side
_RESIDUE_GAP: Final = 1  # the codon that two pieces share is in neither


class TooManyJoins(Exception):  # noqa: N818 - a limit that the gate turns into a concern
    """The fragments fit each other in more ways than can be read."""


def joined(texts: Sequence[Text]) -> list[tuple[tuple[str, ...], Text]]:
    """What overlapping ends or a Golden Gate reaction make of the fragments: who is in it, and its text.

    Every way of going on is followed for 100 letters; raises TooManyJoins beyond 4,000 of them.
    """
    nodes = [
        (number, letters)
        for number, text in enumerate(texts)
        if not text.around
        for _, letters in strands(text)
    ]
    graphs = [(nodes, _follows(nodes)), *(_digested(texts, enzyme) for enzyme in TYPE_IIS)]
    found: dict[str, tuple[str, ...]] = {}
    steps = 0
    for held, follows in graphs:
        for first in range(len(held)):
            for path, letters in _walks(first, held, follows):
                steps += 1
                if letters:
                    names = tuple(texts[held[at][0]].name for at in path)
                    found.setdefault(letters, names)
                if len(found) > MOST_JOINS or steps > MOST_STEPS:
                    raise TooManyJoins
    return [(names, Text(" + ".join(names), letters)) for letters, names in found.items()]


def _digested(
    texts: Sequence[Text], enzyme: str
) -> tuple[list[tuple[int, str]], list[list[tuple[int, int]]]]:
    """The pieces that an enzyme leaves of the fragments, both ways, and which of them its ends join."""
    site = cutter_named(enzyme).site
    nodes, ends = list[tuple[int, str]](), list[tuple[str, str]]()
    for number, text in enumerate(texts):
        letters = text.letters[: text.around] if text.around else text.letters
        if ambiguous(text) or (site not in text.letters and reverse_complement(site) not in text.letters):
            continue
        for piece in _pieces(Record(text.name, letters, circular=bool(text.around)), enzyme):
            if piece.left.kind or piece.right.kind:
                nodes += [
                    (number, piece.record.sequence),
                    (number, reverse_complement(piece.record.sequence)),
                ]
                ends.append((piece.left.word, piece.right.word))
                ends.append((reverse_complement(piece.right.word), reverse_complement(piece.left.word)))
    starts: dict[str, list[int]] = defaultdict(list)
    for at, (left, _) in enumerate(ends):
        if left:
            starts[left].append(at)
    follows = [
        [(other, len(right)) for other in starts.get(right, ()) if right and nodes[other][0] != nodes[at][0]]
        for at, (_, right) in enumerate(ends)
    ]
    return nodes, follows


def _pieces(record: Record, enzyme: str) -> list[Fragment]:
    """What a digestion leaves; nothing where two cuts overlap, for then it is not one set of pieces."""
    try:
        return fragments(record, [enzyme])
    except AssemblyRefused:
        return []


def _follows(nodes: Sequence[tuple[int, str]]) -> list[list[tuple[int, int]]]:
    """For each strand of each fragment those that its end overlaps, and by how much."""
    heads: dict[str, list[int]] = defaultdict(list)
    for at, (_, letters) in enumerate(nodes):
        if len(letters) > OVERLAP:
            heads[letters[:OVERLAP]].append(at)
    return [
        [
            (other, len(letters) - start)
            for start in range(max(len(letters) - MOST_OVERLAP, 1), len(letters) - OVERLAP + 1)
            for other in heads.get(letters[start : start + OVERLAP], ())
            if nodes[other][0] != number and _goes_on(letters[start:], nodes[other][1])
        ]
        for number, letters in nodes
    ]


def _goes_on(tail: str, longer: str) -> bool:
    return len(longer) > len(tail) and longer.startswith(tail) and not is_repeat(tail)


def is_repeat(letters: str) -> bool:
    """Whether an overlap is one to three letters over and over: a tail joins nothing."""
    return any(letters == (letters[:size] * len(letters))[: len(letters)] for size in (1, 2, 3))


def _walks(
    first: int, nodes: Sequence[tuple[int, str]], follows: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Every way from the end of one fragment over the next ones, 100 letters far; "" on the way."""
    start = nodes[first][1][-_CONTEXT:]
    waiting: list[tuple[tuple[int, ...], str]] = [((first,), start)]
    while waiting:
        path, letters = waiting.pop()
        onward = [(other, size) for other, size in follows[path[-1]] if other not in path]
        if len(path) > 1 and (len(letters) >= len(start) + _CONTEXT or not onward):
            yield path, letters[: len(start) + _CONTEXT]
            continue
        yield path, ""
        for other, size in onward:
            waiting.append(((*path, other), letters + nodes[other][1][size:]))


@cache
def _exact(letters: int, least: int) -> Scoring:
    return Scoring(equal_or(letters, 1, -1000), drop=0, candidate=least, least=least, window=1, same=2)


def pool_hits(texts: Sequence[Text], database: HazardDatabase, spared: Sequence[Hit] = ()) -> list[Hit]:
    """Hazards that the pieces of several sequences cover without a gap for 50 bases, each too short alone.

    A piece within a hit that was `spared` as harmless is no piece of a hazard.
    """
    bases: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    residues: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for text in texts:
        harmless = [hit for hit in spared if text.name in hit.sequences]
        for strand, letters in strands(text):
            for one in likenesses(letters, database.nucleotides, _exact(4, _RUN)):
                _lay(text, one, text.place(one.start, one.end, strand), harmless, bases)
        for frame in frames(text) if len(text.letters) < SHORT else ():
            for one in likenesses(frame.residues, database.proteins, _exact(20, _RESIDUE_RUN)):
                place = text.place(*frame.bases(one.start, one.end), frame.strand)
                _lay(text, one, place, harmless, residues)
    return [
        *_covered(bases, database, database.nucleotides, (_GAP, WINDOW, 1)),
        *_covered(residues, database, database.proteins, (_RESIDUE_GAP, RESIDUES, 3)),
    ]


def _lay(
    text: Text,
    one: Alike,
    place: tuple[int, int],
    harmless: Sequence[Hit],
    laid: dict[str, list[tuple[int, int, str]]],
) -> None:
    start, end = place
    if not any(hit.entry.id == one.name and hit.start <= start and end <= hit.end for hit in harmless):
        laid[one.name].append((one.there, one.there + one.end - one.start, text.name))


def _covered(
    laid: dict[str, list[tuple[int, int, str]]],
    database: HazardDatabase,
    index: Index,
    rules: tuple[int, int, int],
) -> Iterator[Hit]:
    gap, least, bases = rules
    plain = is_plain if bases == 1 else is_plain_protein
    for id_, pieces in sorted(laid.items()):
        for start, end, names in _runs(sorted(pieces), gap):
            letters, _ = index.letters(id_, start, end)
            if end - start >= least and len(names) > 1 and not plain(letters):
                length = (end - start) * bases
                yield Hit(names, 0, 0, 0, 0, database.entries[id_], start, end, length, 1.0, Method.POOL)


def _runs(pieces: Sequence[tuple[int, int, str]], gap: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    first, last, names = pieces[0][0], pieces[0][1], [pieces[0][2]]
    for start, end, name in pieces[1:]:
        if start > last + gap:
            yield first, last, tuple(dict.fromkeys(names))
            first, last, names = start, end, []
        last = max(last, end)
        names.append(name)
    yield first, last, tuple(dict.fromkeys(names))
