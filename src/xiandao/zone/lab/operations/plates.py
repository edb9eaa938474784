"""Reads of a whole plate come in: each file to its well, and one run that judges them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.content import keep_in
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, kept, sentence_from
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.lab.models import Container, PlateReading, ReadFile, Sample, Sequencing
from xiandao.zone.lab.operations.unpacking import MOST_WELL_BYTES, BroughtFile, Part, parts_of
from xiandao.zone.lab.operations.verifying import MOST_FILES, ReadsFile, ReadsRefused, check_file
from xiandao.zone.lab.operations.wishes import touch
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.rules.places import places
from xiandao.zone.lab.rules.plates import barcode_in, place_named, sheet_of
from xiandao.zone.lab.rules.vocabulary import ContainerKind, Reads, SampleState
from xiandao.zone.runs.api import start_run

WHAT: Final = "lab.plate/1"
Left = list[dict[str, Any]]  # sentences about files that were not taken: template, values


@transaction.atomic
def bring_plate(
    *,
    container: Container,
    technology: Reads,
    files: Sequence[BroughtFile],
    read_on: date,
    by: Account,
    at: datetime,
) -> PlateReading:
    """Keep each file beside the sample of its well, and start one run that judges every well.

    What belongs to no well is left out and told; where nothing belongs to any, it is refused.
    """
    check_works_in(by, container.organisation)
    if read_on > timezone.localdate(at):
        raise ReadsRefused(gettext_noop("{day} is still to come."), day=read_on)
    plate = PlateReading.objects.create(
        container=container, technology=technology, read_on=read_on, by=by, created_at=at
    )
    wells, left = _by_well([*parts_of(files)], container)
    read = [_kept(plate, sample, parts, left) for sample, parts in wells]
    taken = [one for one in read if one is not None]
    if not taken and left:
        first = sentence_from(left[0])
        raise ReadsRefused(first.template, **first.values)
    if not taken:
        raise ReadsRefused(gettext_noop("Bring at least one file of reads."))
    plate.run, plate.left_out = _started(plate, taken, by, at), left
    plate.save(update_fields=["run", "left_out"])
    plate.wells.update(run=plate.run)
    for wish in {one.design.wish for one in taken}:
        touch(wish, at)
    note(
        verb=gettext_noop("brought reads of a plate"),
        subject=plate,
        by=by,
        at=at,
        after={"container": container.barcode, "wells": [one.place for one in taken]},
    )
    return plate


def _by_well(parts: Sequence[Part], container: Container) -> tuple[list[tuple[Sample, list[Part]]], Left]:
    """The files of each sample of the plate, down the columns, and what belongs to none."""
    kind = ContainerKind(container.kind)
    here = {
        one.place: one
        for one in container.samples.filter(state=SampleState.HERE).select_related("design__wish")
    }
    coded = {one.barcode: one for one in here.values()}
    sheets = [part for part in parts if part.name.lower().endswith(".csv")]
    told: dict[str, str] = {}
    for sheet in sheets:
        told |= sheet_of(PurePosixPath(sheet.name).name, sheet.read(), kind)
    wells: defaultdict[str, list[Part]] = defaultdict(list)
    left: Left = []
    for part in parts:
        if part in sheets:
            continue
        barcode = barcode_in(part.name)
        place = told.get(PurePosixPath(part.name).name) or place_named(part.name, kind)
        sample = coded.get(barcode) if barcode else here.get(place)
        if not barcode and not place:
            left.append(_out(part, gettext_noop("{name} names no well and no barcode.")))
        elif sample is None:
            left.append(
                _out(part, gettext_noop("{name}: no sample stands in {place}."), place=barcode or place)
            )
        elif sample.design is None:
            left.append(
                _out(part, gettext_noop("{name}: the sample in {place} has no design."), place=sample.place)
            )
        else:
            wells[sample.place].append(part)
    return [(here[place], wells[place]) for place in places(kind) if place in wells], left


def _kept(plate: PlateReading, sample: Sample, parts: Sequence[Part], left: Left) -> Sequencing | None:
    """The reads of one well with their files; None where none of them can be taken."""
    files = list[ReadFile]()
    for part in sorted(parts, key=lambda one: one.name):
        try:
            files.append(_file(part, Reads(plate.technology), len(files)))
        except Refusal as refusal:
            left.append(_out(part, refusal.template, **refusal.values))
    if not files or sample.design is None:
        return None
    made = Sequencing.objects.create(
        specimen=sample,
        design=sample.design,
        technology=plate.technology,
        read_on=plate.read_on,
        plate=plate,
        place=sample.place,
        by=plate.by,
        created_at=plate.created_at,
    )
    for file in files:
        file.sequencing = made
    ReadFile.objects.bulk_create(files)
    return made


def _file(part: Part, technology: Reads, before: int) -> ReadFile:
    if part.size > MOST_WELL_BYTES:
        raise ReadsRefused(
            gettext_noop("{name} is larger than {most} MB."), name=part.name, most=MOST_WELL_BYTES // 1024**2
        )
    if before == MOST_FILES:
        raise ReadsRefused(
            gettext_noop("{name}: a well has {most} files at most."), name=part.name, most=MOST_FILES
        )
    content = part.read()
    check_file(ReadsFile(part.name, content), technology)
    return ReadFile(name=neutral_name(part.name), sha256=keep_in(store(), content), size=len(content))


def _started(plate: PlateReading, wells: Sequence[Sequencing], by: Account, at: datetime) -> int:
    return start_run(
        what=WHAT,
        inputs={
            "plate": plate.pk,
            "technology": plate.technology,
            "designs": {str(one.design_id): one.design.record for one in wells},
            "wells": [
                {
                    "sequencing": one.pk,
                    "place": one.place,
                    "design": str(one.design_id),
                    "files": [{"name": file.name, "sha256": file.sha256} for file in one.files.all()],
                }
                for one in wells
            ],
        },
        party=plate.container.organisation.party,
        title=f"{plate.container.barcode} {plate.container.name}",
        by=by,
        at=at,
        sample=plate.container.sample,
    ).pk


def _out(part: Part, template: str, **values: object) -> dict[str, Any]:
    told: dict[str, Any] = kept(Sentence(template, **values | {"name": neutral_name(part.name)}))
    return told
