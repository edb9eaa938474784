"""How much of a guide's activity a mismatched site is expected to keep, and one number for a whole guide."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.editing.scoring.tables import CFD_MISMATCHES, CFD_PAMS, HSU
from xiandao.foundry.sequences.alphabet import complement

LENGTH: Final = 20  # the guides on which both scores were trained


def cfd(guide: str, site: str, pam: str) -> float:
    """Cutting frequency determination, 0..1: what the site keeps of the activity (Doench et al. 2016).

    `guide` and `site`: 20 DNA letters 5' to 3', `pam`: three. Trained on SpCas9 in human cells.
    Raises EditingRefused for other lengths or letters.
    """
    _check(guide, site, pam)
    kept = CFD_PAMS[pam[1:].upper()]
    for place, (wanted, there) in enumerate(zip(guide.upper(), site.upper(), strict=True)):
        if wanted != there:
            kept *= CFD_MISMATCHES[wanted.replace("T", "U") + complement(there)][place]
    return kept


def hsu(guide: str, site: str) -> float:
    """The hit score of Hsu et al. 2013, 0..100, as its web service had it.

    `guide` and `site`: 20 DNA letters 5' to 3'. Trained on SpCas9 in human cells. Raises EditingRefused.
    """
    _check(guide, site, "NGG")
    places = [n for n, (a, b) in enumerate(zip(guide.upper(), site.upper(), strict=True)) if a != b]
    score = 100.0
    for place in places:
        score *= 1 - HSU[place]
    if len(places) > 1:
        apart = sum(after - before for before, after in pairwise(places)) / (len(places) - 1)
        score /= (LENGTH - 1 - apart) / (LENGTH - 1) * 4 + 1
    return score / max(len(places), 1) ** 2


def aggregated(hits: Iterable[float]) -> float:
    """One number for a guide, 0..100: 100 where no off-target keeps anything (Hsu et al. 2013).

    `hits`: the scores of its off-targets on a scale of 0..100, its own site left out.
    """
    return 100.0 * 100.0 / (100.0 + sum(hits))


def _check(guide: str, site: str, pam: str) -> None:
    for name, word, length in (("guide", guide, LENGTH), ("site", site, LENGTH), ("PAM", pam, 3)):
        if len(word) != length or not set(word.upper()) <= set("ACGT" if name != "PAM" else "ACGTN"):
            raise EditingRefused(
                "the {name} “{word}” is not {length} letters of A, C, G, T, for which this score is defined",
                name=name,
                word=word,
                length=length,
            )
