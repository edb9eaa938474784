"""Where a wished circle may be cut: at equal shares, or so that what is in stock is copied whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.cutting import upper
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

SEED: Final = 40  # equal letters that start a stretch in stock
LEAST: Final = 400  # letters; a shorter stretch is not worth a copy
EDGE: Final = 110  # from a stretch's end to the middle of its junction, so that the whole window lies in it
LONGEST_COPY: Final = 8000


@dataclass(frozen=True, slots=True)
class InStock:
    """A stretch of the wish that stands in a record of the stock; it may run over the origin."""

    start: int
    length: int
    record: str


def in_stock(wish: Record, stock: Sequence[Record]) -> tuple[InStock, ...]:
    """Stretches of a circle of 400 letters or more that are in stock, none over another."""
    text = upper(wish)
    places, found = _places(text), list[InStock]()
    for record in stock:
        for read in (upper(record), reverse_complement(upper(record))):
            found += _shared(text, places, read + read if record.circular else read, record)
    taken: list[InStock] = []
    for one in sorted(found, key=lambda one: (-one.length, one.start, one.record)):
        if all(_apart(one, other, len(text)) for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.start))


def layouts(wish: Record, stock: Sequence[Record], longest: int) -> list[tuple[int, ...]]:
    """Lists of places near which to cut: around what is in stock, or equal shares up to `longest`."""
    length = len(wish)
    fewest = math.ceil(length / (longest - 2 * EDGE))
    equal = [_equal(length, many) for many in (fewest, fewest + 1)]
    around = _around(in_stock(wish, stock), length, longest)
    return [*([around] if around else []), *equal]


def _equal(length: int, many: int) -> tuple[int, ...]:
    return tuple(round(number * length / many) for number in range(many))


def _around(held: Sequence[InStock], length: int, longest: int) -> tuple[int, ...]:
    places: list[int] = []
    for number, one in enumerate(held):
        start, end = one.start + EDGE, one.start + one.length - EDGE
        copies = math.ceil((end - start) / LONGEST_COPY)
        places += [start + round(step * (end - start) / copies) for step in range(copies)]
        after = held[(number + 1) % len(held)].start + EDGE
        gap = (after - end) % length
        pieces = max(math.ceil(gap / (longest - 2 * EDGE)), 1)
        places += [end + round(step * gap / pieces) for step in range(pieces)]
    return tuple(sorted(place % length for place in places))


def _places(text: str) -> dict[str, list[int]]:
    """Where each word of a circle stands."""
    around = text + text[: SEED - 1]
    found: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text)):
        found[around[at : at + SEED]].append(at)
    return found


def _shared(text: str, places: dict[str, list[int]], read: str, record: Record) -> set[InStock]:
    """Stretches of the circle that stand in a text: each of 400 letters holds a word looked up."""
    size, found = len(text), set[InStock]()
    for at in range(0, len(read) - SEED + 1, LEAST - SEED):
        for place in places.get(read[at : at + SEED], ()):
            start, end, first, last = place, place + SEED, at, at + SEED
            while end - start < size and last < len(read) and text[end % size] == read[last]:
                end, last = end + 1, last + 1
            while end - start < size and first > 0 and text[(start - 1) % size] == read[first - 1]:
                start, first = start - 1, first - 1
            if end - start >= LEAST:
                found.add(InStock(start % size, end - start, record.name))
    return found


def _apart(one: InStock, other: InStock, size: int) -> bool:
    return (other.start - one.start) % size >= one.length and (one.start - other.start) % size >= other.length
