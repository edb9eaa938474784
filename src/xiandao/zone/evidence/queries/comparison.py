"""Holds the tables that are read (claims, merges, targets) against what the entries say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext_noop

from xiandao.zone.evidence.models import Alias, Claim, ClaimTarget, Entry
from xiandao.zone.evidence.queries.verification import (
    MOST_FAULTS,
    ChainFault,
    Progress,
    batches,
    fault_of,
)
from xiandao.zone.evidence.rules.claims import ClaimRefused, seal_of_words
from xiandao.zone.evidence.rules.replay import ClaimRow, Replay, read_body, row_of, taken

AT_ONCE: Final = 2_000
COLUMNS: Final = tuple(
    {"file": "file__sha256", "claimed_by": "claimed_by_id", "verified_by": "verified_by_id"}.get(name)
    or {"rejected_by": "rejected_by_id", "supersedes": "supersedes_id"}.get(name, name)
    for name in ClaimRow._fields
)
WORDS: Final = ("label", "note", "salt")
FILE: Final = ClaimRow._fields.index("file")


def replayed(last: int, faults: list[ChainFault]) -> Replay:
    """The ledger up to this entry, read again; what cannot be read is named and left out."""
    replay = Replay()
    for rows in batches(last):
        for number, body, _, _ in rows:
            try:
                taken(replay, number, body.decode("utf-8", "replace"))
            except ClaimRefused as refusal:
                faults.append(_broken(number, refusal))
    return replay


def compare_tables(*, on_progress: Progress | None = None) -> tuple[ChainFault, ...]:
    """Where a claim, a target or a merge as it is read differs from the ledger; the first ones."""
    last = Entry.objects.aggregate(last=Max("number"))["last"] or 0
    faults: list[ChainFault] = []
    replay = replayed(last, faults)
    seen = 0
    for rows in batches(last, AT_ONCE):
        first, final = rows[0][0], rows[-1][0]
        texts = [(number, body.decode("utf-8", "replace")) for number, body, _, _ in rows]
        faults += _claim_faults(replay, texts, first, final)
        seen += len(rows)
        if on_progress is not None:
            on_progress(seen)
        if len(faults) >= MOST_FAULTS:
            break
    faults += _alias_faults(replay, last)
    faults.sort(key=lambda fault: fault.number)
    return tuple(faults[:MOST_FAULTS])


def _claim_faults(
    replay: Replay, texts: list[tuple[int, str]], first: int, final: int
) -> Iterator[ChainFault]:
    found = Claim.objects.filter(pk__gte=first, pk__lte=final).values_list(*COLUMNS, *WORDS)
    kept: dict[int, tuple[Any, ...]] = {row[0]: row for row in found}
    targets: dict[int, list[str]] = defaultdict(list)
    for claim, target in (
        ClaimTarget.objects.filter(claim__gte=first, claim__lte=final)
        .order_by("target")
        .values_list("claim_id", "target")
    ):
        targets[claim].append(target)
    for number, text in texts:
        try:
            wanted = row_of(replay, number, text)
        except ClaimRefused:
            kept.pop(number, None)  # named already, while it was read again
            continue
        if wanted is None:
            continue
        row = kept.pop(number, None)
        if row is None:
            yield fault_of(number, gettext_noop("Entry {number} claims something that no page shows."))
            continue
        body = read_body(text)
        different = [*_different(wanted, row), *_words_differ(body["words"], wanted, row)]
        if sorted(set(body["targets"])) != sorted(targets[number]):
            different.append("targets")
        if different:
            yield fault_of(
                number,
                gettext_noop("The claim of entry {number} reads differently from the ledger in: {fields}."),
                fields=", ".join(different),
            )
    for number in sorted(kept):
        yield fault_of(number, gettext_noop("A claim is shown under entry {number}, which claims nothing."))


def _different(wanted: ClaimRow, row: tuple[Any, ...]) -> list[str]:
    if wanted == (*row[:FILE], row[FILE] or "", *row[FILE + 1 : len(wanted)]):
        return []
    return [
        name
        for name, said, read in zip(ClaimRow._fields, wanted, row, strict=False)
        if said != (read or "" if name == "file" else read)
    ]


def _words_differ(words_seal: str, wanted: ClaimRow, row: tuple[Any, ...]) -> list[str]:
    label, note, salt = row[len(wanted) :]
    if wanted.erased_at is not None:
        return ["words"] if label or note or salt else []
    return [] if seal_of_words(salt, label, note) == words_seal else ["words"]


def _alias_faults(replay: Replay, last: int) -> Iterator[ChainFault]:
    wanted = {astuple(alias) for alias in replay.aliases}
    kept = set(
        Alias.objects.filter(entry__lte=last).values_list(
            "subject", "canonical", "since", "until", "entry_id"
        )
    )
    for number in sorted({alias[4] for alias in wanted ^ kept}):
        yield fault_of(number, gettext_noop("The merge of entry {number} reads differently from the ledger."))


def _broken(number: int, refusal: ClaimRefused) -> ChainFault:
    return fault_of(
        number,
        gettext_noop("Entry {number} tells no act that the ledger knows: {why}"),
        why=refusal.sentence,
    )
