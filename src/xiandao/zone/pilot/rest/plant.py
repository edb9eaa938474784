"""Equipment, what is taken, and the plan through the JSON API."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema, Status

from xiandao.zone.accounts.api import ZONE_ROLES, Allowed, caller
from xiandao.zone.pilot import api
from xiandao.zone.pilot.models import Plan
from xiandao.zone.pilot.queries.calendar import calendar_of
from xiandao.zone.pilot.queries.campaigns import latest_plan
from xiandao.zone.pilot.queries.plant import PilotMissing
from xiandao.zone.pilot.rules.times import check_day

router = Router(auth=Allowed(), tags=["pilot plant"])
MOST_WEEKS = 60


class EquipmentIn(Schema):
    """A vessel or a skid."""

    name: str = Field(min_length=1, max_length=60)
    capability: str = Field(min_length=1, max_length=40)
    volume_m3: Decimal = Field(default=Decimal(0), ge=0, max_digits=9, decimal_places=4)
    hygiene_class: str = "none"
    biosafety_level: int = Field(default=1, ge=1, le=4)
    utilities: str = Field(default="", max_length=200)
    changeover_hours: int = Field(default=0, ge=0, le=1000)
    price_per_hour: Decimal = Field(default=Decimal(0), ge=0, max_digits=12, decimal_places=2)
    in_service: bool = True


class EquipmentOut(EquipmentIn):
    """The same, with what is overdue today."""

    number: int
    overdue: list[str]
    sample: bool


class TakenOut(Schema):
    """Hours that are taken; campaign and step only where the caller may know them."""

    equipment: str
    starts_at: datetime
    ends_at: datetime
    free_at: datetime
    campaign: int | None
    title: str
    step: str


class PlanIn(Schema):
    """What a plan should do: leave the next hours, plan all anew, or answer an event."""

    freeze_hours: int = Field(default=0, ge=0, le=500)
    anew: bool = False
    event: dict[str, Any] | None = None


class PlanOut(Schema):
    """A plan with what it moved and why."""

    number: int
    state: str
    made_at: datetime
    run: int | None
    summary: dict[str, Any]
    moves: list[dict[str, Any]]


@router.get("/pilot/equipment", response=list[EquipmentOut], summary="The equipment book")
def equipment(request: HttpRequest) -> list[EquipmentOut]:  # noqa: ARG001
    """What stands in the plant, in which state."""
    return [_told(one) for one in api.equipment_book(timezone.localdate())]


@router.post(
    "/pilot/equipment", auth=Allowed(*ZONE_ROLES), response={201: EquipmentOut}, summary="Enter equipment"
)
def enter(request: HttpRequest, told: EquipmentIn) -> Status[EquipmentOut]:
    """Operators only."""
    made = api.save_equipment(values=told.dict(), by=caller(request), at=timezone.now())
    found = next(one for one in api.equipment_book(timezone.localdate()) if one.equipment.pk == made.pk)
    return Status(201, _told(found))


@router.get("/pilot/taken", response=list[TakenOut], summary="What is taken when")
def taken(request: HttpRequest, since: datetime | None = None, weeks: int = 4) -> list[TakenOut]:
    """At most 60 weeks from `since` or now."""
    start = since or timezone.now()
    check_day(start)
    if timezone.is_naive(start):
        start = timezone.make_aware(start)
    until = start + timedelta(weeks=max(1, min(weeks, MOST_WEEKS)))
    return [
        TakenOut(
            equipment=one.equipment,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            free_at=one.free_at,
            campaign=one.campaign.pk if one.campaign else None,
            title=one.campaign.title if one.campaign else "",
            step=one.step,
        )
        for one in api.taken(start, until, asking=caller(request))
    ]


@router.get("/pilot/calendar", summary="What is taken, as iCalendar")
def calendar(request: HttpRequest) -> HttpResponse:
    """For calendar programs that send a token; what is another tenant's is only “taken”."""
    now = timezone.now()
    rows = api.taken(now - timedelta(weeks=4), now + timedelta(weeks=52), asking=caller(request))
    return HttpResponse(calendar_of(rows, stamp=now), content_type="text/calendar; charset=utf-8")


@router.get("/pilot/plan", auth=Allowed(*ZONE_ROLES), response=PlanOut, summary="The latest plan")
def plan(request: HttpRequest) -> PlanOut:
    """Operators only."""
    found = latest_plan(asking=caller(request))
    if found is None:
        raise PilotMissing(gettext_noop("There is no plan yet."))
    return _plan(found)


@router.post("/pilot/plan", auth=Allowed(*ZONE_ROLES), response={201: PlanOut}, summary="Compute a plan")
def compute(request: HttpRequest, told: PlanIn) -> Status[PlanOut]:
    """In the background; ask again for its state. Operators only."""
    made = api.ask_plan(
        by=caller(request), at=timezone.now(), freeze_h=told.freeze_hours, anew=told.anew, event=told.event
    )
    return Status(201, _plan(made))


def _plan(found: Plan) -> PlanOut:
    return PlanOut(
        number=found.pk,
        state=found.state,
        made_at=found.made_at,
        run=found.run,
        summary=found.summary,
        moves=found.moves,
    )


def _told(one: Any) -> EquipmentOut:
    known = one.equipment
    fields = {name: getattr(known, name) for name in EquipmentIn.model_fields}
    return EquipmentOut(number=known.pk, overdue=list(one.overdue), sample=known.sample, **fields)
