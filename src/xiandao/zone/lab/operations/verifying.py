"""Reads come in and are held against the design; what passed becomes evidence when a person says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.content import keep_in
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.evidence.api import ClaimIn, record_claims
from xiandao.zone.lab.models import Design, ReadFile, Sample, Sequencing, Wish
from xiandao.zone.lab.operations.computing import compute
from xiandao.zone.lab.operations.wishes import touch
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.rules.vocabulary import ReadingResult, Reads, RunKind

MOST_BYTES: Final = 100 * 1024 * 1024  # of one file; a plasmid's reads have some megabytes
MOST_FILES: Final = 8


class ReadsRefused(Refusal):
    """Reads cannot be taken, or a verdict is no evidence."""


@dataclass(frozen=True, slots=True)
class ReadsFile:
    """A file as it came."""

    name: str
    content: bytes


@transaction.atomic
def bring_reads(
    *,
    specimen: Sample,
    design: Design,
    technology: Reads,
    files: Sequence[ReadsFile],
    read_on: date,
    by: Account,
    at: datetime,
) -> Sequencing:
    """Keep the files and start the verification as a run."""
    check_works_in(by, specimen.organisation)
    _check_reads(specimen, design, technology, files, read_on, at)
    sequencing = Sequencing.objects.create(
        specimen=specimen, design=design, technology=technology, read_on=read_on, by=by, created_at=at
    )
    kept = [
        ReadFile.objects.create(
            sequencing=sequencing,
            name=neutral_name(file.name),
            sha256=keep_in(store(), file.content),
            size=len(file.content),
        )
        for file in files
    ]
    note(
        verb=gettext_noop("brought reads of a sample"),
        subject=sequencing,
        by=by,
        at=at,
        after={"sample": specimen.barcode, "files": [file.sha256 for file in kept]},
    )
    run = compute(
        kind=RunKind.VERIFICATION,
        wish=design.wish,
        design=design,
        inputs={
            "sequencing": sequencing.pk,
            "expected": design.record,
            "technology": technology.value,
            "files": [{"name": file.name, "sha256": file.sha256} for file in kept],
        },
        title=f"{specimen.barcode} / {design.name} v{design.version}",
        by=by,
        at=at,
    )
    Sequencing.objects.filter(pk=sequencing.pk).update(run=run)
    touch(design.wish, at)
    sequencing.refresh_from_db()
    return sequencing


@transaction.atomic
def record_evidence(*, sequencing: Sequencing, by: Account, at: datetime) -> int:
    """Claim in the ledger that the project has a verified construct; its entry's number."""
    wish = Wish.objects.select_for_update(of=("self",)).get(pk=sequencing.design.wish_id)
    check_works_in(by, wish.organisation)
    if sequencing.result != ReadingResult.PASS:
        raise ReadsRefused(gettext_noop("Only a construct whose reads passed is evidence."))
    if wish.project is None:
        raise ReadsRefused(gettext_noop("The wish belongs to no project yet; link it to one first."))
    if wish.entry is not None:
        raise ReadsRefused(gettext_noop("Entry {entry} says so already."), entry=wish.entry)
    claim = ClaimIn(
        kind="construct-verified",
        subject=wish.project.subject,
        happened_on=sequencing.read_on,
        details={"type": wish.kind, "reads": sequencing.technology},
        source="record",
        source_reference=f"lab/sequencing/{sequencing.pk}",
        party=wish.organisation.party,
        label=wish.project.label,
        sample=wish.sample or wish.project.sample,
    )
    (entry,) = record_claims(claims=[claim], by=by, at=at)
    wish.entry, wish.changed_at = entry, at
    wish.save(update_fields=["entry", "changed_at"])
    note(
        verb=gettext_noop("recorded a verified construct as evidence"),
        subject=sequencing,
        by=by,
        at=at,
        after={"entry": entry},
    )
    return entry


def _check_reads(
    specimen: Sample,
    design: Design,
    technology: Reads,
    files: Sequence[ReadsFile],
    read_on: date,
    at: datetime,
) -> None:
    if design.wish.organisation_id != specimen.organisation_id:
        raise ReadsRefused(gettext_noop("The design belongs to another lab."))
    if read_on > timezone.localdate(at):
        raise ReadsRefused(gettext_noop("{day} is still to come."), day=read_on)
    if not 1 <= len(files) <= MOST_FILES:
        raise ReadsRefused(gettext_noop("Bring 1 to {most} files."), most=MOST_FILES)
    for file in files:
        check_file(file, technology)


def check_file(file: ReadsFile, technology: Reads) -> None:
    """Refuse by name what is empty, too large, or no reads of that kind."""
    name = neutral_name(file.name)
    if not file.content:
        raise ReadsRefused(gettext_noop("{name} is empty."), name=name)
    if len(file.content) > MOST_BYTES:
        raise ReadsRefused(
            gettext_noop(
                "{name} is larger than {most} MB. Bring fewer reads; a thousandfold depth is enough."
            ),
            name=name,
            most=MOST_BYTES // 1024 // 1024,
        )
    trace = file.content[:4] == b"ABIF"
    known = trace or file.content[:1] in (b"@", b">") or file.content[:2] == b"\x1f\x8b"
    if not known:
        raise ReadsRefused(gettext_noop("{name} is neither FASTQ (also .gz) nor an ab1 trace."), name=name)
    if trace != (technology is Reads.SANGER):
        raise ReadsRefused(
            gettext_noop("{name} does not fit the way of sequencing: ab1 traces are Sanger, FASTQ is not."),
            name=name,
        )
