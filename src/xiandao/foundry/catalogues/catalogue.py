"""Parts and chassis under one name: asked by identity, by words, by role, by letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from xiandao.foundry.catalogues.identity import identity_of
from xiandao.foundry.catalogues.parts import CatalogueRefusal, Chassis, Part
from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.roles import ROLES


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Parts and chassis; no identity comes twice in the same version."""

    name: str
    parts: tuple[Part, ...] = ()
    chassis: tuple[Chassis, ...] = ()

    def __post_init__(self) -> None:
        """Raise CatalogueRefusal for an identity that comes twice."""
        seen: set[tuple[str, str]] = set()
        versions = [(part.identity, part.version) for part in self.parts]
        for identity, version in versions + [(one.identity, "") for one in self.chassis]:
            if (identity, version) in seen:
                raise CatalogueRefusal(
                    "{catalogue}: {identity} comes twice in one version; give one of them another",
                    catalogue=self.name,
                    identity=identity,
                )
            seen.add((identity, version))

    def __add__(self, other: Catalogue) -> Catalogue:
        """Both catalogues as one. Raises CatalogueRefusal where an identity is in both."""
        return replace(self, parts=self.parts + other.parts, chassis=self.chassis + other.chassis)

    def part(self, identity: str) -> Part:
        """The part of that identity, its last version. Raises CatalogueRefusal, with names like it."""
        found = [part for part in self.parts if part.identity == identity]
        if found:
            return found[-1]
        raise _missing(self, "part", identity, (part.identity for part in self.parts))

    def organism(self, identity: str) -> Chassis:
        """The chassis of that identity. Raises CatalogueRefusal, with names like it."""
        found = next((one for one in self.chassis if one.identity == identity), None)
        if found:
            return found
        raise _missing(self, "chassis", identity, (one.identity for one in self.chassis))

    def with_words(self, words: str) -> tuple[Part, ...]:
        """Parts in which every word occurs, whatever the case; those that are so called come first."""
        wanted = words.casefold().split()
        found = [part for part in self.parts if all(word in _said(part) for word in wanted)]
        named = " ".join(wanted)
        return tuple(
            sorted(
                found,
                key=lambda part: (
                    part.identity.casefold() != named and part.name.casefold() != named,
                    not all(word in f"{part.identity} {part.name}".casefold() for word in wanted),
                ),
            )
        )

    def with_role(self, role: str) -> tuple[Part, ...]:
        """Parts of a role, said as "SO:0000167", as "promoter" or as a feature key."""
        terms = {one.term for one in ROLES if role.casefold() in {one.name.casefold(), one.kind.casefold()}}
        return tuple(part for part in self.parts if part.role == role or part.role in terms)

    def same_as(self, record: Record) -> tuple[Part, ...]:
        """Parts that are the same molecule: a plasmid is found whatever its first letter and its strand."""
        wanted = identity_of(record)
        return tuple(
            part for part in self.parts if len(part) == len(record) and identity_of(part.record()) == wanted
        )

    def doubles(self) -> tuple[tuple[Part, ...], ...]:
        """Parts that are one molecule under several identities."""
        groups = defaultdict(list)
        for part in self.parts:
            groups[identity_of(part.record())].append(part)
        return tuple(tuple(group) for group in groups.values() if len({one.identity for one in group}) > 1)


def _said(part: Part) -> str:
    role = part.said_role
    words = (
        part.identity, part.name, part.description, part.provenance.source, part.provenance.reference,
        part.owner, role.name if role else part.role, part.role, *part.tags,
    )  # fmt: skip
    return " ".join(words).casefold()


def _missing(catalogue: Catalogue, kind: str, identity: str, known: Iterable[str]) -> CatalogueRefusal:
    like = get_close_matches(identity, list(known), n=3)
    return CatalogueRefusal(
        "{catalogue} holds no {kind} {identity}; like it are: {like}",
        catalogue=catalogue.name,
        kind=kind,
        identity=identity,
        like=", ".join(like) or "none",
    )
