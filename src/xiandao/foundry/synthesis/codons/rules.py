"""What is wished of a gene: the protein is always kept, the rest are rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, joined

_SHOWN: Final = 5  # breaches that a sentence lists


class GeneRefused(Refusal):
    """A wish that cannot be read, or that no sequence can keep."""


@dataclass(frozen=True, slots=True)
class GcRange:
    """Least and most share of G and C, 0..1, over the whole gene or over every window of so many bases."""

    least: float
    most: float
    window: int = 0


@dataclass(frozen=True, slots=True)
class GeneWish:
    """A protein (one-letter residues, a closing `*` allowed) for a host, and the rules its gene keeps.

    `avoid`: enzymes or IUPAC motifs, kept out on both strands, of `left` and `right` and over the joints too;
    `longest_run`: of one base (0: any); `gc`: over all; `windows`: over every window; `unique`: no stretch of
    so many bases occurs twice (0: any); `stem`: no stretch of so many bases returns as its own reverse
    complement within `stem_reach` (0: any); `keep`: the only codons allowed for a residue, numbered from 0;
    `open_start`: least mean chance, 0..1, that a base from -4 to +37 around the start codon is unpaired, with
    `left` before it (0: any; ViennaRNA's default model).
    """

    protein: str
    host: str
    avoid: tuple[str, ...] = ()
    longest_run: int = 0
    gc: GcRange | None = None
    windows: tuple[GcRange, ...] = ()
    unique: int = 0
    stem: int = 0
    stem_reach: int = 200
    open_start: float = 0.0
    keep: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class GeneAnswer:
    """A gene that keeps every rule. `score` is the sum of ln w over its codons (w after Sharp & Li 1987).

    `bound`: no gene that keeps the local rules (motifs, runs, kept codons) and GC scores more; `gap` =
    bound - score >= 0, so 0 is a proof of the best. `cai` = exp(score / residues). `turns`: how often the
    program was run.
    """

    sequence: str
    score: float
    bound: float
    cai: float
    turns: int

    @property
    def gap(self) -> float:
        """How far from the best this can be at most."""
        return max(self.bound - self.score, 0.0)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a sequence breaks, and where (0-based, half-open, in the gene)."""

    rule: str
    start: int
    end: int


_NAMED: Final = {
    "protein": Sentence("the protein"),
    "keep": Sentence("the codons to keep"),
    "longest_run": Sentence("the longest run of one base"),
    "open_start": Sentence("an open start"),
    "gc too high": Sentence("GC, which is too high"),
    "gc too low": Sentence("GC, which is too low"),
    "unique": Sentence("no stretch twice"),
    "stem": Sentence("no stem"),
}


def rule_words(rule: str) -> Sentence:
    """A rule for a person; motifs and enzymes have their own names."""
    return _NAMED.get(rule) or Sentence("no {motif}", motif=rule)


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that cannot be kept together. Residues count from 0, `last` is the last one in it.

    `sequence`: the gene with the fewest breaches of all, and the best one among those; `breaches`: its own.
    """

    rules: tuple[str, ...]
    first: int
    last: int
    sequence: str
    breaches: tuple[Breach, ...]


class RulesClash(GeneRefused):
    """No gene keeps the rules; `clash` says which, where, and what comes nearest."""

    def __init__(self, clash: Clash) -> None:
        broken = [
            Sentence(
                "{rule} at residue {residue}",
                rule=rule_words(one.rule),
                residue=max(one.start, 0) // 3 + 1,
            )
            for one in clash.breaches[:_SHOWN]
        ]
        super().__init__(
            "residues {first} to {last}: no codons keep these rules: {rules}; the nearest gene breaks "
            "{count} ({broken}): {sequence}",
            first=clash.first + 1,
            last=clash.last + 1,
            rules=joined([rule_words(rule) for rule in clash.rules]),
            count=len(clash.breaches),
            broken=joined(broken),
            sequence=clash.sequence,
        )
        self.clash = clash
