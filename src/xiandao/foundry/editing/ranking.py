"""Guides in order, each with its reasons: first what is certain (sites), then what rules and scores say.

For bacteria and other hosts the order is that of counted facts, for every activity score at hand was trained
on human cells, and such scores do poorly in bacteria (Guo et al. 2018, Nucleic Acids Res 46:7052). For
mammals the published scores decide, where the nuclease is the one they were trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.foundry.editing.annotating import Annotation, Where
from xiandao.foundry.editing.genomes import Genome, encoded
from xiandao.foundry.editing.indexing import GuideIndex
from xiandao.foundry.editing.nucleases import Nuclease, Side
from xiandao.foundry.editing.purposes import Fit, Host, Purpose
from xiandao.foundry.editing.scoring import TRAINED_ON, aggregated, cfd, hsu, rule_set_1
from xiandao.foundry.editing.searching import Site, Sites
from xiandao.foundry.editing.targeting import Target, protospacer
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.kernel.sentences import Sentence

GC_RANGE: Final = (0.3, 0.8)  # a rule of this package
LONGEST_RUN: Final = 4  # a rule of this package
STEM: Final = 6  # a guide that pairs with itself over so many bases; a rule of this package
SEED: Final = 9  # bases next to the PAM that are enough for dCas9 to block a gene; Cui et al. 2018
CUI: Final = "Cui et al. 2018, Nat Commun 9:1912"
NEAR: Final = 2  # mismatches, a bulge counted as one, up to which an off-target is near


@dataclass(frozen=True, slots=True)
class Score:
    """A published score with where it was trained."""

    name: str
    value: float
    trained_on: str


@dataclass(frozen=True, slots=True)
class OffTarget:
    """A site that is not meant: what stands there, in or near which gene, and what it keeps by CFD."""

    site: Site
    letters: str
    pam: str
    where: Where
    cfd: float | None = None


@dataclass(frozen=True, slots=True)
class RankedGuide:
    """`counts`: off-targets with 0, 1, 2 … mismatches and no bulge; `bulged` those with one.

    `seed_sites`: other sites with the same 9 bases next to the PAM. `broken`: rules of the sequence that it
    breaks. `scores` say where they were trained; they rank only for a mammal.
    """

    target: Target
    where: Where
    counts: tuple[int, ...]
    bulged: int
    seed_sites: int
    broken: tuple[Sentence, ...]
    scores: tuple[Score, ...]
    off_targets: tuple[OffTarget, ...]
    fit: Fit | None
    reasons: tuple[Sentence, ...]


def ranked(
    targets: Sequence[Target],
    fits: Sequence[Fit | None],
    found: Sites,
    genome: Genome,
    annotation: Annotation,
    *,
    host: Host,
    purpose: Purpose | None = None,
) -> list[RankedGuide]:
    """The targets in order, best first; equal ones stay in the order of places.

    Guides that suit the purpose come first. Then, for a mammal with SpCas9: the aggregated CFD, then Rule
    Set 1. For others: fewest perfect off-targets, broken rules, near ones, seed sites (where nothing is cut
    and binding is enough), all off-targets; then the place in the gene.
    """
    rows = [
        _row(number, target, suits, found, genome, annotation, host=host, purpose=purpose)
        for number, (target, suits) in enumerate(zip(targets, fits, strict=True))
    ]
    return sorted(rows, key=lambda row: _order(row, host, purpose))


def _row(
    number: int, target: Target, suits: Fit | None, found: Sites, genome: Genome, annotation: Annotation,
    *, host: Host, purpose: Purpose | None,
) -> RankedGuide:  # fmt: skip
    index = found.index
    own = (target.chromosome, target.start, target.strand, 0, 0)
    others = [
        _off_target(site, target, genome, index, annotation)
        for site in found.of(number)
        if (site.chromosome, site.start, site.strand, site.mismatches, site.bulge) != own
    ]
    counts = [0] * 7
    for one in others:
        counts[one.site.mismatches] += one.site.bulge == 0
    last = max((n for n, many in enumerate(counts) if many), default=0)
    bulged = sum(one.site.bulge != 0 for one in others)
    seeds = seed_sites(index, target.guide) - 1
    broken = tuple(rules_broken(target.guide, host))
    scores = tuple(_scores(target, others, index.nuclease))
    where = annotation.locate(target.chromosome, target.cut)
    reasons = [*(suits.reasons if suits else ()), _specificity(others)]
    reasons += (Sentence("rule: {rule}", rule=one) for one in broken)
    if purpose in (Purpose.INTERFERENCE, Purpose.ACTIVATION) and host is Host.BACTERIUM and seeds > 0:
        reasons.append(
            Sentence(
                "{sites} other sites share its {bases} bases at the PAM, enough to bind ({source})",
                sites=seeds,
                bases=SEED,
                source=CUI,
            )
        )
    kept = tuple(sorted(others, key=lambda one: (one.site.bulge != 0, one.site.mismatches)))
    return RankedGuide(
        target, where, tuple(counts[: last + 1]), bulged, seeds, broken, scores, kept, suits, tuple(reasons)
    )


def _order(row: RankedGuide, host: Host, purpose: Purpose | None) -> tuple[float, ...]:
    suits = 0 if row.fit is None or row.fit.suits else 1
    distance = row.fit.distance if row.fit else 0.0
    scores = {one.name: one.value for one in row.scores}
    if host is Host.MAMMAL and "CFD" in scores:
        return suits, len(row.broken), -scores["CFD"], -scores.get("Rule Set 1", 0.0), distance
    near = sum(0 < one.site.mismatches + (one.site.bulge != 0) <= NEAR for one in row.off_targets)
    seeds = row.seed_sites if purpose not in (None, Purpose.KNOCKOUT) else 0
    return suits, row.counts[0], len(row.broken), near, seeds, sum(row.counts), distance


def _off_target(
    site: Site, target: Target, genome: Genome, index: GuideIndex, annotation: Annotation
) -> OffTarget:
    letters, pam = protospacer(genome, index, site)
    keeps = None
    if has_scores(index.nuclease) and site.bulge == 0 and "N" not in pam:
        keeps = cfd(target.guide, letters, pam)
    return OffTarget(site, letters, pam, annotation.locate(site.chromosome, site.cut), keeps)


def _scores(target: Target, others: Sequence[OffTarget], nuclease: Nuclease) -> list[Score]:
    """Only for the nuclease and the guides on which a score was trained."""
    if not has_scores(nuclease):
        return []
    plain = [one for one in others if one.site.bulge == 0]
    kept = [100.0 * one.cfd for one in plain if one.cfd is not None]
    hits = [hsu(target.guide, one.letters) for one in plain]
    found = [
        Score("CFD", aggregated(kept), TRAINED_ON["cfd"]),
        Score("MIT", aggregated(hits), TRAINED_ON["hsu"]),
    ]
    if target.context and target.context[25:27] == "GG":
        found.append(Score("Rule Set 1", rule_set_1(target.context), TRAINED_ON["rule_set_1"]))
    return found


def has_scores(nuclease: Nuclease) -> bool:
    """Whether the published scores are defined for a nuclease: they are for SpCas9 and guides of 20."""
    return nuclease.side is Side.THREE and nuclease.guide_length == 20 and nuclease.pam in ("NGG", "NRG")


def rules_broken(guide: str, host: Host) -> list[Sentence]:
    """Rules of this package that a guide breaks, in words."""
    found = []
    share = sum(letter in "GC" for letter in guide) / len(guide)
    if not GC_RANGE[0] <= share <= GC_RANGE[1]:
        low, high = (round(100 * one) for one in GC_RANGE)
        found.append(
            Sentence(
                "{percent} % of G and C, outside {low} to {high} %",
                percent=round(100 * share),
                low=low,
                high=high,
            )
        )
    run = next((letter for letter in "ACGT" if letter * (LONGEST_RUN + 1) in guide), "")
    if run:
        found.append(Sentence("more than {most} {base} in a row", most=LONGEST_RUN, base=run))
    if host is not Host.BACTERIUM and "TTTT" in guide:
        found.append(Sentence("TTTT ends transcription by RNA polymerase III"))
    stems = (guide[at : at + STEM] for at in range(len(guide) - 2 * STEM - 2))
    if any(reverse_complement(stem) in guide[at + STEM + 3 :] for at, stem in enumerate(stems)):
        found.append(Sentence("pairs with itself over {bases} bases or more", bases=STEM))
    return found


def seed_sites(index: GuideIndex, guide: str, bases: int = SEED) -> int:
    """How many sites of the genome, its own among them, share the bases of a guide next to the PAM."""
    letters = encoded(guide[::-1] if index.nuclease.side is Side.THREE else guide, "guide")
    low = sum(int(code) << (2 * at) for at, code in enumerate(letters[:bases]))
    mask = 4**bases - 1
    table = index.tables[0]
    if table.size < bases:
        sites = np.flatnonzero((np.asarray(index.keys) & np.uint64(mask)) == np.uint64(low))
    else:
        buckets = (low | high << (2 * bases) for high in range(4 ** (table.size - bases)))
        sites = np.concatenate(
            [table.sites[int(table.starts[one]) : int(table.starts[one + 1])] for one in buckets]
        ).astype(np.int64)
    found = int((index.first[sites + 1] - index.first[sites]).sum())
    return found + int(((index.ragged & np.uint64(mask)) == np.uint64(low)).sum())


def _specificity(others: Sequence[OffTarget]) -> Sentence:
    if not others:
        return Sentence("no other site within the edits searched")
    nearest = min(others, key=lambda one: (one.site.bulge != 0, one.site.mismatches))
    return Sentence(
        "{sites}, the nearest {edits}, {where}",
        sites=Sentence("{many} other sites", many=len(others))
        if len(others) > 1
        else Sentence("1 other site"),
        edits=_edits(nearest.site),
        where=nearest.where.words,
    )


def _edits(site: Site) -> Sentence:
    wrong = site.mismatches
    if site.bulge:
        return (
            Sentence("with 1 mismatch and a bulge")
            if wrong == 1
            else Sentence("with {mismatches} mismatches and a bulge", mismatches=wrong)
        )
    return (
        Sentence("with 1 mismatch")
        if wrong == 1
        else Sentence("with {mismatches} mismatches", mismatches=wrong)
    )
