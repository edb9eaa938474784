"""Many things, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")


def batched(many: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """So many at a time as are held in memory together, in their order; the last batch may be smaller."""
    rest = iter(many)
    while batch := list(islice(rest, size)):
        yield batch
