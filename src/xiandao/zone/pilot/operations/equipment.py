"""The equipment book: what stands, its upkeep and closures, what is shared, who works and operates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import ZONE_ROLES, Account, let_act, stop_acting
from xiandao.zone.audit.api import record
from xiandao.zone.pilot.models import Booking, Closure, Equipment, Operative, Upkeep, Utility
from xiandao.zone.pilot.permissions import OPERATORS, check_appoints, check_operates
from xiandao.zone.pilot.rules.estimating import check_geometry
from xiandao.zone.pilot.rules.states import Hygiene
from xiandao.zone.pilot.rules.times import check_day

FIELDS: Final = (
    "name",
    "capability",
    "volume_m3",
    "hygiene_class",
    "biosafety_level",
    "utilities",
    "changeover_hours",
    "price_per_hour",
    "in_service",
    "geometry",
    "note",
)


class EquipmentRefused(Refusal):
    """The equipment book does not take this."""


@transaction.atomic
def save_equipment(
    *,
    values: Mapping[str, Any],
    equipment: Equipment | None = None,
    by: Account,
    at: datetime,
    sample: bool = False,
) -> Equipment:
    """Enter a piece of equipment, or change what is known of it."""
    check_operates(by)
    new = equipment is None
    found = Equipment(sample=sample) if equipment is None else equipment
    before = None if new else _known(found)
    for name in FIELDS:
        if name in values:
            setattr(found, name, values[name])
    if found.hygiene_class not in set(Hygiene):
        raise EquipmentRefused("{name} is no hygiene class.", name=found.hygiene_class)
    if Equipment.objects.filter(name=found.name).exclude(pk=found.pk).exists():
        raise EquipmentRefused("There is already equipment called {name}.", name=found.name)
    if found.geometry.strip():
        check_geometry(found.name, found.geometry)
    found.save()
    verb = gettext_noop("entered equipment") if new else gettext_noop("changed equipment")
    record(verb=verb, subject=found, by=by, at=at, before=before, after=_known(found))
    return found


def _known(equipment: Equipment) -> dict[str, str]:
    return {name: str(getattr(equipment, name)) for name in FIELDS}


@transaction.atomic
def record_upkeep(
    *, equipment: Equipment, kind: str, done_on: date, due_on: date, note: str = "", by: Account, at: datetime
) -> Upkeep:
    """A calibration or cleaning was done; until the due day the equipment may be used."""
    check_operates(by)
    check_day(due_on)
    if due_on <= done_on or done_on > at.date():
        raise EquipmentRefused("Upkeep was done by today, and is due again on a later day.")
    found = Upkeep.objects.create(
        equipment=equipment, kind=kind, done_on=done_on, due_on=due_on, note=note, by=by, at=at
    )
    record(verb=gettext_noop("recorded upkeep"), subject=equipment, by=by, at=at, after={"kind": kind})
    return found


@transaction.atomic
def close_equipment(
    *, equipment: Equipment, starts_at: datetime, ends_at: datetime, reason: str, by: Account, at: datetime
) -> Closure:
    """Nobody can use the equipment in this time. What is booked then is moved by the next plan."""
    check_operates(by)
    check_day(starts_at)
    check_day(ends_at)
    if ends_at <= starts_at:
        raise EquipmentRefused("A closure ends after it starts.")
    found = Closure.objects.create(
        equipment=equipment, starts_at=starts_at, ends_at=ends_at, reason=reason[:200], by=by
    )
    record(verb=gettext_noop("closed equipment for a time"), subject=equipment, by=by, at=at)
    return found


@transaction.atomic
def save_utility(*, name: str, capacity: int, by: Account, at: datetime, sample: bool = False) -> Utility:
    """Something shared, and how many units of it there are."""
    check_operates(by)
    if capacity < 1:
        raise EquipmentRefused("There is at least one of what is shared.")
    found, _ = Utility.objects.update_or_create(name=name, defaults={"capacity": capacity, "sample": sample})
    record(verb=gettext_noop("entered a utility"), subject=found, by=by, at=at, after={"capacity": capacity})
    return found


@transaction.atomic
def save_operative(
    *,
    name: str,
    qualifications: list[str],
    shifts: list[list[int]],
    by: Account,
    at: datetime,
    sample: bool = False,
) -> Operative:
    """A person, what they are qualified for, and the hours of the week in which they work."""
    check_operates(by)
    if not qualifications:
        raise EquipmentRefused("Name at least one qualification.")
    for start, end in shifts:
        if not 0 <= start < end <= 168:
            raise EquipmentRefused("A shift lies within the hours 0 to 168 of a week.")
    found, _ = Operative.objects.update_or_create(
        name=name,
        defaults={"qualifications": qualifications, "shifts": shifts, "active": True, "sample": sample},
    )
    record(verb=gettext_noop("entered a person of the plant"), subject=found, by=by, at=at)
    return found


@transaction.atomic
def end_operative(*, operative: Operative, by: Account, at: datetime) -> None:
    """The person no longer works in the plant."""
    check_operates(by)
    operative.active = False
    operative.save(update_fields=["active"])
    record(verb=gettext_noop("took a person out of the plant"), subject=operative, by=by, at=at)


@transaction.atomic
def appoint_operator(*, account: Account, by: Account | None, at: datetime) -> None:
    """From now on the account operates the plant, and sees what its tenants ask."""
    check_appoints(by)
    if account.role not in ZONE_ROLES:
        raise EquipmentRefused(
            "{account} works for an organisation; operators work for the zone.", account=account.username
        )
    let_act(account=account, party=OPERATORS, by=by, at=at)


@transaction.atomic
def dismiss_operator(*, account: Account, by: Account | None, at: datetime) -> None:
    """The account no longer operates the plant."""
    check_appoints(by)
    stop_acting(account=account, party=OPERATORS, by=by, at=at)


def is_booked(equipment: Equipment, at: datetime) -> bool:
    """Whether anything stands on it now or later."""
    return Booking.objects.filter(equipment=equipment, standing=True, free_at__gt=at).exists()
