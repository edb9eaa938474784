"""Batch records as they are read, what keeps one from being closed, and what its records show."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.pilot.models import Achieved, Attachment, Batch, BatchStep, Deviation, TechTransfer
from xiandao.zone.pilot.permissions import can_see, operates
from xiandao.zone.pilot.queries.plant import PilotMissing
from xiandao.zone.pilot.rules.readiness import Shown
from xiandao.zone.pilot.rules.records import RecordRefused, agrees, compared, what_lacks
from xiandao.zone.pilot.rules.states import Quantity


def batches(*, asking: Account) -> QuerySet[Batch]:
    """The records that somebody may see, the latest first."""
    found = Batch.objects.select_related("campaign__version__template")
    return found if operates(asking) else found.filter(campaign__party__in=parties_of(asking))


def batch_numbered(pk: int, *, asking: Account) -> Batch:
    """One record."""
    found = (
        Batch.objects.select_related("campaign__version__template", "opened_by", "closed_by")
        .filter(pk=pk)
        .first()
    )
    if found is None or not can_see(asking, found.campaign.party):
        raise PilotMissing(gettext_noop("There is no batch record {number}."), number=pk)
    return found


def step_numbered(batch: Batch, order: int) -> BatchStep:
    """One step of a record."""
    found = BatchStep.objects.select_related("batch").filter(batch=batch, order=order).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no step {number}."), number=order)
    return found


def deviation_numbered(batch: Batch, pk: int) -> Deviation:
    """One deviation of a record."""
    found = Deviation.objects.select_related("batch").filter(batch=batch, pk=pk).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no deviation {number}."), number=pk)
    return found


def attachment_numbered(batch: Batch, pk: int) -> Attachment:
    """One data file of a record."""
    found = Attachment.objects.select_related("file").filter(batch=batch, pk=pk).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no data file {number}."), number=pk)
    return found


def achieved_of(batch: Batch) -> dict[str, float]:
    """What the batch reached, by quantity."""
    return dict(Achieved.objects.filter(batch=batch).values_list("quantity", "value"))


def lacks_of(batch: Batch) -> tuple[RecordRefused, ...]:
    """Everything that keeps the record from being closed."""
    steps = list(batch.steps.all())
    return what_lacks(
        unsigned=[step.name for step in steps if step.checked_by_id is None],
        open_deviations=Deviation.objects.filter(batch=batch, resolved_at=None).count(),
        missing_values=[] if Quantity.VOLUME in achieved_of(batch) else [_("working volume")],
        open_donors=batch.received.filter(donor__closed_at=None).values_list("donor", flat=True),
    )


def shown_of(batch: Batch) -> Shown:
    """What the closed records of the batch's process and this one show together."""
    campaign = batch.campaign
    alike = Batch.objects.filter(closed_at__isnull=False, campaign__party=campaign.party)
    if campaign.subject:
        alike = alike.filter(campaign__subject=campaign.subject)
    else:
        alike = alike.filter(campaign__version__template=campaign.version.template_id)
    found = [*alike.exclude(pk=batch.pk).select_related("campaign"), batch]
    volumes = Achieved.objects.filter(batch__in=found, quantity=Quantity.VOLUME).values_list(
        "value", flat=True
    )
    pairs = TechTransfer.objects.filter(receiver__in=found, donor__closed_at__isnull=False)
    rows = [
        compared(achieved_of(pair.donor), achieved_of(pair.receiver))
        for pair in pairs.select_related("donor", "receiver")
        if pair.receiver
    ]
    return Shown(
        closed_batches=len(found),
        largest_m3=max(volumes, default=0.0),
        steps_signed=not BatchStep.objects.filter(batch__in=found, checked_by=None).exists(),
        deviations_open=Deviation.objects.filter(batch__in=found, resolved_at=None).count(),
        gmp_batches=sum(one.campaign.hygiene_class == "gmp" for one in found),
        compared=bool(rows),
        within_limits=any(agrees(row) for row in rows),
    )
