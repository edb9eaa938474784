"""The tables that are read, built anew from the entries: the way back after they were damaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from xiandao.zone.evidence.models import Alias, Claim, ClaimTarget, IndicatorVersion, StoredFile
from xiandao.zone.evidence.operations.indicators import rebuild_totals
from xiandao.zone.evidence.operations.ledger import lock_head
from xiandao.zone.evidence.queries.comparison import replayed
from xiandao.zone.evidence.queries.verification import ChainFault, Progress, batches
from xiandao.zone.evidence.rules.claims import ClaimRefused
from xiandao.zone.evidence.rules.replay import ClaimRow, Replay, read_body, row_of

AT_ONCE: Final = 2_000
BY_KEY: Final = {
    "claimed_by": "claimed_by_id",
    "verified_by": "verified_by_id",
    "rejected_by": "rejected_by_id",
}
WRITTEN: Final = tuple(name for name in ClaimRow._fields if name != "entry_id")


class LedgerDamaged(ClaimRefused):
    """The entries themselves cannot be read; only a backup helps."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many claims and merges were read anew."""

    claims: int
    merges: int


@transaction.atomic
def rebuild(*, on_progress: Progress | None = None) -> Rebuilt:
    """Claims, targets, merges and totals as the entries say. Free words stay: only their seal is kept."""
    last = lock_head().number
    faults: list[ChainFault] = []
    replay = replayed(last, faults)
    if faults:
        raise LedgerDamaged(faults[0].template, **faults[0].values)
    files = dict(StoredFile.objects.values_list("sha256", "pk"))
    Claim.objects.filter(supersedes__isnull=False).update(
        supersedes=None
    )  # the new order may pass over the old
    seen, made = 0, 0
    for rows in batches(last, AT_ONCE):
        made += _rebuild_claims(replay, [(number, body.decode()) for number, body, _, _ in rows], files)
        seen += len(rows)
        if on_progress is not None:
            on_progress(seen)
    Alias.objects.all().delete()
    Alias.objects.bulk_create(
        (
            Alias(subject=a.subject, canonical=a.canonical, since=a.since, until=a.until, entry_id=a.entry)
            for a in replay.aliases
        ),
        batch_size=AT_ONCE,
    )
    rebuild_totals(list(IndicatorVersion.objects.all()))
    return Rebuilt(made, len(replay.aliases))


def _rebuild_claims(replay: Replay, texts: list[tuple[int, str]], files: dict[str, int]) -> int:
    wanted = {number: row for number, text in texts if (row := row_of(replay, number, text)) is not None}
    own = Claim.objects.filter(pk__gte=texts[0][0], pk__lte=texts[-1][0])
    ClaimTarget.objects.filter(claim__gte=texts[0][0], claim__lte=texts[-1][0]).delete()
    for stray in set(own.values_list("pk", flat=True)) - set(wanted):
        Claim.objects.filter(pk=stray).delete()
    Claim.objects.bulk_create(
        [_claim(row, files) for row in wanted.values()],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=list(WRITTEN),
        batch_size=AT_ONCE,
    )
    own.filter(erased_at__isnull=False).update(label="", note="", salt="")
    ClaimTarget.objects.bulk_create(
        (
            ClaimTarget(claim_id=number, target=target)
            for number, text in texts
            if number in wanted
            for target in sorted(set(read_body(text)["targets"]))
        ),
        batch_size=AT_ONCE,
    )
    return len(wanted)


def _claim(row: ClaimRow, files: dict[str, int]) -> Claim:
    said = {BY_KEY.get(name, name): value for name, value in row._asdict().items()}
    said["supersedes_id"] = said.pop("supersedes")
    file = said.pop("file")
    if file and file not in files:
        raise LedgerDamaged(
            "Entry {number} leans on the file {digest}, which is not in the store. Restore it from a backup.",
            number=row.entry_id,
            digest=file[:12],
        )
    return Claim(**said, file_id=files.get(file))
