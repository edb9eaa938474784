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
from xiandao.kernel.sentences import Sentence

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


PURPOSES: Final = {
    Purpose.KNOCKOUT: Sentence("knockout"),
    Purpose.INTERFERENCE: Sentence("interference"),
    Purpose.ACTIVATION: Sentence("activation"),
}


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
    reasons: tuple[Sentence, ...]


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
        return Fit(False, 1.0, (Sentence("cuts outside the coding bases of {gene}", gene=gene.name),))
    share = offset / len(gene)
    reasons = [
        Sentence(
            "cuts {percent} % into {gene}, in codon {codon} of {codons}",
            percent=round(100 * share),
            gene=gene.name,
            codon=offset // 3 + 1,
            codons=len(gene) // 3,
        )
    ]
    if share < EARLIEST:
        reasons.append(Sentence("so early that another start codon behind it may serve"))
    if share > LATEST:
        reasons.append(Sentence("so late that what is left may still work"))
    reasons += _shifted(locus, offset)
    if host is Host.BACTERIUM:
        reasons.append(
            Sentence(
                "most bacteria do not join cut ends: without a repair template the cut kills them ({source})",
                source=JIANG,
            )
        )
    return Fit(EARLIEST <= share <= LATEST, share, tuple(reasons))


def _shifted(locus: Locus, offset: int) -> Iterator[Sentence]:
    """Where reading stops after one base more or less; two of three lengths of indels shift the frame."""
    coding = locus.coding
    for edit, changed in (
        (Sentence("one base more"), coding[:offset] + coding[offset - 1 : offset] + coding[offset:]),
        (Sentence("one base less"), coding[: offset - 1] + coding[offset:]),
    ):
        codons = changed[: len(changed) // 3 * 3]
        protein = str(Seq(codons).translate(table=locus.table))  # type: ignore[no-untyped-call]
        stop = protein.find("*")
        many = len(coding) // 3
        if stop >= 0:
            yield Sentence(
                "{edit} shifts the frame: reading stops at codon {codon}, of {codons}",
                edit=edit,
                codon=stop + 1,
                codons=many,
            )
        else:
            yield Sentence(
                "{edit} shifts the frame: reading finds no stop within the gene, of {codons}",
                edit=edit,
                codons=many,
            )


def _interference(target: Target, locus: Locus, host: Host, nuclease: Nuclease) -> Fit:
    gene, along = locus.gene, locus.gene.downstream(target.cut, locus.start)
    reasons = [_at(along, locus)]
    if host is Host.MAMMAL:
        first, last = SILENCING_MAMMAL
        reasons.append(
            Sentence(
                "silencing works from {first} to {last} around the start of transcription ({source})",
                first=first,
                last=last,
                source=GILBERT,
            )
        )
        return Fit(first <= along <= last, abs(along - 50), tuple(reasons))
    if host is Host.OTHER:
        nearest = Sentence("no rule for this host is known here: nearest to the start")
        return Fit(True, abs(along), (*reasons, nearest))
    # Cas9 must pair with the coding strand, so that its site reads on the other; Cas12a the other way round
    wanted = (-1 if nuclease.side is Side.THREE else 1) * (gene.strand or 1)
    source = QI if nuclease.side is Side.THREE else ZHANG
    if along < 0:
        near = along >= -PROMOTER
        reasons.append(
            Sentence(
                "before the start: blocks the polymerase on either strand if it covers the promoter "
                "({source})",
                source=QI,
            )
        )
        return Fit(near and locus.known, abs(along), tuple(reasons))
    if target.strand != wanted:
        reasons.append(
            Sentence(
                "pairs with the strand on which the polymerase passes: hardly silences ({source})",
                source=source,
            )
        )
        return Fit(False, along, tuple(reasons))
    reasons.append(
        Sentence("pairs with the strand on which the polymerase is stopped ({source})", source=source)
    )
    if along > gene.span:
        return Fit(False, along, (*reasons, Sentence("behind the end of the gene")))
    reasons.append(
        Sentence("the nearer to the start, the stronger")
        if along > gene.span / 2
        else Sentence("near the start")
    )
    return Fit(True, along, tuple(reasons))


def _activation(target: Target, locus: Locus, host: Host) -> Fit:
    along = locus.gene.downstream(target.cut, locus.start)
    reasons = [_at(along, locus)]
    if host is Host.OTHER:
        before = Sentence("no rule for this host is known here: before the start")
        return Fit(along < 0, abs(along), (*reasons, before))
    (first, last), source = (ACTIVATING, FONTANA) if host is Host.BACTERIUM else (ACTIVATING_MAMMAL, GILBERT)
    reasons.append(
        Sentence(
            "activation works from {first} to {last} around the start of transcription ({source})",
            first=first,
            last=last,
            source=source,
        )
    )
    if host is Host.BACTERIUM:
        reasons.append(
            Sentence("within it only windows of 2 to 4 bases, one turn of the helix apart: try several")
        )
    return Fit(first <= along <= last, abs(along - (first + last) / 2), tuple(reasons))


def _at(along: int, locus: Locus) -> Sentence:
    if locus.known and along >= 0:
        return Sentence("{bases} bases behind the start of transcription", bases=along)
    if locus.known:
        return Sentence("{bases} bases before the start of transcription", bases=-along)
    if along >= 0:
        return Sentence(
            "{bases} bases behind the start of {gene}; where its transcription starts is not known (give it)",
            bases=along,
            gene=locus.gene.name,
        )
    return Sentence(
        "{bases} bases before the start of {gene}; where its transcription starts is not known (give it)",
        bases=-along,
        gene=locus.gene.name,
    )
