"""The planning problem of a moment, read from the tables: plant, what stands, what wants a place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from xiandao.scaleup.scheduling import (
    Booking as Booked,
)
from xiandao.scaleup.scheduling import (
    Campaign as Asked,
)
from xiandao.scaleup.scheduling import (
    Machine,
    Person,
    Plant,
    Pool,
    Shift,
    Window,
    away_of_week,
    pools_of,
)
from xiandao.zone.pilot.models import Booking, Campaign, Closure, Equipment, Operative, Upkeep, Utility
from xiandao.zone.pilot.rules.exchange import Problem
from xiandao.zone.pilot.rules.recipes import recipe_of
from xiandao.zone.pilot.rules.states import CLASS_CHANGEOVER_H, HYGIENE_RANK, PLANNED, CampaignState, Hygiene

HOUR: Final = timedelta(hours=1)
HORIZON_H: Final = 24 * 7 * 26  # how far shifts and overdue upkeep are written out
STILL_STANDING: Final = (CampaignState.SCHEDULED, CampaignState.RUNNING)


def origin_at(now: datetime) -> datetime:
    """Hour 0: the Monday of the week of the earliest booking that is not yet over, or of now."""
    first = (
        Booking.objects.filter(standing=True, campaign__state__in=STILL_STANDING)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
    local = timezone.localtime(min(now, first) if first else now)
    monday = local.date() - timedelta(days=local.weekday())
    return timezone.make_aware(datetime.combine(monday, time()))


def hour_of(moment: datetime, origin: datetime) -> int:
    """The hour in which a moment lies."""
    return (moment - origin) // HOUR


def hour_after(moment: datetime, origin: datetime) -> int:
    """The first whole hour that is not before the moment."""
    return -((origin - moment) // HOUR)


def problem_at(
    now: datetime,
    origin: datetime,
    *,
    freeze_h: int = 0,
    anew: bool = False,
    event: dict[str, Any] | None = None,
) -> Problem:
    """All that a plan is computed from."""
    rows = Booking.objects.filter(standing=True, campaign__state__in=STILL_STANDING)
    bookings = tuple(
        Booked(
            str(one.campaign_id),
            one.step,
            one.equipment.name,
            hour_of(one.starts_at, origin),
            hour_of(one.ends_at, origin),
            hour_of(one.free_at, origin),
        )
        for one in rows.select_related("equipment").order_by("starts_at", "pk")
    )
    booked = {one.campaign for one in bookings}
    asked = Campaign.objects.filter(Q(state__in=PLANNED) | Q(pk__in=[int(name) for name in booked]))
    found = {
        str(one.pk): _asked(one, origin)
        for one in asked.select_related("version__template").order_by("asked_at", "pk")
    }
    return Problem(
        plant_at(now, origin),
        tuple(campaign for name, campaign in found.items() if name in booked),
        bookings,
        tuple(campaign for name, campaign in found.items() if name not in booked),
        hour_after(now, origin),
        freeze_h,
        anew,
        event,
    )


def plant_at(now: datetime, origin: datetime) -> Plant:
    """Machines with their closures, utilities and people with their weeks."""
    closures: dict[int, list[Window]] = {}
    for one in Closure.objects.filter(ends_at__gt=origin):
        window = Window(max(0, hour_of(one.starts_at, origin)), hour_after(one.ends_at, origin))
        closures.setdefault(one.equipment_id, []).append(window)
    for equipment, window in _ended(origin):
        closures.setdefault(equipment, []).append(window)
    for equipment, since in _overdue(origin).items():
        start = max(0, since, hour_of(now, origin))
        closures.setdefault(equipment, []).append(Window(start, start + HORIZON_H))
    machines = tuple(
        Machine(
            one.name,
            one.capability,
            float(one.volume_m3),
            HYGIENE_RANK[one.hygiene_class],
            one.changeover_hours,
            tuple(closures.get(one.pk, ())),
            one.biosafety_level,
        )
        for one in Equipment.objects.filter(in_service=True)
    )
    people = tuple(_person(one) for one in Operative.objects.filter(active=True) if one.qualifications)
    pools = tuple(Pool(one.name, one.capacity) for one in Utility.objects.all())
    upwards = tuple(
        (below, above, CLASS_CHANGEOVER_H)
        for below in Hygiene
        for above in Hygiene
        if HYGIENE_RANK[above] > HYGIENE_RANK[below]
    )
    return Plant(machines, pools + pools_of(people), class_changeovers_h=upwards)


def _ended(origin: datetime) -> list[tuple[int, Window]]:
    """What closed campaigns have used, and the changeover after it, up to whatever stands next."""
    found: list[tuple[int, Window]] = []
    next_start: dict[int, datetime] = {}
    rows = Booking.objects.filter(standing=True).select_related("equipment", "campaign")
    for one in rows.order_by("-starts_at"):
        if one.campaign.state not in STILL_STANDING:
            end = one.free_at + timedelta(hours=one.equipment.changeover_hours)
            end = max(one.free_at, min(end, next_start.get(one.equipment_id, end)))
            if end > origin:
                window = Window(max(0, hour_of(one.starts_at, origin)), hour_after(end, origin))
                found.append((one.equipment_id, window))
        next_start[one.equipment_id] = one.starts_at
    return found


def _overdue(origin: datetime) -> dict[int, int]:
    """From which hour on the upkeep of each piece of equipment has run out."""
    latest: dict[tuple[int, str], date] = {}
    for one in Upkeep.objects.order_by("done_on", "pk"):
        latest[one.equipment_id, one.kind] = one.due_on
    found: dict[int, int] = {}
    for (equipment, _), due in latest.items():
        end = timezone.make_aware(datetime.combine(due + timedelta(days=1), time()))
        hour = hour_of(end, origin)
        if hour < HORIZON_H:
            found[equipment] = min(found.get(equipment, hour), hour)
    return found


def _person(one: Operative) -> Person:
    away: tuple[Window, ...] = ()
    if one.shifts:
        shifts = tuple(Shift(start, end) for start, end in one.shifts)
        away = away_of_week(shifts, first_hour_of_week=0, horizon_h=HORIZON_H)
    return Person(str(one.pk), frozenset(one.qualifications), away)


def _asked(one: Campaign, origin: datetime) -> Asked:
    recipe = recipe_of(one.version.body)
    start = timezone.make_aware(datetime.combine(one.wanted_from, time()))
    due = None
    if one.wanted_by is not None:
        due = hour_of(
            timezone.make_aware(datetime.combine(one.wanted_by + timedelta(days=1), time())), origin
        )
    return Asked(
        str(one.pk),
        recipe.template(one.version.title, hygiene=one.hygiene_class, biosafety=one.biosafety_level),
        one.organism,
        0 if one.state in STILL_STANDING else max(0, hour_of(start, origin)),
        due if due is None else max(0, due),
        one.hygiene_class,
    )
