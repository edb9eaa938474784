"""What a one-pot Golden Gate reaction can end in: every circle and line that its pieces can ligate to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xiandao.foundry.assembly.cutting import Piece, TypeIIS, digest, enzyme_named, upper
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Feature, Record

MOST_PRODUCTS = 1000


@dataclass(frozen=True, slots=True)
class Products:
    """Circles, the fewest pieces first, each once whatever its rotation or strand; the enzyme cuts none."""

    circles: tuple[Record, ...]
    parts: tuple[tuple[str, ...], ...]  # the names of the parts of each circle


def golden_gate(parts: Sequence[Record], enzyme: str) -> Products:
    """All circles of a complete digestion and ligation, each piece used at most once.

    Pieces that still hold the enzyme's site are cut again, so no product holds one. Ends are ligated where
    their overhangs are the same word: what mispairs, `fidelity` tells. Raises AssemblyRefused.
    """
    cutter = enzyme_named(enzyme)
    pieces = [piece for part in parts for piece in digest(part, cutter) if _stays(piece, cutter)]
    found: dict[str, tuple[Record, tuple[str, ...]]] = {}
    for chain in _circles(pieces):
        made = _closed(chain, cutter.overhang)
        found.setdefault(canonical(made.sequence), (made, tuple(piece.record.name for piece in chain)))
        if len(found) > MOST_PRODUCTS:
            raise AssemblyRefused(
                "the parts can be ligated in more than {most} ways; give each junction its own overhang",
                most=MOST_PRODUCTS,
            )
    ordered = sorted(found.values(), key=lambda one: (len(one[1]), one[0].sequence))
    return Products(tuple(one for one, _ in ordered), tuple(names for _, names in ordered))


def canonical(sequence: str) -> str:
    """The same word for every rotation and either strand of a circle: the least of them (Booth 1980)."""
    text = sequence.upper()
    return min(_least_rotation(text), _least_rotation(reverse_complement(text)))


def _least_rotation(text: str) -> str:
    doubled, size = text + text, len(text)
    one, other, same = 0, 1, 0
    while one < size and other < size and same < size:
        left, right = doubled[one + same], doubled[other + same]
        if left == right:
            same += 1
            continue
        if left > right:
            one = max(one + same + 1, other)
            one, other = other, one
        else:
            other += same + 1
        if one == other:
            other += 1
        if one > other:
            one, other = other, one
        same = 0
    start = min(one, other)
    return doubled[start : start + size]


def _stays(piece: Piece, cutter: TypeIIS) -> bool:
    text = upper(piece.record)
    whole = bool(piece.left and piece.right)
    return whole and cutter.site not in text and reverse_complement(cutter.site) not in text


def _circles(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Every closed chain that begins with its first piece as it came; its other pieces may be turned."""
    by_left: dict[str, list[tuple[int, Piece]]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        for one in (piece, piece.turned()):
            by_left[one.left].append((number, one))
    for first, piece in enumerate(pieces):
        waiting: list[tuple[list[Piece], frozenset[int]]] = [([piece], frozenset({first}))]
        while waiting:
            chain, used = waiting.pop()
            if chain[-1].right == piece.left:
                yield chain
            for number, one in by_left[chain[-1].right]:
                if number > first and number not in used:
                    waiting.append(([*chain, one], used | {number}))


def _closed(chain: Sequence[Piece], overhang: int) -> Record:
    """A chain as a circle: each overhang is there once."""
    text, features = "", list[Feature]()
    for piece in chain:
        shift = len(text)
        text += piece.record.sequence[:-overhang]
        features += [
            replace(
                feature,
                places=tuple(
                    replace(place, start=place.start + shift, end=place.end + shift)
                    for place in feature.places
                ),
            )
            for feature in piece.record.features
        ]
    kept = [one for one in features if all(place.end <= len(text) for place in one.places)]
    name = "-".join(piece.record.name for piece in chain)
    return Record(name, text, circular=True, features=tuple(kept))
