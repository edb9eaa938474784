"""The rows become statements, claimed and not asserted, all of them in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.audit.api import update_rows
from xiandao.zone.registry.models import Import, ImportRow, Pair, Record
from xiandao.zone.registry.operations.imports.at_length import at_length
from xiandao.zone.registry.operations.imports.checking import AT_ONCE, locked, reader_of, row_of
from xiandao.zone.registry.operations.imports.matching import NAMED_ONCE, Matcher, Proposal
from xiandao.zone.registry.operations.stating import Said, Saying, say_many
from xiandao.zone.registry.rules.importing.rows import RowRead
from xiandao.zone.registry.rules.importing.table import ImportRefused
from xiandao.zone.registry.rules.values import Stored
from xiandao.zone.registry.rules.vocabulary import Confidence, ImportState, Kind, RowState

TAKEN = (RowState.NEW, RowState.CHANGES, RowState.DOUBTFUL)

DOUBT = 0.5  # nobody has weighed such a pair: the finder of pairs does it better later
METHOD = "import"


@transaction.atomic
def apply_import(*, brought: Import, by: Account, at: datetime) -> Import:
    """Say what the checked rows say. Rows are held against the registry once more: it may have moved on."""
    brought = locked(brought, by, (ImportState.CHECKED,))
    worker = _Applying(brought, by, at)
    batches = _rows(brought)
    with at_length() as pause:
        rows = worker.read(next(batches, []))
        while rows:
            waiting = [*worker.apply(rows), *next(batches, [])]
            rows = pause(partial(worker.read, waiting))
    brought.state, brought.applied_at = ImportState.APPLIED, at
    brought.save(update_fields=["state", "applied_at"])
    audit(
        verb=gettext_noop("applied an import"),
        subject=brought,
        by=by,
        at=at,
        after={"kind": brought.kind, "source": brought.source, **worker.counts},
    )
    return brought


class Checked(NamedTuple):
    """A row as the check left it."""

    pk: int
    number: int
    values: dict[str, str]


class _Applying:
    """One import being applied, batch by batch."""

    def __init__(self, brought: Import, by: Account, at: datetime) -> None:
        self.brought, self.by, self.at = brought, by, at
        self.reader = reader_of(brought, at)
        self.matcher = Matcher(brought, by)
        self.counts = {"records": 0, "statements": 0, "pairs": 0}

    def read(self, rows: Sequence[Checked]) -> list[tuple[Checked, RowRead]]:
        """What the rows say, without asking the database."""
        return [(row, self.reader.read(row.number, row.values)) for row in rows]

    def apply(self, rows: Sequence[tuple[Checked, RowRead]]) -> list[Checked]:
        """Say what these rows say; a row of a record that another of them begins waits for the next turn."""
        kept, proposals, later = [], [], []
        begun: set[tuple[str, object]] = set()
        proposed = self.matcher.propose([read for _, read in rows])
        for (row, _), proposal in zip(rows, proposed, strict=True):
            marks = self._marks(proposal)
            if marks & begun:
                later.append(row)
            else:
                begun |= marks
                kept.append(row.pk)
                proposals.append(self._still(proposal))
        said = self._say([proposal for proposal in proposals if proposal.state in TAKEN])
        self._keep(kept, proposals, said)
        return later

    def _marks(self, proposal: Proposal) -> set[tuple[str, object]]:
        """What makes two rows of a batch one record, where neither is registered yet."""
        if proposal.record is not None and proposal.state is not RowState.DOUBTFUL:
            return set()
        stored, kind = proposal.read.stored, self.matcher.kind
        marks: set[tuple[str, object]] = {
            (field.key, stored[field.key]) for field in self.matcher.identifiers if field.key in stored
        }
        if kind.kind in NAMED_ONCE:
            marks.add(("name", self.matcher.name_of(proposal.read)))
        return marks

    def _still(self, proposal: Proposal) -> Proposal:
        if proposal.state is RowState.FAULTY:
            raise ImportRefused(
                gettext_noop("Row {number} can no longer be taken: {reason} Check the import again."),
                number=proposal.read.number,
                reason=proposal.read.faults[0].refusal.sentence,
            )
        return proposal

    def _say(self, proposals: Sequence[Proposal]) -> list[Said]:
        sayings = [
            Saying(
                _without(p.read.stored, p.taken),
                p.read.on or self.brought.happened_on,
                None if p.state is RowState.DOUBTFUL else p.record,
            )
            for p in proposals
        ]
        try:
            return self._said(sayings)
        except Refusal as refusal:
            raise self._named(proposals, sayings, refusal) from refusal

    def _said(self, sayings: Sequence[Saying]) -> list[Said]:
        return say_many(
            kind=Kind(self.brought.kind),
            sayings=sayings,
            source=self.brought.source,
            owner=self.brought.owner,
            confidence=Confidence.CLAIMED,
            by=self.by,
            at=self.at,
            brought_by=self.brought,
            sample=self.brought.sample,
        )

    def _named(
        self, proposals: Sequence[Proposal], sayings: Sequence[Saying], refusal: Refusal
    ) -> ImportRefused:
        """The refusal with the row that it speaks of, found by halves: each half is said and taken back."""
        first, last = 0, len(sayings)
        while last - first > 1:
            middle = (first + last) // 2
            found = self._refused(sayings[first:middle])
            if found is not None:
                last, refusal = middle, found
            else:
                first = middle
        return ImportRefused(
            gettext_noop("Row {number} cannot be taken: {reason} Leave it out, or mend the file."),
            number=proposals[first].read.number,
            reason=refusal.sentence,
        )

    def _refused(self, sayings: Sequence[Saying]) -> Refusal | None:
        try:
            with transaction.atomic():
                self._said(sayings)
                transaction.set_rollback(True)
        except Refusal as refusal:
            return refusal
        return None

    def _keep(self, rows: Sequence[int], proposals: Sequence[Proposal], said: Sequence[Said]) -> None:
        """The rows with the records that they speak of, and a pair for every doubt."""
        told = iter(said)
        changed: list[tuple[int | None, str, list[dict[str, Any]], int]] = []
        pairs: list[Pair] = []
        for row, proposal in zip(rows, proposals, strict=True):
            _, _, remarks, state, record = row_of(proposal)
            if proposal.state in TAKEN:
                one = next(told)
                record = one.record.pk
                self.counts["statements"] += one.statement is not None
                self.counts["records"] += proposal.state is not RowState.CHANGES
                pairs += [self._pair(one.record, other) for other in proposal.alike]
            changed.append((record, state, remarks, row))
        update_rows(ImportRow, ("record", "state", "faults"), changed)
        Pair.objects.bulk_create(pairs, batch_size=500, ignore_conflicts=True)
        self.counts["pairs"] += len(pairs)

    def _pair(self, made: Record, other: Record) -> Pair:
        left, right = sorted((made, other), key=lambda record: record.pk)
        return Pair(
            left=left,
            right=right,
            probability=DOUBT,
            parts=[],
            method=METHOD,
            found_at=self.at,
            reported_by=None if self.matcher.keeps else self.by,
        )


def _without(stored: Stored, taken: Collection[str]) -> Stored:
    return Stored({key: value for key, value in stored.items() if key not in taken}) if taken else stored


def _rows(brought: Import) -> Iterator[list[Checked]]:
    """The rows to apply, so many at a time; asked anew each time, since the table is written meanwhile."""
    last = -1
    while True:
        rows = brought.rows.filter(state__in=TAKEN, number__gt=last).order_by("number")
        batch = [Checked(*row) for row in rows.values_list(*Checked._fields)[:AT_ONCE]]
        if not batch:
            return
        last = batch[-1].number
        yield batch
