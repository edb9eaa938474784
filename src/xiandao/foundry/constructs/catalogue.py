"""Domains, vectors and grammars as data: what a construct can be made of, and in what order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from xiandao.foundry.entries import Entry, flag, loaded, many, whole, words
from xiandao.kernel.refusals import Refusal

FORMAT: Final = "xiandao-constructs/1"
_STARTER: Final = Path(__file__).with_name("starter.yaml")


class ConstructRefused(Refusal):
    """A catalogue that cannot be read, or a construct that cannot be made from it."""


@dataclass(frozen=True, slots=True)
class Domain:
    """A stretch of protein with what it is for; `source`: accession and residues, or who designed it."""

    name: str
    kind: str
    sequence: str
    source: str

    @property
    def protein(self) -> str:
        """The entry that it comes from, without its residues."""
        return self.source.split(",")[0]


@dataclass(frozen=True, slots=True)
class Vector:
    """What a vector carries, in bases; `elsewhere`: those taken by all that is not the coding sequence.

    `illustrative`: `elsewhere` is made up to show the form.
    """

    name: str
    carries: int
    elsewhere: int
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a construct: each of `takes` is a row of kinds (or names) of domains to stand there."""

    name: str
    takes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Slots from the amino to the carboxy end."""

    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that designs are made from."""

    domains: tuple[Domain, ...]
    vectors: tuple[Vector, ...]
    grammars: tuple[Grammar, ...]

    def grammar(self, name: str) -> Grammar:
        """By name. Raises ConstructRefused with the names there are."""
        return _named(self.grammars, name, "grammar")

    def vector(self, name: str) -> Vector:
        """By name. Raises ConstructRefused with the names there are."""
        return _named(self.vectors, name, "vector")

    def standing_for(self, word: str) -> tuple[Domain, ...]:
        """The domains of a kind, or the one of a name."""
        return tuple(one for one in self.domains if word in (one.kind, one.name))


_Kind = TypeVar("_Kind", Grammar, Vector)


def _named(known: tuple[_Kind, ...], name: str, what: str) -> _Kind:
    for one in known:
        if one.name == name:
            return one
    raise ConstructRefused(
        "there is no {what} “{name}”; there are {known}",
        what=what,
        name=name,
        known=", ".join(one.name for one in known) or "none",
    )


def read_catalogue(content: bytes, name: str) -> Catalogue:
    """Domains, vectors and grammars of a file. Raises ConstructRefused with the place of the first fault."""
    top = loaded(content, name, FORMAT, ConstructRefused)
    found = Catalogue(
        tuple(_domain(entry) for entry in top.all_below("domains", "domain", needed=True)),
        tuple(_vector(entry) for entry in top.all_below("vectors", "vector")),
        tuple(_grammar(entry) for entry in top.all_below("grammars", "grammar")),
    )
    top.close()
    for kind, told in (("domain", found.domains), ("vector", found.vectors), ("grammar", found.grammars)):
        names = [one.name for one in told]
        for twice in sorted({one for one in names if names.count(one) > 1}):
            raise ConstructRefused(
                "{name}: the {kind} “{twice}” stands twice", name=name, kind=kind, twice=twice
            )
    for grammar in found.grammars:
        for slot in grammar.slots:
            for word in {word for row in slot.takes for word in row}:
                if not found.standing_for(word):
                    raise ConstructRefused(
                        "{name}: “{grammar}” asks for {word} in “{slot}”, which no domain is",
                        name=name,
                        grammar=grammar.name,
                        word=word,
                        slot=slot.name,
                    )
    return found


@cache
def starter() -> Catalogue:
    """The catalogue that comes along: sequences with their accessions."""
    return read_catalogue(_STARTER.read_bytes(), _STARTER.name)


def with_domains(catalogue: Catalogue, *domains: Domain) -> Catalogue:
    """The same catalogue with more domains in it. Raises ConstructRefused for a name that is there."""
    for one in domains:
        if catalogue.standing_for(one.name):
            raise ConstructRefused("there is a domain “{name}” already", name=one.name)
        _residues(one.sequence)
    return Catalogue((*catalogue.domains, *domains), catalogue.vectors, catalogue.grammars)


def _residues(told: object) -> str:
    sequence = "".join(words(told).split()).upper()
    bad = re.search("[^ACDEFGHIKLMNPQRSTVWY]", sequence)
    if bad and bad[0] == "*":
        raise ConstructRefused("a stop within a domain, at residue {place}", place=bad.start() + 1)
    if bad:
        raise ConstructRefused(
            "residue {place}, “{letter}”, is not one of the twenty", place=bad.start() + 1, letter=bad[0]
        )
    return sequence


def _domain(entry: Entry) -> Domain:
    made = Domain(
        name=entry.take("name", words),
        kind=entry.take("kind", words),
        sequence=entry.take("sequence", _residues),
        source=entry.take("source", words),
    )
    entry.close()
    return made


def _vector(entry: Entry) -> Vector:
    made = Vector(
        name=entry.take("name", words),
        carries=entry.take("carries", whole),
        elsewhere=entry.take("elsewhere", whole),
        source=entry.take("source", words),
        illustrative=entry.take("illustrative", flag),
    )
    entry.close()
    return made


def _grammar(entry: Entry) -> Grammar:
    name = entry.take("name", words)
    slots = []
    for told in entry.all_below("slots", "slot", needed=True):
        takes = tuple(tuple(words(word) for word in many(row)) for row in told.take("takes", _rows))
        slots.append(Slot(told.take("name", words), takes))
        told.close()
    entry.close()
    return Grammar(name, tuple(slots))


def _rows(value: object) -> list[list[str]]:
    rows = many(value)
    if not rows or not all(many(row) for row in rows):
        raise ValueError("lists of kinds or names of domains are expected")
    return [[words(word) for word in row] for row in rows]
