"""The wish: a protein, a host, a weight for its codons, what to avoid. The answer: the best there is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import RNA

from xiandao.foundry.synthesis.hosts import HostRefused, strings_of, weights_of
from xiandao.foundry.synthesis.mrna.energies import energies
from xiandao.foundry.synthesis.mrna.lattice import Lattice, lattice_of
from xiandao.foundry.synthesis.mrna.tracing import Folded, fold
from xiandao.kernel.refusals import Refusal

VERSION: Final = "1"
_SCALE: Final = 10_000  # whole numbers of 1e-4 kcal/mol


class DesignRefused(Refusal):
    """The wish cannot be read: an unknown residue, host, enzyme or motif."""


@dataclass(frozen=True, slots=True)
class MrnaScore:
    """An mRNA judged by ViennaRNA at 37 degrees; energies in kcal/mol, fractions 0..1.

    `least_energy` is without dangles, as designed for; `default_energy` with ViennaRNA's default (dangles 2).
    """

    protein: str
    least_energy: float
    default_energy: float
    adaptation: float
    uridine_fraction: float
    gc_fraction: float


@dataclass(frozen=True, slots=True)
class MrnaDesign:
    """A coding sequence with no better one: no other has a lower energy + weight x codon cost.

    `energy` comes from the recursions, `judged_energy` is ViennaRNA's for the same structure (kcal/mol, no
    dangles); `adaptation` is the CAI (Sharp & Li 1987); `states` the size of the graph that was searched.
    """

    protein: str
    sequence: str
    structure: str
    energy: float
    judged_energy: float
    adaptation: float
    cai_weight: float
    states: int
    uridine_weight: float = 0.0
    method_version: str = VERSION

    @property
    def worth(self) -> float:
        """What was minimised, kcal/mol: energy, what the codons cost and what the uridines cost."""
        codons = self.cai_weight * len(self.protein) * math.log(self.adaptation)
        return self.energy - codons + self.uridine_weight * self.sequence.count("U")


def design(
    protein: str,
    *,
    host: str,
    cai_weight: float = 0.0,
    avoid: Sequence[str] = (),
    open_start: int = 0,
    uridine_weight: float = 0.0,
    keep: Mapping[int, Sequence[str]] | None = None,
) -> MrnaDesign:
    """The coding RNA of least energy - `cai_weight` x sum(ln w), over all sequences, none with a motif in it.

    `protein`: one-letter residues, a closing `*` allowed; `host`: a table of python-codon-tables;
    `cai_weight`: kcal/mol per unit of ln w, >= 0; `avoid`: names of restriction enzymes (both strands) or
    IUPAC motifs (this strand), kept out of the coding sequence exactly; `open_start`: so many bases from the
    start codon on stay unpaired in the structure that is optimised; `uridine_weight`: kcal/mol that each U
    costs, >= 0; `keep`: the only codons allowed for a
    residue (its number from 0). Deterministic, so no seed. Exact for ViennaRNA's Turner 2004 parameters
    without dangles, codon costs rounded to 1e-4 kcal/mol.
    Raises DesignRefused, or LatticeRefused where the motifs leave no sequence.
    """
    wish = wish_of(
        protein,
        host=host,
        cai_weight=cai_weight,
        avoid=avoid,
        open_start=open_start,
        uridine_weight=uridine_weight,
        keep=keep,
    )
    lattice = wish.lattice()
    return wish.answer(fold(energies(3 * len(wish.residues)), lattice), len(lattice.base))


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that was read: what each codon costs (1e-4 kcal/mol), the residues' codons, the rules."""

    residues: str
    weights: Mapping[str, Mapping[str, float]]
    costs: Mapping[str, int]
    codons: Sequence[Sequence[str]]
    motifs: Sequence[str]
    open_start: int
    cai_weight: float
    uridine_weight: float

    def lattice(self, costs: Mapping[str, int] | None = None) -> Lattice:
        """All sequences that keep the rules, with the wish's costs or others. Raises LatticeRefused."""
        return lattice_of(self.residues, self.codons, costs or self.costs, self.motifs, self.open_start)

    def answer(self, found: Folded, states: int) -> MrnaDesign:
        """The design that an answer of the recursions over so many states stands for."""
        spent = sum(self.costs[found.sequence[at : at + 3]] for at in range(0, len(found.sequence), 3))
        return MrnaDesign(
            protein=self.residues,
            sequence=found.sequence,
            structure=found.structure,
            energy=(found.optimum - spent) / _SCALE,
            judged_energy=model_of(found.sequence).eval_structure(found.structure),
            adaptation=adaptation_of(self.residues, found.sequence, self.weights),
            cai_weight=self.cai_weight,
            states=states,
            uridine_weight=self.uridine_weight,
        )


def wish_of(
    protein: str,
    *,
    host: str,
    cai_weight: float = 0.0,
    avoid: Sequence[str] = (),
    open_start: int = 0,
    uridine_weight: float = 0.0,
    keep: Mapping[int, Sequence[str]] | None = None,
) -> Wish:
    """Reads what `design` is asked. Raises as it does."""
    residues = residues_of(protein)
    for name, weight in (("codons", cai_weight), ("uridines", uridine_weight)):
        if not (math.isfinite(weight) and weight >= 0):
            raise DesignRefused(
                "the weight of the {name} is {weight}, not a number from 0 up", name=name, weight=weight
            )
    weights = adapted_weights(host)
    codons = _allowed(residues, weights, keep or {})
    costs = {
        codon: round((-math.log(weight) * cai_weight + codon.count("U") * uridine_weight) * _SCALE)
        for table in weights.values()
        for codon, weight in table.items()
    }
    return Wish(residues, weights, costs, codons, motifs_of(avoid), open_start, cai_weight, uridine_weight)


def score(mrna: str, *, host: str) -> MrnaScore:
    """What an existing coding sequence (DNA or RNA letters, in frame) is worth. Raises DesignRefused."""
    sequence = mrna.upper().replace("T", "U")
    bad = re.search("[^ACGU]", sequence)
    if not sequence or bad:
        raise DesignRefused(
            "letter {place} of the coding sequence is not one of A, C, G, U",
            place=bad.start() + 1 if bad else 0,
        )
    if len(sequence) % 3:
        raise DesignRefused(
            "a coding sequence has whole codons; this one has {length} letters, and its last codon, from "
            "letter {place} on, is cut off",
            length=len(sequence),
            place=len(sequence) - len(sequence) % 3 + 1,
        )
    weights = adapted_weights(host)
    residue_of = {codon: residue for residue, table in weights.items() for codon in table}
    residues = "".join(residue_of[sequence[at : at + 3]] for at in range(0, len(sequence), 3))
    return MrnaScore(
        protein=residues,
        least_energy=model_of(sequence).mfe()[1],
        default_energy=model_of(sequence, 2).mfe()[1],
        adaptation=adaptation_of(residues, sequence, weights),
        uridine_fraction=sequence.count("U") / len(sequence),
        gc_fraction=(sequence.count("G") + sequence.count("C")) / len(sequence),
    )


def _allowed(
    residues: str, weights: Mapping[str, Mapping[str, float]], keep: Mapping[int, Sequence[str]]
) -> list[list[str]]:
    """The codons of each residue in turn."""
    found = [sorted(weights[residue]) for residue in residues]
    for number, kept in keep.items():
        wanted = sorted({codon.upper().replace("T", "U") for codon in kept})
        if not 0 <= number < len(found) or not wanted or not set(wanted) <= set(found[number]):
            raise DesignRefused(
                "residue {number}: {codons} are not codons of it",
                number=number + 1,
                codons=", ".join(kept) or "-",
            )
        found[number] = wanted
    return found


def model_of(sequence: str, dangles: int = 0) -> RNA.fold_compound:
    """A sequence in ViennaRNA; without dangles where none are asked for."""
    details = RNA.md()
    details.dangles = dangles
    return RNA.fold_compound(sequence, details)


def residues_of(protein: str) -> str:
    """A protein in one-letter residues. Raises DesignRefused."""
    residues = "".join(protein.split()).upper()
    bad = re.search(r"[^ACDEFGHIKLMNPQRSTVWY*]|\*(?!$)", residues)
    if bad or not residues.rstrip("*"):
        place = bad.start() + 1 if bad else 0
        raise DesignRefused("residue {place} of the protein is not one of the twenty", place=place)
    return residues


def adapted_weights(host: str) -> Mapping[str, Mapping[str, float]]:
    """How well each codon (RNA letters) is adapted."""
    try:
        tables = weights_of(host)
    except HostRefused as refusal:
        raise DesignRefused(refusal.template, **refusal.values) from refusal
    return {
        residue: {codon.replace("T", "U"): weight for codon, weight in table.items()}
        for residue, table in tables.items()
    }


def adaptation_of(residues: str, sequence: str, weights: Mapping[str, Mapping[str, float]]) -> float:
    """The CAI of a coding sequence."""
    logs = [math.log(weights[r][sequence[3 * at : 3 * at + 3]]) for at, r in enumerate(residues)]
    return math.exp(sum(logs) / len(logs))


def motifs_of(avoid: Sequence[str]) -> tuple[str, ...]:
    """Every string that names of enzymes (both strands) and IUPAC motifs stand for, as RNA."""
    try:
        strings = {string for name in avoid for string in strings_of(name)}
    except HostRefused as refusal:
        raise DesignRefused(refusal.template, **refusal.values) from refusal
    return tuple(sorted(string.replace("T", "U") for string in strings))
