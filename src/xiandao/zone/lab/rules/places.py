"""Places on plates and in boxes: their names, and the grid in which they are drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.lab.rules.vocabulary import ContainerKind

SHAPES: Final[Mapping[ContainerKind, tuple[int, int]]] = {
    ContainerKind.PLATE_96: (8, 12),
    ContainerKind.PLATE_384: (16, 24),
    ContainerKind.BOX_81: (9, 9),
    ContainerKind.BOX_100: (10, 10),
}
PLACE: Final = re.compile(r"([A-P])0?([1-9][0-9]?)")


class PlaceRefused(Refusal):
    """A place that this plate or box does not have."""


def read_place(said: str, kind: ContainerKind) -> str:
    """The place as it is kept (B7 for b07). Raises PlaceRefused where the container has none such."""
    rows, columns = SHAPES[kind]
    found = PLACE.fullmatch(said.strip().upper())
    row = ord(found[1]) - ord("A") if found else rows
    column = int(found[2]) if found else 0
    if row >= rows or not 1 <= column <= columns:
        raise PlaceRefused(
            "“{said}” is no place here; there are A1 to {last}.",
            said=said[:20],
            last=f"{chr(ord('A') + rows - 1)}{columns}",
        )
    return f"{chr(ord('A') + row)}{column}"


def places(kind: ContainerKind) -> list[str]:
    """Every place, down the columns, as plates are filled."""
    rows, columns = SHAPES[kind]
    return [f"{chr(ord('A') + row)}{column + 1}" for column in range(columns) for row in range(rows)]


def grid(kind: ContainerKind) -> list[tuple[str, list[str]]]:
    """The rows as they are seen: the row's letter and its places from left to right."""
    rows, columns = SHAPES[kind]
    return [
        (chr(ord("A") + row), [f"{chr(ord('A') + row)}{column + 1}" for column in range(columns)])
        for row in range(rows)
    ]
