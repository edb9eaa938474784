"""What a catalogue holds: parts, chassis, and what was measured of them; frozen, each with its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import check_letters
from xiandao.foundry.sequences.roles import Role, role_of_term
from xiandao.kernel.refusals import Refusal

TERM: Final = re.compile(r"SO:\d{7}")
IDENTITY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")


class CatalogueRefusal(Refusal):
    """A catalogue, or an entry of one, that cannot be."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured figure: of what, how much, in which unit, under which condition, said by whom."""

    quantity: str
    value: float
    unit: str
    condition: str
    source: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an entry comes from, and under which name it is found there."""

    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of DNA, RNA or protein with a purpose. `role`: a Sequence Ontology term, "SO:0000167"."""

    identity: str
    name: str
    role: str
    sequence: str = field(repr=False)
    version: str
    provenance: Provenance
    licence: str
    owner: str
    description: str = ""
    molecule: Molecule = Molecule.DNA
    circular: bool = False
    tags: tuple[str, ...] = ()
    measured: tuple[Measurement, ...] = ()

    def __post_init__(self) -> None:
        """Raise CatalogueRefusal for an identity, a role or letters that cannot be."""
        check_identity(self.identity)
        if not TERM.fullmatch(self.role):
            raise CatalogueRefusal(
                "{identity}: the role {role!r} is no Sequence Ontology term such as SO:0000167",
                identity=self.identity,
                role=self.role,
            )
        for name in ("version", "licence", "owner"):
            if not getattr(self, name):
                raise CatalogueRefusal("{identity}: say its {name}", identity=self.identity, name=name)
        try:
            check_letters(self.sequence, self.molecule)
        except Refusal as refusal:
            raise CatalogueRefusal("{identity}: {fault}", identity=self.identity, fault=refusal) from refusal

    def __len__(self) -> int:
        return len(self.sequence)

    @property
    def said_role(self) -> Role | None:
        """The role with its name, where it is one of those that formats know."""
        return role_of_term(self.role)

    def record(self) -> Record:
        """The part as a record, with one feature over the whole of it."""
        role = self.said_role
        whole = Feature(
            role.kind if role else "misc_feature",
            (Place(0, len(self.sequence)),),
            (("label", self.name), ("note", f"{self.identity} version {self.version}")),
        )
        return Record(
            self.identity,
            self.sequence,
            self.molecule,
            self.circular,
            self.description or self.name,
            (whole,),
            (
                ("ACCESSION", self.identity),
                ("COMMENT", f"{self.provenance.source}: {self.provenance.reference}"),
            ),
        )


@dataclass(frozen=True, slots=True)
class Chassis:
    """An organism to build in. `codon_table`: of python-codon-tables; `model`: one that COBRApy carries."""

    identity: str
    name: str
    taxon: int
    genetic_code: int
    provenance: Provenance
    licence: str
    owner: str
    codon_table: str = ""
    genome: str = ""
    model: str = ""
    description: str = ""
    measured: tuple[Measurement, ...] = ()

    def __post_init__(self) -> None:
        """Raise CatalogueRefusal for an identity that cannot be."""
        check_identity(self.identity)


def check_identity(identity: str) -> None:
    """Raise CatalogueRefusal for an identity that no file name or address could hold."""
    if not IDENTITY.fullmatch(identity):
        raise CatalogueRefusal(
            "{identity!r} is no identity: up to 100 letters, digits, _ . : and -, no blanks",
            identity=identity,
        )
