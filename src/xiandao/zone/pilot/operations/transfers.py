"""A process carried over: donor and receiver, risks, questions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.pilot.models import Batch, OpenQuestion, Risk, TechTransfer
from xiandao.zone.pilot.permissions import check_sees
from xiandao.zone.pilot.rules.records import RecordRefused, priority


@transaction.atomic
def begin_transfer(
    *, title: str, donor: Batch, receiver: Batch | None, description: str, by: Account, at: datetime
) -> TechTransfer:
    """Carry the process of a donor batch over; the receiver may come later."""
    check_sees(by, donor.campaign.party)
    _check_pair(donor, receiver, by)
    found = TechTransfer.objects.create(
        title=title,
        party=donor.campaign.party,
        donor=donor,
        receiver=receiver,
        description=description,
        made_by=by,
        made_at=at,
    )
    record(verb=gettext_noop("began a technology transfer"), subject=found, by=by, at=at)
    return found


@transaction.atomic
def name_receiver(*, transfer: TechTransfer, receiver: Batch, by: Account, at: datetime) -> None:
    """The batch at the new scale."""
    check_sees(by, transfer.party)
    _check_pair(transfer.donor, receiver, by)
    transfer.receiver = receiver
    transfer.save(update_fields=["receiver"])
    record(verb=gettext_noop("named the receiving batch"), subject=transfer, by=by, at=at)


@transaction.atomic
def add_risk(
    *,
    transfer: TechTransfer,
    failure: str,
    effect: str,
    cause: str,
    scales: tuple[int, int, int],
    action: str,
    by: Account,
    at: datetime,
) -> Risk:
    """A line of the failure mode and effects analysis: severity, occurrence, detection from 1 to 10."""
    check_sees(by, transfer.party)
    priority(*scales)
    found = Risk.objects.create(
        transfer=transfer,
        failure=failure,
        effect=effect,
        cause=cause,
        severity=scales[0],
        occurrence=scales[1],
        detection=scales[2],
        action=action,
        by=by,
        at=at,
    )
    record(verb=gettext_noop("assessed a risk"), subject=transfer, by=by, at=at)
    return found


@transaction.atomic
def ask_question(*, transfer: TechTransfer, text: str, by: Account, at: datetime) -> OpenQuestion:
    """What nobody knows yet."""
    check_sees(by, transfer.party)
    if not text.strip():
        raise RecordRefused("Write the question.")
    found = OpenQuestion.objects.create(transfer=transfer, text=text.strip()[:400], by=by, at=at)
    record(verb=gettext_noop("asked an open question"), subject=transfer, by=by, at=at)
    return found


@transaction.atomic
def answer_question(*, question: OpenQuestion, answer: str, by: Account, at: datetime) -> None:
    """Somebody knows now."""
    check_sees(by, question.transfer.party)
    question.answer = answer.strip()
    question.save(update_fields=["answer"])
    record(verb=gettext_noop("answered an open question"), subject=question.transfer, by=by, at=at)


def _check_pair(donor: Batch, receiver: Batch | None, by: Account) -> None:
    if receiver is None:
        return
    check_sees(by, receiver.campaign.party)
    if receiver.pk == donor.pk:
        raise RecordRefused("A transfer goes from one batch to another.")
    if receiver.campaign.party != donor.campaign.party:
        raise RecordRefused("Donor and receiver belong to one tenant.")
    if donor.pk in _given_on(receiver):
        raise RecordRefused(
            "The donor has the process from the receiver already; a transfer does not go in a circle."
        )


def _given_on(batch: Batch) -> set[int]:
    """The batches to which a batch gave its process, directly or over others."""
    found: set[int] = set()
    waiting = {batch.pk}
    while waiting:
        onward = TechTransfer.objects.filter(donor__in=waiting, receiver__isnull=False)
        waiting = {one for one in onward.values_list("receiver", flat=True) if one is not None} - found
        found |= waiting
    return found
