"""Samples with barcodes, plates and boxes, measurements."""

from __future__ import annotations

import math
import secrets
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.lab.models import Container, Design, Measurement, Order, Sample, Wish
from xiandao.zone.lab.operations.wishes import touch
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.rules.barcodes import barcode_from
from xiandao.zone.lab.rules.places import places, read_place
from xiandao.zone.lab.rules.vocabulary import ContainerKind, OrderState, SampleKind, SampleState
from xiandao.zone.registry.api import Record

MOST_AT_ONCE: Final = 384


class SampleRefused(Refusal):
    """A sample, a container or a measurement cannot be kept as asked."""


@transaction.atomic
def make_container(
    *,
    organisation: Record,
    name: str,
    kind: ContainerKind,
    stands: str,
    by: Account,
    at: datetime,
    sample: bool = False,
) -> Container:
    """Register a plate or a box."""
    check_works_in(by, organisation)
    if not name.strip():
        raise SampleRefused(gettext_noop("Give the container a name."))
    container = Container.objects.create(
        organisation=organisation,
        barcode=_barcode(),
        name=" ".join(name.split())[:80],
        kind=kind,
        stands=" ".join(stands.split())[:120],
        by=by,
        created_at=at,
        sample=sample,
    )
    note(verb=gettext_noop("registered a container"), subject=container, by=by, at=at)
    return container


@transaction.atomic
def register_samples(
    *,
    organisation: Record,
    name: str,
    kind: SampleKind,
    made_on: date,
    by: Account,
    at: datetime,
    many: int = 1,
    wish: Wish | None = None,
    design: Design | None = None,
    order: Order | None = None,
    parent: Sample | None = None,
    container: Container | None = None,
    place: str = "",
    remark: str = "",
) -> list[Sample]:
    """Register one sample, or several of one making; in a container they stand from `place` on, by column."""
    check_works_in(by, organisation)
    _check_belongs(organisation, wish, design, order, parent, container)
    _check_samples(name, many, made_on, at)
    stand = _free_places(container, place, many) if container is not None else [""] * many
    shown = " ".join(name.split())[:70]
    samples = [
        Sample.objects.create(
            organisation=organisation,
            wish=wish or (design.wish if design else parent.wish if parent else None),
            design=design or (parent.design if parent else None),
            order=order,
            parent=parent,
            barcode=_barcode(),
            name=shown if many == 1 else f"{shown} {number}",
            kind=kind,
            container=container,
            place=stand[number - 1],
            made_on=made_on,
            remark=remark.strip()[:200],
            by=by,
            created_at=at,
        )
        for number in range(1, many + 1)
    ]
    for sample in samples:
        note(verb=gettext_noop("registered a sample"), subject=sample, by=by, at=at)
        if sample.wish is not None:
            touch(sample.wish, at)
    return samples


@transaction.atomic
def move_sample(
    *, sample: Sample, container: Container | None, place: str, by: Account, at: datetime
) -> None:
    """Say where it stands now; None: out of every container."""
    check_works_in(by, sample.organisation)
    before = _where(sample)
    if container is None:
        sample.container, sample.place = None, ""
    else:
        if container.organisation_id != sample.organisation_id:
            raise SampleRefused(gettext_noop("The container belongs to another lab."))
        sample.container, sample.place = container, _free_places(container, place, 1, sample)[0]
    sample.save(update_fields=["container", "place"])
    note(
        verb=gettext_noop("moved a sample"),
        subject=sample,
        by=by,
        at=at,
        before={"stands": before},
        after={"stands": _where(sample)},
    )


@transaction.atomic
def end_sample(*, sample: Sample, state: SampleState, by: Account, at: datetime) -> None:
    """It was used up or discarded; its place is free again, its history stays."""
    check_works_in(by, sample.organisation)
    before = {"state": sample.state, "stands": _where(sample)}
    sample.state, sample.container, sample.place = state, None, ""
    sample.save(update_fields=["state", "container", "place"])
    note(
        verb=gettext_noop("ended a sample"),
        subject=sample,
        by=by,
        at=at,
        before=before,
        after={"state": state.value},
    )


@transaction.atomic
def measure(
    *,
    wish: Wish,
    what: str,
    value: float,
    unit: str,
    measured_on: date,
    source: str,
    by: Account,
    at: datetime,
    design: Design | None = None,
    specimen: Sample | None = None,
    condition: str = "",
) -> Measurement:
    """Keep a figure with its unit, condition, day and source."""
    check_works_in(by, wish.organisation)
    if not (what.strip() and unit.strip() and source.strip()):
        raise SampleRefused(gettext_noop("A measurement names its quantity, its unit and its source."))
    if not math.isfinite(value):
        raise SampleRefused(gettext_noop("{value} is no figure."), value=value)
    if measured_on > timezone.localdate(at):
        raise SampleRefused(gettext_noop("{day} is still to come."), day=measured_on)
    design = design or (specimen.design if specimen is not None else None)
    if design is not None and design.wish_id != wish.pk:
        raise SampleRefused(gettext_noop("The design belongs to another wish."))
    if specimen is not None and specimen.organisation_id != wish.organisation_id:
        raise SampleRefused(gettext_noop("The sample belongs to another lab."))
    kept = Measurement.objects.create(
        wish=wish,
        design=design,
        specimen=specimen,
        what=" ".join(what.split())[:80],
        value=value,
        unit=unit.strip()[:24],
        condition=" ".join(condition.split())[:200],
        measured_on=measured_on,
        source=" ".join(source.split())[:120],
        by=by,
        created_at=at,
    )
    touch(wish, at)
    note(verb=gettext_noop("kept a measurement"), subject=wish, by=by, at=at)
    return kept


def _check_samples(name: str, many: int, made_on: date, at: datetime) -> None:
    if not name.strip():
        raise SampleRefused(gettext_noop("Give the sample a name."))
    if not 1 <= many <= MOST_AT_ONCE:
        raise SampleRefused(gettext_noop("1 to {most} samples are registered at once."), most=MOST_AT_ONCE)
    if made_on > timezone.localdate(at):
        raise SampleRefused(gettext_noop("{day} is still to come."), day=made_on)


def _check_belongs(
    organisation: Record,
    wish: Wish | None,
    design: Design | None,
    order: Order | None,
    parent: Sample | None,
    container: Container | None,
) -> None:
    made_from = (wish, design.wish if design else None, order.wish if order else None, parent, container)
    owners = {one.organisation_id for one in made_from if one is not None}
    if owners - {organisation.pk}:
        raise SampleRefused(gettext_noop("What it is made from belongs to another lab."))
    if order is not None and order.state != OrderState.LEFT:
        raise SampleRefused(gettext_noop("The order has not left; nothing can have come of it."))
    if wish is not None and design is not None and design.wish_id != wish.pk:
        raise SampleRefused(gettext_noop("The design belongs to another wish."))


def _free_places(container: Container, place: str, many: int, moving: Sample | None = None) -> list[str]:
    """So many free places from one on, down the columns."""
    kind = ContainerKind(container.kind)
    every = places(kind)
    here = container.samples.filter(state=SampleState.HERE)
    if moving is not None:
        here = here.exclude(pk=moving.pk)
    taken = set(here.values_list("place", flat=True))
    begin = read_place(place, kind) if place.strip() else ""
    if begin and begin in taken:
        raise SampleRefused(
            gettext_noop("{place} of {container} is taken."), place=begin, container=container.name
        )
    free = [one for one in every[every.index(begin) if begin else 0 :] if one not in taken]
    if len(free) < many:
        raise SampleRefused(
            gettext_noop("{container} has {free} free places from there on, not {many}."),
            container=container.name,
            free=len(free),
            many=many,
        )
    return free[:many]


def _where(sample: Sample) -> str:
    return f"{sample.container.barcode} {sample.place}" if sample.container else ""


def _barcode() -> str:
    """A new barcode; the tables refuse a second one of the same."""
    while not (found := barcode_from(secrets.randbits(35))):
        pass
    return found
