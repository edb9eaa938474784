"""Who may do what with a plan: `check_` raises the sentence, `can_` answers yes or no."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.plans.models import Attachment, Edition, Measure, Officer, Unit
from xiandao.zone.plans.rules.states import NEXT_EDITION_STATE, EditionState

OFFICE = (Role.ADMINISTRATOR, Role.PLAN_OFFICE)
REPORTERS = (Role.ADMINISTRATOR, Role.PLAN_OFFICE, Role.UNIT_OFFICER)


class PlanAccessRefused(Refusal):
    """Somebody asked for something in a plan that is not theirs."""

    http_status = 403


def is_office(by: Account) -> bool:
    """Whether this account runs the plan."""
    return by.is_active and by.role in OFFICE


def check_office(by: Account) -> None:
    """Only the plan office changes what the plan says and who does it."""
    if not is_office(by):
        raise PlanAccessRefused(gettext_noop("Only the plan office may do this. Ask it to make the change."))


def units_of(by: Account) -> set[int]:
    """The ids of the units that this account speaks for."""
    return set(Officer.objects.filter(account=by).values_list("unit_id", flat=True))


def check_report(by: Account, unit: Unit, assigned: Iterable[int], measure: Measure) -> None:
    """A unit's officer reports for that unit, on a measure it is part of; the office may for any."""
    if unit.pk not in set(assigned):
        raise PlanAccessRefused(
            gettext_noop("{unit} has no part in measure {measure}; choose one of its units."),
            unit=unit.name,
            measure=measure.key,
        )
    if is_office(by):
        return
    if by.role != Role.UNIT_OFFICER or unit.pk not in units_of(by):
        raise PlanAccessRefused(
            gettext_noop("You do not speak for {unit}. Its officers are appointed by the plan office."),
            unit=unit.name,
        )


def units_to_report_for(by: Account, assigned: Iterable[int]) -> set[int]:
    """Which of a measure's units this account may report for."""
    if is_office(by):
        return set(assigned)
    return units_of(by) & set(assigned) if by.role == Role.UNIT_OFFICER else set()


def check_attachment(by: Account, attachment: Attachment) -> None:
    """Evidence files are for the office and for the officers of the unit that attached them."""
    if can_open_attachment(by, attachment.report.unit_id, units_of(by)):
        return
    raise PlanAccessRefused(
        gettext_noop("This file belongs to {unit}. Its officers and the plan office can open it."),
        unit=attachment.report.unit.name,
    )


def can_open_attachment(by: Account, unit_id: int, own_units: set[int]) -> bool:
    """The same, for a list, without asking the database again."""
    return is_office(by) or unit_id in own_units


def check_next_state(edition: Edition, state: EditionState) -> None:
    """An edition is confirmed or discarded once, from review."""
    if state not in NEXT_EDITION_STATE[EditionState(edition.state)]:
        raise PlanAccessRefused(
            gettext_noop("Edition {number} of “{title}” is no longer under review; it cannot be changed."),
            number=edition.number,
            title=edition.title,
        )
