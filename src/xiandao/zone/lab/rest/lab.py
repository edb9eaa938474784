"""The lab through the JSON API: wishes with their chain, designs, orders, samples, verdicts, measurements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.lab.models import Design, Sample, Wish
from xiandao.zone.lab.operations.bench import measure
from xiandao.zone.lab.operations.designs import design_from, keep_design
from xiandao.zone.lab.operations.wishes import make_wish, project_keyed
from xiandao.zone.lab.permissions import LabAccessRefused, organisations_of
from xiandao.zone.lab.queries.chains import chain_of, steps_of, wishes_of
from xiandao.zone.lab.queries.finding import (
    design_numbered,
    order_numbered,
    sample_numbered,
    sequencing_numbered,
    wish_numbered,
)
from xiandao.zone.lab.rules.barcodes import read_barcode
from xiandao.zone.lab.rules.vocabulary import DesignWay, WishKind

MOST: Final = 200
router = Router(auth=Allowed(), tags=["lab"])


class WishOut(Schema):
    """A wish and what it waits for."""

    number: int
    title: str
    kind: str
    state: str
    organisation: str
    project: str
    host: str
    next_step: str
    entry: int | None
    changed_at: datetime


class ChainOut(WishOut):
    """A wish with the numbers of everything that hangs on it."""

    proteins: str
    designs: list[int]
    orders: list[int]
    samples: list[int]
    sequencings: list[int]
    runs: list[int]


class WishIn(Schema):
    """What is wanted; `organisation` and `project` by their keys in the registry."""

    title: str
    kind: Literal["gene", "operon", "mrna", "vector", "strain", "other"]
    organisation: str = ""
    project: str = ""
    proteins: str = ""
    host: str = Field(default="", max_length=60)
    purpose: str = ""


class DesignIn(Schema):
    """A sequence file as text (GenBank, FASTA …)."""

    text: str
    name: str = ""
    reason: str = ""


class DesignOut(Schema):
    """A version with its sequence and features."""

    number: int
    wish: int
    version: int
    name: str
    way: str
    length: int
    sha256: str
    about: dict[str, Any]
    record: dict[str, Any]


class OrderOut(Schema):
    """An order, with the record of its screening; while it waits for one, its run says how far it is."""

    number: int
    wish: int
    reference: str
    state: str
    waiting: bool
    run: int | None
    designs: list[int]
    screening: dict[str, Any]


class SampleOut(Schema):
    """A sample and where it stands."""

    number: int
    barcode: str
    name: str
    kind: str
    state: str
    container: str
    place: str
    design: int | None
    parent: int | None
    made_on: date


class SequencingOut(Schema):
    """Reads of a sample and their verdict."""

    number: int
    sample: int
    design: int
    technology: str
    result: str
    verdict: dict[str, Any] | None
    run: int | None


class MeasurementIn(Schema):
    """A figure with everything that it needs."""

    what: str
    value: float
    unit: str
    measured_on: date
    source: str
    condition: str = ""
    design: int | None = None
    sample: int | None = None


class NumberOut(Schema):
    """The number of what was made."""

    number: int


@router.get("/lab/wishes", response=list[WishOut], summary="The wishes that are open to me")
def wishes(request: HttpRequest) -> list[WishOut]:
    """Of my own lab and shared with it, the latest first, at most 200."""
    found = [*wishes_of(caller(request))[:MOST]]
    steps = steps_of(found)
    return [WishOut(**_wish(wish, steps[wish.pk].value)) for wish in found]


@router.get("/lab/wishes/{number}", response=ChainOut, summary="A wish and its chain")
def wish(request: HttpRequest, number: int) -> ChainOut:
    """With the numbers under which designs, orders, samples and verdicts are found."""
    found = wish_numbered(number, asking=caller(request))
    chain = chain_of(found)
    return ChainOut(
        **_wish(found, chain.step.value),
        proteins=found.proteins,
        designs=[one.pk for one in chain.designs],
        orders=[one.pk for one in chain.orders],
        samples=[one.pk for one in chain.samples],
        sequencings=[one.pk for one in chain.sequencings],
        runs=[run.pk for _, run in chain.runs],
    )


@router.post("/lab/wishes", response={201: NumberOut}, summary="Make a wish")
def wish_new(request: HttpRequest, told: WishIn) -> Status[NumberOut]:
    """For one's own lab; `organisation` is needed only by those who speak for several."""
    by = caller(request)
    labs = {one.key: one for one in organisations_of(by)}
    lab = labs.get(told.organisation) if told.organisation else next(iter(labs.values()), None)
    if lab is None:
        raise LabAccessRefused("This belongs to the lab of another organisation.")
    made = make_wish(
        organisation=lab,
        title=told.title,
        kind=WishKind(told.kind),
        project=project_keyed(told.project, lab) if told.project else None,
        proteins=told.proteins,
        host=told.host,
        purpose=told.purpose,
        by=by,
        at=timezone.now(),
    )
    return Status(201, NumberOut(number=made.pk))


@router.post("/lab/wishes/{number}/designs", response={201: NumberOut}, summary="Bring a design")
def design_new(request: HttpRequest, number: int, told: DesignIn) -> Status[NumberOut]:
    """The next version of a wish's design."""
    by = caller(request)
    made = keep_design(
        wish=wish_numbered(number, asking=by),
        record=design_from(told.text.encode(), "text"),
        way=DesignWay.BY_HAND,
        name=told.name,
        reason=told.reason,
        by=by,
        at=timezone.now(),
    )
    return Status(201, NumberOut(number=made.pk))


@router.post("/lab/wishes/{number}/measurements", response={201: NumberOut}, summary="Keep a measurement")
def measurement_new(request: HttpRequest, number: int, told: MeasurementIn) -> Status[NumberOut]:
    """Compared with the prediction of its design where quantity and unit are the same."""
    by = caller(request)
    kept = measure(
        wish=wish_numbered(number, asking=by),
        what=told.what,
        value=told.value,
        unit=told.unit,
        condition=told.condition,
        measured_on=told.measured_on,
        source=told.source,
        design=None if told.design is None else design_numbered(told.design, asking=by),
        specimen=None if told.sample is None else sample_numbered(told.sample, asking=by),
        by=by,
        at=timezone.now(),
    )
    return Status(201, NumberOut(number=kept.pk))


@router.get("/lab/designs/{number}", response=DesignOut, summary="One version of a design")
def design(request: HttpRequest, number: int) -> DesignOut:
    """With its sequence and features, places from 0, half-open."""
    found: Design = design_numbered(number, asking=caller(request))
    return DesignOut(
        number=found.pk,
        wish=found.wish_id,
        version=found.version,
        name=found.name,
        way=found.way,
        length=found.length,
        sha256=found.sha256,
        about=found.about,
        record=found.record,
    )


@router.get("/lab/orders/{number}", response=OrderOut, summary="One order with its screening")
def order(request: HttpRequest, number: int) -> OrderOut:
    """Its sheet is taken out on the page, where it is noted who did."""
    found = order_numbered(number, asking=caller(request))
    return OrderOut(
        number=found.pk,
        wish=found.wish_id,
        reference=found.reference,
        state=found.state,
        waiting=found.waiting,
        run=found.run,
        designs=[item.design_id for item in found.items.all()],
        screening=found.screening,
    )


@router.get("/lab/samples", response=list[SampleOut], summary="The samples of my labs")
def samples(request: HttpRequest, barcode: str = "", before: int | None = None) -> list[SampleOut]:
    """The latest first, at most 200; `before` takes up where the last answer ended."""
    found = Sample.objects.filter(organisation__in=organisations_of(caller(request)))
    if barcode:
        found = found.filter(barcode=read_barcode(barcode))
    if before is not None:
        found = found.filter(pk__lt=before)
    return [_sample(one) for one in found.select_related("container")[:MOST]]


@router.get("/lab/sequencings/{number}", response=SequencingOut, summary="Reads and their verdict")
def sequencing(request: HttpRequest, number: int) -> SequencingOut:
    """The verdict is null while it is computed; its run says how far it is."""
    found = sequencing_numbered(number, asking=caller(request))
    return SequencingOut(
        number=found.pk,
        sample=found.specimen_id,
        design=found.design_id,
        technology=found.technology,
        result=found.result,
        verdict=found.verdict,
        run=found.run,
    )


def _wish(found: Wish, step: str) -> dict[str, Any]:
    return {
        "number": found.pk,
        "title": found.title,
        "kind": found.kind,
        "state": found.state,
        "organisation": found.organisation.key,
        "project": found.project.key if found.project else "",
        "host": found.host,
        "next_step": step,
        "entry": found.entry,
        "changed_at": found.changed_at,
    }


def _sample(one: Sample) -> SampleOut:
    return SampleOut(
        number=one.pk,
        barcode=one.barcode,
        name=one.name,
        kind=one.kind,
        state=one.state,
        container=one.container.barcode if one.container else "",
        place=one.place,
        design=one.design_id,
        parent=one.parent_id,
        made_on=one.made_on,
    )
