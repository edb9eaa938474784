"""Repair templates: two arms of the genome around a change, made so that the nuclease leaves it alone.

A cut that was mended must not be cut again. Where the change itself does not spoil the site, one to three
bases of its PAM or of the bases beside it are changed so that every protein read over them stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from typing import Final

from xiandao.foundry.editing.genomes import genome_of
from xiandao.foundry.editing.indexing import index_of
from xiandao.foundry.editing.nucleases import SP_CAS9, SP_CAS9_RELAXED, EditingRefused, Nuclease, Side
from xiandao.foundry.editing.searching import Site, find_sites
from xiandao.foundry.editing.targeting import Target, protospacer
from xiandao.foundry.editing.translating import Readings
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

ARM: Final = 500
SHORTEST_ARM: Final = 20
SEED: Final = (
    10  # bases beside the PAM in which two mismatches are taken to spare a site (a rule of this package)
)
SPARED: Final = 2
CUT_WITHIN: Final = 4  # mismatches up to which a site is taken to be cut (a rule of this package)
MOST_CHANGES: Final = 3
MOST_TRIED: Final = 8  # a template that is still cut then has the site elsewhere
_FAR: Final = 30  # bases between cut and change from which on repair often misses the change


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the bases from `start` to `end` of the upper strand by `letters`; either may be empty."""

    start: int
    end: int
    letters: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SilentChange:
    """One base of the upper strand changed so that the site is spared."""

    place: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Template:
    """`sequence` = left arm, middle, right arm, on the upper strand. `edited`: the chromosome afterwards.

    In no template that is given out would the guide still cut. `said`: what a reader must know.
    """

    sequence: str
    left: str
    middle: str
    right: str
    edit: Edit
    changes: tuple[SilentChange, ...]
    edited: str
    said: tuple[str, ...]


def repair_template(
    record: Record, target: Target, edit: Edit, nuclease: Nuclease, *, arm: int = ARM, table: int = 11
) -> Template:
    """The template that makes an edit at the cut of a target. Raises EditingRefused.

    `record` is the target's chromosome with its features. Refused: arms that run over a linear end, letters
    that are not A, C, G, T, an edit with which the guide would still cut the template whatever is changed.
    """
    text = record.sequence.upper()
    _check(record, edit, arm)
    changes: tuple[SilentChange, ...] = ()
    made = _made(record, text, edit, changes, arm)
    if _cut_again(made, target, nuclease):
        changes, made = _spared(record, text, target, edit, nuclease, arm, table)
    said = [
        f"the site is spared by {len(changes)} changed bases; every protein read over them stays the same"
        if changes
        else "the edit itself spoils the site"
    ]
    apart = min(abs(target.cut - edit.start), abs(target.cut - edit.end))
    if not edit.start <= target.cut <= edit.end and apart > _FAR:
        said.append(
            f"the change lies {apart} bases from the cut: repair often misses it, take a nearer guide"
        )
    return replace(made, changes=changes, said=tuple(said))


def _check(record: Record, edit: Edit, arm: int) -> None:
    if not 0 <= edit.start <= edit.end <= len(record):
        raise EditingRefused(
            "{start}..{end} is no stretch of {record}", start=edit.start + 1, end=edit.end, record=record.name
        )
    if not set(edit.letters.upper()) <= set("ACGT"):
        raise EditingRefused("what is put in is to be written in A, C, G and T")
    if arm < SHORTEST_ARM:
        raise EditingRefused(
            "arms of {arm} bases are too short; take {least} or more", arm=arm, least=SHORTEST_ARM
        )
    room = len(record) - (edit.end - edit.start)
    if 2 * arm > room or (not record.circular and (edit.start < arm or len(record) - edit.end < arm)):
        raise EditingRefused(
            "{record} has no {arm} bases on both sides of {start}..{end}; take shorter arms",
            record=record.name,
            arm=arm,
            start=edit.start + 1,
            end=edit.end,
        )


def _made(record: Record, text: str, edit: Edit, changes: Sequence[SilentChange], arm: int) -> Template:
    """The template; arms are counted from the outermost change."""
    changed = list(text)
    for one in changes:
        changed[one.place] = one.after
    edited = "".join(changed[: edit.start]) + edit.letters.upper() + "".join(changed[edit.end :])
    size, middle = len(edited), edit.start + len(edit.letters)
    shift = len(edit.letters) - (edit.end - edit.start)
    ends = [edit.start, middle]
    for one in changes:
        at = one.place if one.place < edit.start else one.place + shift
        if record.circular:  # the nearer way around
            at = edit.start + (at - edit.start + size // 2) % size - size // 2
        ends += [at, at + 1]
    first, last = min(ends), max(ends)
    whole = edited * 3 if record.circular else edited
    base = size if record.circular else 0
    if not record.circular:
        first, last = max(first, arm), min(last, size - arm)
    left = whole[base + first - arm : base + first]
    core = whole[base + first : base + last]
    right = whole[base + last : base + last + arm]
    return Template(left + core + right, left, core, right, edit, tuple(changes), edited, ())


def _cut_again(made: Template, target: Target, nuclease: Nuclease) -> tuple[Site, ...]:
    """Sites of the guide in the template that are still cut, by a search of the whole of it."""
    wide = SP_CAS9_RELAXED if nuclease.pam == SP_CAS9.pam and nuclease.side is Side.THREE else nuclease
    searched = replace(wide, guide_length=nuclease.guide_length, cut=nuclease.cut)
    try:
        genome = genome_of([Record("template", made.sequence)])
        index = index_of(genome, searched)
    except EditingRefused:
        return ()  # the PAM stands nowhere in it
    found = []
    for site in find_sites(index, [target.guide], mismatches=CUT_WITHIN):
        letters, pam = protospacer(genome, index, site)
        if _is_cut(target.guide, letters, pam, nuclease):
            found.append(site)
    return tuple(found)


def _is_cut(guide: str, letters: str, pam: str, nuclease: Nuclease) -> bool:
    """Whether a site is taken to be cut; a PAM of NAG only where all bases pair (it is cut much less)."""
    wrong = [n for n, (a, b) in enumerate(zip(guide, letters, strict=True)) if a != b]
    if nuclease.pam == SP_CAS9.pam and pam[1:] == "AG" and wrong:
        return False
    near = range(len(guide) - SEED, len(guide)) if nuclease.side is Side.THREE else range(SEED)
    return len(wrong) <= CUT_WITHIN and sum(n in near for n in wrong) < SPARED


def _spared(
    record: Record, text: str, target: Target, edit: Edit, nuclease: Nuclease, arm: int, table: int
) -> tuple[tuple[SilentChange, ...], Template]:
    """The fewest changes, PAM before protospacer, that spare the site and keep every protein."""
    readings = Readings(record, text, table)
    kept = [at for at in _places(record, target, nuclease) if not edit.start <= at < edit.end]
    tried = (
        pairs
        for pairs in _changes_of(text, kept)
        if _spoils(text, target, nuclease, pairs) and readings.keeps(pairs)
    )
    for pairs in islice(tried, MOST_TRIED):
        changes = tuple(SilentChange(at, text[at], letter) for at, letter in sorted(pairs.items()))
        made = _made(record, text, edit, changes, arm)
        if not _cut_again(made, target, nuclease):
            return changes, made
    raise EditingRefused(
        "no {most} bases can be changed so that {guide} spares the template and all proteins stay; "
        "take another guide",
        most=MOST_CHANGES,
        guide=target.guide,
    )


def _changes_of(text: str, places: Sequence[int]) -> Iterator[dict[int, str]]:
    """Every change of one, then two, then three of these bases."""
    for many in range(1, MOST_CHANGES + 1):
        for chosen in combinations(places, many):
            others = ([letter for letter in "ACGT" if letter != text[at]] for at in chosen)
            for letters in product(*others):
                yield dict(zip(chosen, letters, strict=True))


def _places(record: Record, target: Target, nuclease: Nuclease) -> list[int]:
    """The bases of the PAM that count, then those of the seed from the PAM outwards, on the upper strand."""
    size, length = len(nuclease.pam), nuclease.guide_length
    three = nuclease.side is Side.THREE
    along = [length + n if three else n for n, letter in enumerate(nuclease.pam) if letter != "N"]
    along += [length - 1 - n if three else size + n for n in range(SEED)]
    return [at for one in along if (at := _upper(record, target, nuclease, one)) is not None]


def _upper(record: Record, target: Target, nuclease: Nuclease, along: int) -> int | None:
    """The upper-strand place of a base of protospacer and PAM, counted 5' to 3' on the site's own strand."""
    size, length = len(nuclease.pam), nuclease.guide_length
    ahead = 0 if nuclease.side is Side.THREE else size
    at = target.start + along - ahead if target.strand == 1 else target.start + length - 1 - along + ahead
    if record.circular:
        return at % len(record)
    return at if 0 <= at < len(record) else None


def _spoils(text: str, target: Target, nuclease: Nuclease, changed: dict[int, str]) -> bool:
    """Whether the changes spoil the site as it stands: quick, before the template is searched."""
    size, length = len(nuclease.pam), nuclease.guide_length
    three = nuclease.side is Side.THREE
    start = target.start - (0 if three == (target.strand == 1) else size)
    letters = "".join(
        changed.get(at % len(text), text[at % len(text)]) for at in range(start, start + size + length)
    )
    if target.strand == -1:
        letters = reverse_complement(letters)
    pam, site = (letters[length:], letters[:length]) if three else (letters[:size], letters[size:])
    fits = nuclease.meets(pam)
    if nuclease.pam == SP_CAS9.pam:
        fits = fits or pam[1:] == "AG"
    return not fits or not _is_cut(target.guide, site, pam, nuclease)
