"""Profiles of hazard families (HMMER 3, by pyhmmer) against what a text can be translated to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from xiandao.foundry.screening.hazards import HazardDatabase, profile_name
from xiandao.foundry.screening.matching import EXPECTED, RESIDUES
from xiandao.foundry.screening.results import Hit, Method
from xiandao.foundry.screening.texts import Frame, Text, frames


def profile_hits(texts: Sequence[Text], database: HazardDatabase) -> list[Hit]:
    """Stretches between two stops that a profile knows, at an expectation of 0.001 an order."""
    if not database.profiles:
        return []
    from pyhmmer.easel import Alphabet, TextSequence
    from pyhmmer.hmmer import hmmsearch

    alphabet = Alphabet.amino()
    pieces = [piece for text in texts for piece in _pieces(text)]
    if not pieces:
        return []
    digital: list[Any] = [
        TextSequence(name=str(number).encode(), sequence=residues).digitize(alphabet)
        for number, (_, _, _, residues) in enumerate(pieces)
    ]
    models: Any = database.profiles
    space = len(pieces) * len(database.profiles)
    found = []
    for told in hmmsearch(models, digital, cpus=1, Z=space, E=EXPECTED, domZ=space, domE=EXPECTED):
        for one in told.reported:
            for domain in one.domains.reported:
                found.append(_hit(domain, pieces, database, profile_name(told.query)))
    return sorted(found, key=lambda hit: (hit.sequences, hit.entry.id, hit.strand, hit.start))


def _pieces(text: Text) -> Iterator[tuple[Text, Frame, int, str]]:
    for frame in frames(text):
        for piece in re.finditer(f"[^*X]{{{RESIDUES},}}", frame.residues):
            yield text, frame, piece.start(), piece.group()


def _hit(
    domain: Any, pieces: Sequence[tuple[Text, Frame, int, str]], database: HazardDatabase, name: str
) -> Hit:
    laid = domain.alignment
    text, frame, begins, _ = pieces[int(laid.target_name)]
    start, end = text.place(
        *frame.bases(begins + laid.target_from - 1, begins + laid.target_to), frame.strand
    )
    pairs = list(zip(laid.hmm_sequence.upper(), laid.target_sequence.upper(), strict=True))
    return Hit(
        sequences=(text.name,),
        strand=frame.strand,
        frame=frame.shift + 1,
        start=start,
        end=end,
        entry=database.entries[name],
        entry_start=laid.hmm_from - 1,
        entry_end=laid.hmm_to,
        length=end - start,
        identity=sum(one == two for one, two in pairs) / len(pairs),
        method=Method.PROFILE,
    )
