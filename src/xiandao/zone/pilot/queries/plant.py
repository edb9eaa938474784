"""The equipment book as it is read: what stands, in which state, who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, people_of
from xiandao.zone.pilot.models import Equipment, Operative, Upkeep, Utility
from xiandao.zone.pilot.permissions import OPERATORS, check_operates


class PilotMissing(Refusal):
    """There is no such thing in the pilot plant."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of equipment with its latest upkeep of each kind, and what is overdue on a day."""

    equipment: Equipment
    latest: dict[str, Upkeep]
    overdue: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether it may be used on that day."""
        return self.equipment.in_service and not self.overdue


def equipment_book(on: date) -> list[Kept]:
    """Everything that stands, in three queries."""
    latest: dict[int, dict[str, Upkeep]] = {}
    for upkeep in Upkeep.objects.order_by("done_on", "pk"):
        latest.setdefault(upkeep.equipment_id, {})[upkeep.kind] = upkeep
    return [
        Kept(equipment, kinds, tuple(kind for kind, one in kinds.items() if one.due_on < on))
        for equipment in Equipment.objects.all()
        for kinds in [latest.get(equipment.pk, {})]
    ]


def equipment_numbered(pk: int) -> Equipment:
    """The equipment, or a refusal."""
    found = Equipment.objects.filter(pk=pk).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no equipment {number}."), number=pk)
    return found


def utilities() -> QuerySet[Utility]:
    """What is shared."""
    return Utility.objects.all()


def operatives(*, asking: Account) -> QuerySet[Operative]:
    """Who works there; for operators only."""
    check_operates(asking)
    return Operative.objects.filter(active=True)


def operators() -> QuerySet[Account]:
    """The accounts that operate the plant."""
    return people_of(OPERATORS)
