"""The rest of a review, of links and of officers through the JSON API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, account_named, caller
from xiandao.zone.plans import api
from xiandao.zone.plans.rest.shapes import EditionOut

OFFICE = Allowed(*api.OFFICE)
EDITION = "/plans/{slug}/editions/{number}"
router = Router(auth=OFFICE, tags=["review"])


class MarkIn(Schema):
    """A stretch of the text, in characters."""

    start: int
    end: int


class LinkIn(Schema):
    """A measure that serves a target, and why."""

    target: str
    measure: str
    reason: str
    since: date


class OfficerIn(Schema):
    """An account that shall speak for a unit."""

    account: str


def _edition(request: HttpRequest, slug: str, number: int) -> api.Edition:
    return api.edition_of(api.plan_named(slug, caller(request)), number)


def _answer(edition: api.Edition) -> EditionOut:
    edition.refresh_from_db()
    return EditionOut.of(edition)


@router.get(EDITION, response=dict[str, Any], summary="The reading of an edition")
def reading(request: HttpRequest, slug: str, number: int) -> dict[str, Any]:
    """Everything that was read, with the corrections made so far; spans point into `text`."""
    edition = _edition(request, slug, number)
    return {**edition.reading, "text": edition.text}


@router.get(EDITION + "/changes", response=list[dict[str, Any]], summary="What an edition would change")
def changes(request: HttpRequest, slug: str, number: int) -> list[dict[str, Any]]:
    """Item by item, against the edition in force."""
    found = api.changes_in(_edition(request, slug, number), timezone.localdate())
    return [
        {
            "kind": change.kind,
            "item": change.item,
            "key": change.key,
            "name": change.name,
            "fields": [
                {"field": f.field, "before": str(f.before), "after": str(f.after)} for f in change.fields
            ],
        }
        for change in found
    ]


@router.delete(EDITION + "/items/{item}", response=EditionOut, summary="Drop an item")
def drop(request: HttpRequest, slug: str, number: int, item: str) -> EditionOut:
    """Take an item out of the reading; its words stay visible as remainder."""
    edition = _edition(request, slug, number)
    api.drop_item(edition=edition, item=item, by=caller(request), at=timezone.now())
    return _answer(edition)


@router.post(EDITION + "/measures", response=EditionOut, summary="Mark a measure in the text")
def mark(request: HttpRequest, slug: str, number: int, wanted: MarkIn) -> EditionOut:
    """Make a stretch of the text a measure."""
    edition = _edition(request, slug, number)
    api.add_measure(
        edition=edition, start=wanted.start, end=wanted.end, by=caller(request), at=timezone.now()
    )
    return _answer(edition)


@router.post(EDITION + "/warnings/{warning}/settle", response=EditionOut, summary="Settle a warning")
def settle(request: HttpRequest, slug: str, number: int, warning: int) -> EditionOut:
    """Say that a warning was looked at; warnings count from 0."""
    edition = _edition(request, slug, number)
    api.settle_warning(edition=edition, number=warning, by=caller(request), at=timezone.now())
    return _answer(edition)


@router.post(EDITION + "/discard", response=EditionOut, summary="Discard an edition")
def discard(request: HttpRequest, slug: str, number: int) -> EditionOut:
    """Give an edition up; nothing of it was ever in force."""
    edition = _edition(request, slug, number)
    api.discard_edition(edition=edition, by=caller(request), at=timezone.now())
    return _answer(edition)


@router.post("/plans/{slug}/links", response={201: None}, summary="Link a measure to a target")
def link(request: HttpRequest, slug: str, wanted: LinkIn) -> Status[None]:
    """Say that a measure serves a target; who said so and why is kept."""
    by = caller(request)
    plan = api.plan_named(slug, by)
    target = api.Target.objects.filter(plan=plan, key=wanted.target).first()
    measure = api.Measure.objects.filter(plan=plan, key=wanted.measure).first()
    if target is None or measure is None:
        raise api.PlanMissing("There is no measure {key} in this plan on that day.", key=wanted.measure)
    api.link_target(
        target=target, measure=measure, reason=wanted.reason, since=wanted.since, by=by, at=timezone.now()
    )
    return Status(201, None)


@router.post("/units/{unit}/officers", response={204: None}, summary="Appoint an officer")
def appoint(request: HttpRequest, unit: int, wanted: OfficerIn) -> HttpResponse:
    """Let an account speak for a unit."""
    known = api.Unit.objects.filter(pk=unit).first()
    account = account_named(wanted.account)
    if known is None or account is None:
        raise api.PlanMissing(
            "There is no unit {unit} or no account {account}.", unit=unit, account=wanted.account
        )
    api.appoint_officer(unit=known, account=account, by=caller(request), at=timezone.now())
    return HttpResponse(status=204)
