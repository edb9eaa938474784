"""Column forms of order sheets, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from xiandao.foundry.ordering.orders import OrderRefused

FIELDS: Final = (
    "name", "sequence", "length", "well", "plate", "scale", "purification",
    "five_prime", "three_prime", "vector", "note",
)  # fmt: skip
PLATES: Final = {96: (8, 12), 384: (16, 24)}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the field under it or the same text in every row."""

    heading: str
    field: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """The columns of a sheet, the lengths in bases that it takes, and wells a plate (0: tubes)."""

    id: str
    about: str
    columns: tuple[Column, ...]
    least: int
    most: int
    wells: int = 0


def template_from(said: Mapping[str, Any]) -> Template:
    """A template out of its description. Raises OrderRefused, naming what is wrong."""
    try:
        columns = tuple(Column(**one) for one in said["columns"])
        made = Template(
            id=str(said["id"]),
            about=str(said.get("about", "")),
            columns=columns,
            least=int(said.get("least", 1)),
            most=int(said["most"]),
            wells=int(said.get("wells", 0)),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise OrderRefused("the template cannot be read: {why}", why=str(fault)) from fault
    unknown = [one.field for one in columns if one.field and one.field not in FIELDS]
    if unknown:
        raise OrderRefused(
            "{form}: “{field}” is no field; there are {known}",
            form=made.id,
            field=unknown[0],
            known=", ".join(FIELDS),
        )
    if made.wells and made.wells not in PLATES:
        raise OrderRefused("{form}: no plate has {wells} wells", form=made.id, wells=made.wells)
    if not any(one.field == "sequence" for one in columns):
        raise OrderRefused("{form} has no column for the sequence", form=made.id)
    return made


@cache
def templates() -> Mapping[str, Template]:
    """The forms that come with the package, by id."""
    text = files("xiandao.foundry.ordering").joinpath("templates.yaml").read_text("utf-8")
    return {made.id: made for made in map(template_from, yaml.safe_load(text))}


def template_named(id_: str) -> Template:
    """One of them. Raises OrderRefused."""
    if id_ not in templates():
        raise OrderRefused(
            "there is no template {id}; there are {known}", id=id_, known=", ".join(templates())
        )
    return templates()[id_]


def well(number: int, wells: int) -> tuple[int, str]:
    """The plate (from 1) and well of the nth item (from 0), down the columns."""
    rows, _ = PLATES[wells]
    plate, inside = divmod(number, wells)
    column, row = divmod(inside, rows)
    return plate + 1, f"{chr(ord('A') + row)}{column + 1}"
