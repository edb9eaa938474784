"""The slow obvious twin of the search: every place, every alignment, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xiandao.foundry.editing import Nuclease, Side
from xiandao.foundry.sequences import Record, reverse_complement
from xiandao.foundry.sequences.alphabet import MEANS

Found = tuple[int, str, int, int, int, int, int]  # guide, chromosome, start, strand, cut, mismatches, bulge


def alignments(guide: str, site_at: dict[int, str], bulges: int) -> Iterator[tuple[int, int]]:
    """(mismatches, bulge) of every way to lay a guide on a site; both from the PAM outwards."""
    length = len(guide)

    def differ(one: str, other: str) -> int:
        return sum(a != b for a, b in zip(one, other, strict=True))

    if length in site_at:
        yield differ(guide, site_at[length]), 0
    if bulges and length + 1 in site_at:
        site = site_at[length + 1]
        for place in range(1, length):
            yield differ(guide, site[:place] + site[place + 1 :]), place + 1
    if bulges and length - 1 in site_at:
        for place in range(1, length - 1):
            yield differ(guide[:place] + guide[place + 1 :], site_at[length - 1]), -(place + 1)


def sites(
    records: Sequence[Record], nuclease: Nuclease, guides: Sequence[str], most: int, bulges: int
) -> list[Found]:
    """Everything that `find_sites` should find."""
    found: list[Found] = []
    for record in records:
        for strand in (1, -1):
            found += _on_strand(record, strand, nuclease, guides, most, bulges)
    return sorted(found)


def _on_strand(
    record: Record, strand: int, nuclease: Nuclease, guides: Sequence[str], most: int, bulges: int
) -> Iterator[Found]:
    text = record.sequence.upper()
    text = text if strand == 1 else reverse_complement(text)
    size, length = len(text), nuclease.guide_length
    for pam in range(size):
        if not _fits(text, pam, nuclease.pam, circular=record.circular):
            continue
        site_at = {}
        for span in (length - 1, length, length + 1):
            start = pam - span if nuclease.side is Side.THREE else pam + len(nuclease.pam)
            word = _word(text, start, span, circular=record.circular)
            if word is not None:
                site_at[span] = word[::-1] if nuclease.side is Side.THREE else word
        for number, guide in enumerate(guides):
            turned = guide.upper()[::-1] if nuclease.side is Side.THREE else guide.upper()
            near = [one for one in alignments(turned, site_at, bulges) if one[0] <= most]
            if near:
                wrong, bulge = min(near, key=lambda one: (one[1] != 0, one[0], abs(one[1]), one[1]))
                span = length + (bulge > 0) - (bulge < 0)
                yield number, record.name, *_place(nuclease, pam, span, size, strand), wrong, bulge


def _place(nuclease: Nuclease, pam: int, span: int, size: int, strand: int) -> tuple[int, int, int]:
    if nuclease.side is Side.THREE:
        start, cut = pam - span, pam - nuclease.cut
    else:
        start = pam + len(nuclease.pam)
        cut = start + nuclease.cut
    if strand == -1:
        start, cut = size - start - span, size - cut
    return start % size, strand, cut % size if cut != size else cut


def _fits(text: str, place: int, pam: str, *, circular: bool) -> bool:
    word = _word(text, place, len(pam), circular=circular)
    return word is not None and all(letter in MEANS[code] for letter, code in zip(word, pam, strict=True))


def _word(text: str, start: int, span: int, *, circular: bool) -> str | None:
    size = len(text)
    if not circular and not (start >= 0 and start + span <= size):
        return None
    word = "".join(text[(start + step) % size] for step in range(span))
    return word if set(word) <= set("ACGT") else None
