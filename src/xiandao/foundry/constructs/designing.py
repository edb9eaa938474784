"""From a grammar to designs: every row of domains it allows, ranked; then DNA without what is unwanted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from typing import Final

from xiandao.foundry.constructs.catalogue import Catalogue, ConstructRefused, Domain, Grammar, Slot, Vector
from xiandao.foundry.constructs.checking import (
    Repeat,
    frame_faults,
    repeats_of,
    spans_of,
    warnings_of,
)
from xiandao.foundry.constructs.splicing import SpliceSite, splice_sites
from xiandao.foundry.sequences import Feature, Place, Record
from xiandao.foundry.synthesis.codons import GeneAnswer, GeneRefused, GeneWish, optimise

MOST_ROWS: Final = 20_000
KOZAK: Final = "GCCACC"  # before the start codon (Kozak 1987, Nucleic Acids Res 15:8125)
_TURNS: Final = 30  # how often splice sites are looked for and kept out


@dataclass(frozen=True, slots=True)
class Row:
    """Domains in order, as a grammar allows them. `same_twice`: residues of domains that stand again.

    `parted`: hinges whose neighbour through the membrane comes from another protein.
    """

    domains: tuple[Domain, ...]
    residues: int
    same_twice: int
    parted: int
    room: int

    @property
    def name(self) -> str:
        """The names of its domains."""
        return " ".join(domain.name for domain in self.domains)


@dataclass(frozen=True, slots=True)
class ConstructDesign:
    """A construct down to its DNA. `room`: bases that the vector has left (below 0: too long).

    `cai`, `gap`: as of the last answer of the codons, its rules against splice sites with it;
    `splice_sites`: what still looks like one.
    """

    row: Row
    vector: Vector
    coding: str
    cai: float
    gap: float
    repeats: tuple[Repeat, ...]
    splice_sites: tuple[SpliceSite, ...]
    warnings: tuple[str, ...]

    @property
    def room(self) -> int:
        """Bases that the vector has left."""
        return self.row.room

    @property
    def record(self) -> Record:
        """The coding sequence with its domains as features."""
        features = [Feature("CDS", (Place(0, len(self.coding)),), (("label", "construct"),))]
        for domain, (start, end) in zip(self.row.domains, spans_of(self.row.domains), strict=True):
            told = (("label", domain.name), ("note", f"{domain.kind}; {domain.source}"))
            features.append(Feature("misc_feature", (Place(start, end),), told))
        return Record("construct", self.coding, description=self.row.name, features=tuple(features))


def rows_of(catalogue: Catalogue, grammar: Grammar, vector: Vector) -> list[Row]:
    """Every row of domains that the grammar allows, best first: fits, repeats least, unparted, leaves room.

    Raises ConstructRefused for more than 20,000.
    """
    slots = [list(_fillings(catalogue, slot)) for slot in grammar.slots]
    count = math.prod(len(filled) for filled in slots)
    if count > MOST_ROWS:
        raise ConstructRefused(
            "“{grammar}” allows {count} rows of domains; narrow it to {most}",
            grammar=grammar.name,
            count=count,
            most=MOST_ROWS,
        )
    rows = [_row(tuple(one for part in chosen for one in part), vector) for chosen in product(*slots)]
    return sorted(rows, key=lambda row: (row.room < 0, row.same_twice, row.parted, -row.room, row.name))


def _fillings(catalogue: Catalogue, slot: Slot) -> Iterator[tuple[Domain, ...]]:
    """What can stand in a slot; of two of one kind both orders, but not the same one twice in a row."""
    for kinds in slot.takes:
        for chosen in product(*(catalogue.standing_for(kind) for kind in kinds)):
            if all(one is not other for one, other in pairwise(chosen)):
                yield chosen


def _row(domains: tuple[Domain, ...], vector: Vector) -> Row:
    residues = sum(len(domain.sequence) for domain in domains)
    if not domains or not domains[0].sequence.startswith("M"):
        first = domains[0].name if domains else "nothing"
        raise ConstructRefused(
            "a construct begins with methionine; this one begins with {first}", first=first
        )
    seen: set[str] = set()
    again = 0
    for domain in domains:
        again += len(domain.sequence) if domain.name in seen else 0
        seen.add(domain.name)
    room = vector.carries - vector.elsewhere - len(KOZAK) - 3 * residues - 3
    parted = sum(
        (one.kind, other.kind) == ("hinge", "transmembrane") and one.protein != other.protein
        for one, other in pairwise(domains)
    )
    return Row(domains, residues, again, parted, room)


def design_construct(
    row: Row,
    vector: Vector,
    *,
    host: str,
    avoid: Sequence[str] = (),
    longest_shared: int = 15,
    rules: GeneWish | None = None,
    seed: int = 0,
) -> ConstructDesign:
    """DNA for a row of domains: codons as well adapted as `longest_shared` and splice sites allow.

    No stretch of more than `longest_shared` bases stands twice anywhere, so that repeated domains differ in
    their DNA. What looks like a splice site is kept out by name and the codons are solved again, as long as
    that is possible; what remains is told. `rules`: further rules of the gene (its protein and host are not
    read). Raises GeneRefused where codons cannot differ so much, ConstructRefused where the frame is broken.
    """
    protein = "".join(domain.sequence for domain in row.domains) + "*"
    wish = replace(
        rules or GeneWish("M", host),
        protein=protein,
        host=host,
        avoid=tuple(avoid) + (rules.avoid if rules else ()),
        unique=longest_shared + 1,
        left=KOZAK,
    )
    answer = _unspliced(wish, seed)
    faults = list(frame_faults(answer.sequence, row.domains))
    if faults:
        raise ConstructRefused("{row}: {fault}", row=row.name, fault=faults[0])
    sites = [_moved(site) for site in splice_sites(KOZAK + answer.sequence)]
    repeats = repeats_of(answer.sequence, row.domains)
    return ConstructDesign(
        row=row,
        vector=vector,
        coding=answer.sequence,
        cai=answer.cai,
        gap=answer.gap,
        repeats=tuple(repeats),
        splice_sites=tuple(sites),
        warnings=tuple(warnings_of(row.domains, repeats, sites, row.room, vector)),
    )


def _unspliced(wish: GeneWish, seed: int) -> GeneAnswer:
    """The gene again and again, each time without what looked like a splice site in the last one."""
    answer = optimise(wish, seed=seed)
    for _ in range(_TURNS):
        text = KOZAK + answer.sequence
        words = {text[site.start : site.end] for site in splice_sites(text)}
        if not words:
            break
        wish = replace(wish, avoid=(*wish.avoid, *sorted(words)))
        try:
            answer = optimise(wish, seed=seed)
        except GeneRefused:
            break  # the residues leave no other way to write a site: it is told
    return answer


def _moved(site: SpliceSite) -> SpliceSite:
    """Counted from the start codon on."""
    shift = len(KOZAK)
    return replace(site, place=site.place - shift, start=site.start - shift, end=site.end - shift)


def designs(
    catalogue: Catalogue, grammar: str, vector: str, *, host: str, most: int = 5, seed: int = 0
) -> list[ConstructDesign]:
    """The best `most` rows of a grammar as DNA, ranked: room, few splice sites, short repeats, codons."""
    carrier = catalogue.vector(vector)
    rows = rows_of(catalogue, catalogue.grammar(grammar), carrier)
    made = [design_construct(row, carrier, host=host, seed=seed) for row in islice(rows, most)]
    return sorted(made, key=_rank)


def _rank(one: ConstructDesign) -> tuple[bool, int, int, float]:
    longest = one.repeats[0].bases if one.repeats else 0
    return one.room < 0, len(one.splice_sites), longest, -one.cai
