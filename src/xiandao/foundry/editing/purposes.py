"""What a guide would do to a gene, by published rules: knock it out, silence it, or switch it on.

A rule says for whom it was found. What no rule covers is told as such and ranked by specificity alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from Bio.Seq import Seq

from xiandao.foundry.editing.annotating import Gene
from xiandao.foundry.editing.nucleases import EditingRefused, Nuclease, Side
from xiandao.foundry.editing.targeting import Target
from xiandao.foundry.sequences.alphabet import reverse_complement

QI: Final = "Qi et al. 2013, Cell 152:1173"
ZHANG: Final = "Zhang et al. 2017, Cell Discovery 3:17018"
FONTANA: Final = "Fontana et al. 2020, Nat Commun 11:1618"
GILBERT: Final = "Gilbert et al. 2014, Cell 159:647"
JIANG: Final = "Jiang et al. 2013, Nat Biotechnol 31:233"
ACTIVATING: Final = (-100, -60)  # bases from the start of transcription, E. coli; Fontana et al. 2020
# From the start of transcription; the windows of Gilbert et al. 2014 as remembered by us, not looked up.
SILENCING_MAMMAL: Final = (-50, 300)
ACTIVATING_MAMMAL: Final = (-400, -50)
PROMOTER: Final = 60  # bases before the start of transcription that the polymerase covers
EARLIEST: Final = 0.05  # of a coding sequence: before it another start may serve (a rule of this package)
LATEST: Final = 0.65  # behind it what is left may still work (a rule of this package)
WINDOW: Final = 400  # bases before the start of reading that are looked at, at most


class Purpose(StrEnum):
    """What a guide is for."""

    KNOCKOUT = "knockout"
    INTERFERENCE = "interference"
    ACTIVATION = "activation"


class Host(StrEnum):
    """Whose rules hold."""

    BACTERIUM = "bacterium"
    MAMMAL = "mammal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a guide suits the purpose; the smaller `distance`, the better among those that do."""

    suits: bool
    distance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locus:
    """A gene with what is needed to judge guides in it: its coding letters and where reading begins."""

    gene: Gene
    coding: str  # 5' to 3'; "" where it codes for nothing
    start: int  # of transcription if `known`, else of the gene: bases left of it on the upper strand
    known: bool
    table: int = 11


def locus_of(gene: Gene, sequence: str, *, start_site: int | None, table: int) -> Locus:
    """`start_site`: bases left of the start of transcription on the upper strand, if it is known."""
    coding = ""
    if gene.coding:
        pieces = (
            reverse_complement(sequence[one.start : one.end])
            if one.strand == -1
            else sequence[one.start : one.end]
            for one in gene.places
        )
        coding = "".join(pieces).upper()
    known = start_site if start_site is not None else gene.transcript_start
    return Locus(gene, coding, gene.begin if known is None else known, known is not None, table)


def fit(target: Target, locus: Locus, purpose: Purpose, host: Host, nuclease: Nuclease) -> Fit:
    """How a guide suits a purpose. Raises EditingRefused where the gene has no coding sequence to cut."""
    if purpose is Purpose.KNOCKOUT:
        return _knockout(target, locus, host)
    if purpose is Purpose.INTERFERENCE:
        return _interference(target, locus, host, nuclease)
    return _activation(target, locus, host)


def _knockout(target: Target, locus: Locus, host: Host) -> Fit:
    gene = locus.gene
    if not gene.coding:
        raise EditingRefused(
            "{gene} has no coding sequence to shift; delete it by a repair template", gene=gene.name
        )
    offset = gene.offset(target.cut)
    if offset is None:
        return Fit(False, 1.0, (f"cuts outside the coding bases of {gene.name}",))
    share = offset / len(gene)
    reasons = [f"cuts {100 * share:.0f} % into {gene.name}, in codon {offset // 3 + 1} of {len(gene) // 3}"]
    if share < EARLIEST:
        reasons.append("so early that another start codon behind it may serve")
    if share > LATEST:
        reasons.append("so late that what is left may still work")
    reasons += _shifted(locus, offset)
    if host is Host.BACTERIUM:
        reasons.append(
            f"most bacteria do not join cut ends: without a repair template the cut kills them ({JIANG})"
        )
    return Fit(EARLIEST <= share <= LATEST, share, tuple(reasons))


def _shifted(locus: Locus, offset: int) -> Iterator[str]:
    """Where reading stops after one base more or less; two of three lengths of indels shift the frame."""
    coding = locus.coding
    for name, changed in (
        ("one base more", coding[:offset] + coding[offset - 1 : offset] + coding[offset:]),
        ("one base less", coding[: offset - 1] + coding[offset:]),
    ):
        codons = changed[: len(changed) // 3 * 3]
        protein = str(Seq(codons).translate(table=locus.table))  # type: ignore[no-untyped-call]
        stop = protein.find("*")
        ends = f"stops at codon {stop + 1}" if stop >= 0 else "finds no stop within the gene"
        yield f"{name} shifts the frame: reading {ends}, of {len(coding) // 3}"


def _interference(target: Target, locus: Locus, host: Host, nuclease: Nuclease) -> Fit:
    gene, along = locus.gene, locus.gene.downstream(target.cut, locus.start)
    reasons = [_at(along, locus)]
    if host is Host.MAMMAL:
        first, last = SILENCING_MAMMAL
        reasons.append(
            f"silencing works from {first} to {last} around the start of transcription ({GILBERT})"
        )
        return Fit(first <= along <= last, abs(along - 50), tuple(reasons))
    if host is Host.OTHER:
        return Fit(True, abs(along), (*reasons, "no rule for this host is known here: nearest to the start"))
    # Cas9 must pair with the coding strand, so that its site reads on the other; Cas12a the other way round
    wanted = (-1 if nuclease.side is Side.THREE else 1) * (gene.strand or 1)
    source = QI if nuclease.side is Side.THREE else ZHANG
    if along < 0:
        near = along >= -PROMOTER
        reasons.append(
            f"before the start: blocks the polymerase on either strand if it covers the promoter ({QI})"
        )
        return Fit(near and locus.known, abs(along), tuple(reasons))
    if target.strand != wanted:
        reasons.append(f"pairs with the strand on which the polymerase passes: hardly silences ({source})")
        return Fit(False, along, tuple(reasons))
    reasons.append(f"pairs with the strand on which the polymerase is stopped ({source})")
    if along > gene.span:
        return Fit(False, along, (*reasons, "behind the end of the gene"))
    reasons.append("the nearer to the start, the stronger" if along > gene.span / 2 else "near the start")
    return Fit(True, along, tuple(reasons))


def _activation(target: Target, locus: Locus, host: Host) -> Fit:
    along = locus.gene.downstream(target.cut, locus.start)
    reasons = [_at(along, locus)]
    if host is Host.OTHER:
        return Fit(along < 0, abs(along), (*reasons, "no rule for this host is known here: before the start"))
    (first, last), source = (ACTIVATING, FONTANA) if host is Host.BACTERIUM else (ACTIVATING_MAMMAL, GILBERT)
    reasons.append(f"activation works from {first} to {last} around the start of transcription ({source})")
    if host is Host.BACTERIUM:
        reasons.append("within it only windows of 2 to 4 bases, one turn of the helix apart: try several")
    return Fit(first <= along <= last, abs(along - (first + last) / 2), tuple(reasons))


def _at(along: int, locus: Locus) -> str:
    behind = f"{abs(along)} bases {'behind' if along >= 0 else 'before'} the start of "
    if locus.known:
        return behind + "transcription"
    return behind + f"{locus.gene.name}; where its transcription starts is not known (give it)"
