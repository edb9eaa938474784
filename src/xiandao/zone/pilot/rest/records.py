"""Batch records and transfers through the JSON API: read, never signed; a signature needs a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.pilot import api
from xiandao.zone.pilot.queries.documents import batch_data, package_data

MOST = 500
router = Router(auth=Allowed(), tags=["pilot plant"])


class BatchLine(Schema):
    """A record in a list."""

    number: int
    campaign: int
    title: str
    closed: bool
    trl: int
    mrl: int


class TransferLine(Schema):
    """A transfer in a list."""

    number: int
    title: str
    donor: int
    receiver: int | None


@router.get("/pilot/batches", response=list[BatchLine], summary="Batch records")
def batches(request: HttpRequest) -> list[BatchLine]:
    """A tenant's own; all for operators."""
    return [
        BatchLine(
            number=one.pk,
            campaign=one.campaign_id,
            title=one.campaign.title,
            closed=one.closed_at is not None,
            trl=one.trl,
            mrl=one.mrl,
        )
        for one in api.batches(asking=caller(request))[:MOST]
    ]


@router.get("/pilot/batches/{number}", response=dict[str, Any], summary="One batch record")
def batch(request: HttpRequest, number: int) -> dict[str, Any]:
    """Steps with both signatures, materials, deviations, what was achieved, readiness by the rules."""
    return batch_data(api.batch_numbered(number, asking=caller(request)))


@router.get("/pilot/transfers", response=list[TransferLine], summary="Technology transfers")
def transfers(request: HttpRequest) -> list[TransferLine]:
    """A tenant's own; all for operators."""
    return [
        TransferLine(number=one.pk, title=one.title, donor=one.donor_id, receiver=one.receiver_id)
        for one in api.transfers(asking=caller(request))[:MOST]
    ]


@router.get("/pilot/transfers/{number}", response=dict[str, Any], summary="One transfer")
def transfer(request: HttpRequest, number: int) -> dict[str, Any]:
    """Everything of its package as JSON."""
    return package_data(api.transfer_numbered(number, asking=caller(request)))


@router.get("/pilot/transfers/{number}/package", summary="The transfer package")
def package(request: HttpRequest, number: int) -> HttpResponse:
    """Word and JSON in one zip."""
    found = api.transfer_numbered(number, asking=caller(request))
    return HttpResponse(api.package(found), content_type="application/zip")
