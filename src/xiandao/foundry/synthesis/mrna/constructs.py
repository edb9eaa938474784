"""A whole mRNA, cap to tail: what is known of it before it is ordered, and what to look at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import RNA

from xiandao.foundry.synthesis.accessibility import start_openness
from xiandao.foundry.synthesis.mrna.designing import DesignRefused, motifs_of, score
from xiandao.kernel.sentences import Sentence

_LONGEST_RUN: Final = 8
_LONGEST_REPEAT: Final = 20
_SHORTEST_TAIL: Final = 30
# N1-methylpseudouridine: stacks that were measured, kcal/mol (Mauger et al. 2019, PNAS 116:24075); "1" is the
# base, the other stacks count as uridine's.
_M1PSI: Final = {
    "modified_base": {
        "name": "N1-methylpseudouridine",
        "unmodified": "U",
        "pairing_partners": ["A", "G"],
        "one_letter_code": "1",
        "fallback": "U",
        "stacking_energies": {
            "G1CA": -2.43, "1CAG": -2.67, "C1GA": -1.83, "1GAC": -2.26,
            "A11A": -1.13, "11AA": -1.18, "1AA1": -1.86,
        },
        "terminal_energies": {"1A": 0.31, "A1": 0.31},
    }
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MrnaConstruct:
    """The parts of an mRNA in RNA or DNA letters; `tail`: how many A the tail has."""

    five_utr: str
    coding: str
    three_utr: str
    tail: int


@dataclass(frozen=True, slots=True)
class ConstructReport:
    """Energies in kcal/mol at 37 degrees (ViennaRNA's default model), fractions 0..1.

    `start_openness`: mean chance that a base from -4 to +37 around the start codon is unpaired, the leader
    folded with the first 200 bases of the coding sequence; `m1psi_energy`: with every U replaced, or None.
    """

    sequence: str
    protein: str
    length: int
    gc_fraction: float
    uridine_fraction: float
    adaptation: float
    energy: float
    m1psi_energy: float | None
    start_openness: float
    longest_run: int
    longest_repeat: int
    warnings: tuple[Sentence, ...]


def report(
    construct: MrnaConstruct, *, host: str, avoid: Sequence[str] = (), m1psi: bool = False
) -> ConstructReport:
    """What a construct is worth and what to look at in it. `avoid` as in `design`. Raises DesignRefused."""
    parts = [_rna(name, getattr(construct, name)) for name in ("five_utr", "coding", "three_utr")]
    leader, coding, _ = parts
    if construct.tail < 0:
        raise DesignRefused("a tail of {tail} A is none; give 0 or more", tail=construct.tail)
    judged = score(coding, host=host)
    sequence = "".join(parts) + "A" * construct.tail
    runs = max(len(list(group)) for _, group in groupby("".join(parts)))
    repeat = _longest_repeat("".join(parts))
    return ConstructReport(
        sequence=sequence,
        protein=judged.protein,
        length=len(sequence),
        gc_fraction=(sequence.count("G") + sequence.count("C")) / len(sequence),
        uridine_fraction=sequence.count("U") / len(sequence),
        adaptation=judged.adaptation,
        energy=RNA.fold_compound(sequence).mfe()[1],
        m1psi_energy=m1psi_energy(sequence) if m1psi else None,
        start_openness=start_openness(leader, coding),
        longest_run=runs,
        longest_repeat=repeat,
        warnings=tuple(_warnings(construct, parts, judged.protein, avoid, runs, repeat)),
    )


def m1psi_energy(sequence: str) -> float:
    """Least energy of an RNA whose every U is N1-methylpseudouridine, kcal/mol at 37 degrees.

    Measured stacks only (Mauger et al. 2019); the rest counts as uridine.
    """
    model = RNA.fold_compound(sequence)
    sites = [place for place, letter in enumerate(sequence, start=1) if letter == "U"]
    if sites:
        model.sc_mod_json(json.dumps(_M1PSI), sites)
    energy: float = model.mfe()[1]
    return energy


def _rna(name: str, letters: str) -> str:
    sequence = "".join(letters.split()).upper().replace("T", "U")
    bad = re.search("[^ACGU]", sequence)
    if bad:
        raise DesignRefused(
            "{part}: “{letter}” at {place} is not one of A, C, G, U",
            part=name,
            letter=bad[0],
            place=bad.start() + 1,
        )
    return sequence


def _longest_repeat(sequence: str) -> int:
    """The length of the longest stretch that occurs twice (a binary search over lengths)."""
    low, high = 0, len(sequence) - 1
    while low < high:
        middle = (low + high + 1) // 2
        words = [sequence[at : at + middle] for at in range(len(sequence) - middle + 1)]
        if len(set(words)) < len(words):
            low = middle
        else:
            high = middle - 1
    return low


def _warnings(
    construct: MrnaConstruct, parts: Sequence[str], protein: str, avoid: Sequence[str], runs: int, repeat: int
) -> Iterator[Sentence]:
    leader, coding, _ = parts
    body = "".join(parts)
    if not coding.startswith("AUG"):
        yield Sentence("the coding sequence does not begin with AUG")
    if not protein.endswith("*"):
        yield Sentence("the coding sequence has no stop codon at its end")
    if "*" in protein[:-1]:
        yield Sentence(
            "the coding sequence stops early, at residue {residue}", residue=protein.index("*") + 1
        )
    early = leader.find("AUG")
    if early >= 0:
        yield Sentence("the leader has an AUG of its own at {place}", place=early + 1)
    for motif in motifs_of(avoid):
        if motif in body:
            yield Sentence("{motif} stands at {place}", motif=motif, place=body.index(motif) + 1)
    if runs > _LONGEST_RUN:
        yield Sentence("one base stands {times} times in a row", times=runs)
    if repeat > _LONGEST_REPEAT:
        yield Sentence("a stretch of {bases} bases occurs twice", bases=repeat)
    if construct.tail < _SHORTEST_TAIL:
        yield Sentence("the tail has only {tail} A", tail=construct.tail)
