"""The close of a batch record: complete, locked, judged, and told to the evidence ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import ClaimIn, histories, record_claims, vocabulary
from xiandao.zone.pilot.models import Batch, Booking, Campaign
from xiandao.zone.pilot.operations.batches import check_password
from xiandao.zone.pilot.permissions import check_operates
from xiandao.zone.pilot.queries.batches import achieved_of, lacks_of, shown_of
from xiandao.zone.pilot.rules.readiness import judged
from xiandao.zone.pilot.rules.records import RecordRefused, agrees, compared
from xiandao.zone.pilot.rules.states import CampaignState, Purpose
from xiandao.zone.registry.api import Record

# The stage that a closed batch of a transfer shows: assessed at a first scale, ready to be negotiated where
# the receiver agrees with its donor. A contract alone makes it transferred, and the registry says that.
ASSESSED, NEGOTIATING = "assessed", "negotiating"


@transaction.atomic
def close_batch(*, batch: Batch, conclusion: str, password: str, by: Account, at: datetime) -> Batch:
    """Close and lock the record. Refused with everything that is still lacking."""
    check_operates(by)
    check_password(by, password)
    held = Batch.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=batch.pk)
    if held.closed_at is not None:
        raise RecordRefused("The record is closed; nothing in it changes any more.")
    for refusal in lacks_of(held):
        raise refusal
    if not conclusion.strip():
        raise RecordRefused("Write the conclusion that the record ends with.")
    shown = shown_of(held)
    held.trl, held.mrl = judged(shown, "trl").level, judged(shown, "mrl").level
    held.conclusion, held.closed_at, held.closed_by = conclusion.strip(), at, by
    held.save(update_fields=["trl", "mrl", "conclusion", "closed_at", "closed_by"])
    campaign = held.campaign
    campaign.state = CampaignState.CLOSED
    campaign.save(update_fields=["state"])
    # what its bookings still hold of the time to come is free
    Booking.objects.filter(campaign=campaign, standing=True, free_at__gt=at).update(standing=False)
    told = _claims(held, timezone.localdate(at))
    record_claims(claims=told, by=by, at=at)
    record(
        verb=gettext_noop("closed a batch record"),
        subject=held,
        by=by,
        at=at,
        after={"trl": held.trl, "mrl": held.mrl, "claims": len(told)},
    )
    return held


def _claims(batch: Batch, day: date) -> list[ClaimIn]:
    """What the ledger is told of a closed batch that carries an achievement or a project on."""
    campaign = batch.campaign
    kind = campaign.subject.partition("/")[0]
    if kind not in ("achievement", "project"):
        return []
    claims = [
        _claim(campaign, batch, "readiness-judged", {"trl": str(batch.trl), "mrl": str(batch.mrl)}, day)
    ]
    if kind == "project":
        claims += _stages(campaign, batch, "project", ("laboratory", "pilot"), day)
    elif campaign.purpose == Purpose.TRANSFER:
        stages = ("disclosed", ASSESSED, NEGOTIATING) if _agrees(batch) else ("disclosed", ASSESSED)
        claims += _stages(campaign, batch, "achievement", stages, day)
    return claims


def _stages(
    campaign: Campaign, batch: Batch, pipeline: str, stages: Iterable[str], day: date
) -> list[ClaimIn]:
    """The stages that are new; what was reached before is not said again."""
    known = {
        stage
        for history in histories(pipeline, as_of=day)
        if history.subject == campaign.subject
        for stage, _ in history.steps
    }
    way = vocabulary().pipelines[pipeline]
    furthest = max((way.place_of(stage) for stage in known), default=-1)
    return [
        _claim(campaign, batch, "stage-reached", {"pipeline": pipeline, "stage": stage}, day)
        for stage in stages
        if stage not in known and way.place_of(stage) > furthest
    ]


def _claim(campaign: Campaign, batch: Batch, kind: str, details: dict[str, str], day: date) -> ClaimIn:
    """The ledger is read by the zone: it names the registry's record, not what the tenant calls the run."""
    sort, _, key = campaign.subject.partition("/")
    label = Record.objects.filter(kind=sort, key=key).values_list("label", flat=True).first()
    return ClaimIn(
        kind=kind,
        subject=campaign.subject,
        happened_on=day,
        details=details,
        source="record",
        source_reference=f"pilot/batches/{batch.pk}",
        party=campaign.party,
        label=label or "",
        sample=campaign.sample,
    )


def _agrees(batch: Batch) -> bool:
    """Whether the batch agrees with the closed donor of a transfer in which it receives."""
    return any(
        agrees(compared(achieved_of(transfer.donor), achieved_of(batch)))
        for transfer in batch.received.filter(donor__closed_at__isnull=False).select_related("donor")
    )
