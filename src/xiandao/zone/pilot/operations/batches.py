"""The batch record as people keep it: opened from the recipe, signed by two, closed for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import keep_file
from xiandao.zone.pilot.models import (
    Achieved,
    Addition,
    Attachment,
    Batch,
    BatchStep,
    Booking,
    Campaign,
    Deviation,
    Material,
)
from xiandao.zone.pilot.permissions import check_operates, check_sees
from xiandao.zone.pilot.rules.estimating import Running, computed
from xiandao.zone.pilot.rules.recipes import recipe_of
from xiandao.zone.pilot.rules.records import RecordRefused, check_second
from xiandao.zone.pilot.rules.states import CampaignState, Quantity

DATA_FILES: Final = frozenset(
    {FileType.TEXT, FileType.XLSX, FileType.PDF, FileType.PNG, FileType.JPEG, FileType.DOCX}
)


@transaction.atomic
def open_batch(*, campaign: Campaign, by: Account, at: datetime) -> Batch:
    """Begin the record of a scheduled campaign, step by step from its recipe."""
    check_operates(by)
    held = Campaign.objects.select_for_update(of=("self",)).select_related("version").get(pk=campaign.pk)
    if held.state != CampaignState.SCHEDULED:
        raise RecordRefused("A record is opened for a campaign that has its place in the plan.")
    batch = Batch.objects.create(campaign=held, opened_at=at, opened_by=by)
    places = {one.step: one.equipment_id for one in Booking.objects.filter(campaign=held, standing=True)}
    BatchStep.objects.bulk_create(
        BatchStep(
            batch=batch,
            order=order,
            name=step.name,
            instruction=step.instruction,
            equipment_id=places.get(step.name),
            parameters=[
                {"name": one.name, "unit": one.unit, "low": one.low, "high": one.high}
                for one in step.parameters
            ],
        )
        for order, step in enumerate(recipe_of(held.version.body).ordered(), 1)
    )
    held.state = CampaignState.RUNNING
    held.save(update_fields=["state"])
    record(verb=gettext_noop("opened a batch record"), subject=batch, by=by, at=at)
    return batch


@transaction.atomic
def sign_step(
    *, step: BatchStep, values: Mapping[str, float], password: str, by: Account, at: datetime
) -> BatchStep:
    """Who did the step signs it with its values, having given the password again."""
    held = _open(step.batch, by)
    check_password(by, password)
    found = BatchStep.objects.select_for_update().get(pk=step.pk)
    if found.done_by_id is not None:
        raise RecordRefused("{step} is signed already; a second person checks it.", step=found.name)
    lacks = [one["name"] for one in found.parameters if one["name"] not in values]
    if lacks:
        raise RecordRefused("Values are missing: {values}.", values=", ".join(lacks))
    found.values = {one["name"]: values[one["name"]] for one in found.parameters}
    found.done_by, found.done_at = by, at
    found.save(update_fields=["values", "done_by", "done_at"])
    for name in _outside(found):
        Deviation.objects.create(
            batch=held,
            step=found,
            severity="minor",
            text=f"{found.name}: {name} = {found.values[name]:g}",
            by=by,
            at=at,
        )
    record(
        verb=gettext_noop("signed a step as done"), subject=held, by=by, at=at, after={"step": found.order}
    )
    return found


@transaction.atomic
def check_step(*, step: BatchStep, password: str, by: Account, at: datetime) -> BatchStep:
    """A second person checks the step and signs it, having given the password again."""
    held = _open(step.batch, by)
    check_password(by, password)
    found = BatchStep.objects.select_for_update().get(pk=step.pk)
    if found.checked_by_id is not None:
        raise RecordRefused("{step} has both signatures.", step=found.name)
    check_second(found.done_by_id, by.pk)
    found.checked_by, found.checked_at = by, at
    found.save(update_fields=["checked_by", "checked_at"])
    record(
        verb=gettext_noop("signed a step as checked"), subject=held, by=by, at=at, after={"step": found.order}
    )
    return found


@transaction.atomic
def note_deviation(
    *, batch: Batch, step: BatchStep | None, severity: str, text: str, by: Account, at: datetime
) -> Deviation:
    """Something went otherwise than written."""
    held = _open(batch, by)
    if not text.strip():
        raise RecordRefused("Say what went otherwise than written.")
    found = Deviation.objects.create(
        batch=held, step=step, severity=severity, text=text.strip(), by=by, at=at
    )
    record(verb=gettext_noop("noted a deviation"), subject=held, by=by, at=at)
    return found


@transaction.atomic
def resolve_deviation(*, deviation: Deviation, resolution: str, by: Account, at: datetime) -> None:
    """What was decided about it; operators decide, and not about their own."""
    held = _open(deviation.batch, by)
    check_operates(by)
    if not resolution.strip():
        raise RecordRefused("Say what was decided, and why.")
    if deviation.by_id == by.pk:
        raise RecordRefused("Somebody else than who noted it decides about a deviation.")
    if deviation.resolved_at is not None:
        raise RecordRefused("The deviation is resolved already.")
    deviation.resolution, deviation.resolved_by, deviation.resolved_at = resolution.strip(), by, at
    deviation.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    record(verb=gettext_noop("resolved a deviation"), subject=held, by=by, at=at)


@transaction.atomic
def add_material(
    *, batch: Batch, name: str, lot: str, amount: Decimal, unit: str, by: Account, at: datetime
) -> Material:
    """What went in, with its lot."""
    held = _open(batch, by)
    if not lot.strip() or amount <= 0:
        raise RecordRefused("A material has a lot and an amount above 0.")
    found = Material.objects.create(
        batch=held, name=name, lot=lot.strip(), amount=amount, unit=unit, by=by, at=at
    )
    record(verb=gettext_noop("entered a material"), subject=held, by=by, at=at)
    return found


@transaction.atomic
def note_addition(
    *, batch: Batch, happened_at: datetime, what: str, amount: Decimal, unit: str, by: Account, at: datetime
) -> Addition:
    """Something was added or taken by hand."""
    held = _open(batch, by)
    found = Addition.objects.create(
        batch=held, happened_at=happened_at, what=what, amount=amount, unit=unit, by=by, at=at
    )
    record(verb=gettext_noop("noted an addition by hand"), subject=held, by=by, at=at)
    return found


@transaction.atomic
def attach_file(*, batch: Batch, upload: Upload, by: Account, at: datetime) -> Attachment:
    """A data file of the run."""
    held = _open(batch, by)
    found = Attachment.objects.create(
        batch=held, file=keep_file(upload=upload, at=at), name=upload.name, by=by, at=at
    )
    # the trail is read by the zone: which line of the record, never the tenant's words and figures
    told = {"file": found.pk}
    record(verb=gettext_noop("attached a data file"), subject=held, by=by, at=at, after=told)
    return found


@transaction.atomic
def record_achieved(
    *, batch: Batch, quantity: str, value: float, source: str, by: Account, at: datetime
) -> Achieved:
    """What the batch reached; said again it replaces what was said."""
    held = _open(batch, by)
    if quantity not in set(Quantity) or not 0 <= value < 1e12:
        raise RecordRefused("The value of {quantity} is a number from 0.", quantity=quantity)
    found, _ = Achieved.objects.update_or_create(
        batch=held,
        quantity=quantity,
        defaults={"value": value, "source": source[:120], "by": by, "at": at},
    )
    told = {"quantity": quantity}
    record(verb=gettext_noop("recorded what was achieved"), subject=held, by=by, at=at, after=told)
    return found


@transaction.atomic
def compute_achieved(*, step: BatchStep, running: Running, by: Account, at: datetime) -> None:
    """Fill in what the vessel of a step gave at how it was run; the laws and their band are the source."""
    held = _open(step.batch, by)
    if step.equipment is None or not step.equipment.geometry.strip():
        raise RecordRefused("The equipment book does not describe the vessel of {step}.", step=step.name)
    for one in computed(step.equipment.name, step.equipment.geometry, running):
        record_achieved(
            batch=held, quantity=one.quantity.value, value=one.value, source=one.source, by=by, at=at
        )


def check_password(by: Account, password: str) -> None:
    """Whoever signs shows again who they are."""
    if not by.has_usable_password():
        raise RecordRefused("Choose a password on the page of your account first; signatures need it.")
    if not by.check_password(password):
        raise RecordRefused("The password is not yours. Nothing was signed.")


def _open(batch: Batch, by: Account) -> Batch:
    held = Batch.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=batch.pk)
    check_sees(by, held.campaign.party)
    if held.closed_at is not None:
        raise RecordRefused("The record is closed; nothing in it changes any more.")
    return held


def _outside(step: BatchStep) -> list[str]:
    """The parameters whose value lies outside their range."""
    found = []
    for one in step.parameters:
        value = step.values[one["name"]]
        low, high = one["low"], one["high"]
        if (low is not None and value < low) or (high is not None and value > high):
            found.append(str(one["name"]))
    return found
