"""Who does a measure and by when, which target it serves, and who speaks for a unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, let_act, stop_acting
from xiandao.zone.audit.api import record
from xiandao.zone.plans.models import Measure, MeasureRevision, Milestone, Officer, Target, TargetLink, Unit
from xiandao.zone.plans.operations.enforcing import assign
from xiandao.zone.plans.permissions import check_office
from xiandao.zone.plans.queries.snapshot import current_measure_revisions
from xiandao.zone.plans.rules.states import AssignmentRole


class DispatchRefused(Refusal):
    """A measure cannot be given out this way."""


@transaction.atomic
def dispatch(
    *,
    measure: Measure,
    lead: Sequence[str],
    support: Sequence[str],
    due_on: date | None,
    owner: str,
    since: date,
    by: Account,
    at: datetime,
) -> MeasureRevision:
    """Say who leads, who supports, by when and who in person answers for it; the words stay as they are."""
    check_office(by)
    Measure.objects.select_for_update().get(pk=measure.pk)
    before = _revision_to_change(measure, since)
    both = set(lead) & set(support)
    if both:
        raise DispatchRefused(
            gettext_noop("{unit} cannot both lead and support. Choose one."), unit=sorted(both)[0]
        )
    roles = [(_unit(name), AssignmentRole.LEAD) for name in lead]
    roles += [(_unit(name), AssignmentRole.SUPPORT) for name in support]
    revision = MeasureRevision.objects.get(pk=before.pk)
    revision.pk = None
    revision._state.adding = True
    revision.since, revision.recorded_at, revision.recorded_by = since, at, by
    revision.due_on, revision.owner = due_on, owner.strip()[:80]
    revision.save()
    assign(revision, roles)
    _carry_milestones(before, revision)
    record(
        verb=gettext_noop("dispatched a measure"),
        subject=measure,
        by=by,
        at=at,
        before=_said(before),
        after=_said(revision) | {"since": since},
    )
    return revision


def _revision_to_change(measure: Measure, since: date) -> MeasureRevision:
    """The revision that holds on the day; a change must not reach behind a later one."""
    before = current_measure_revisions(measure.plan, since).filter(measure=measure).first()
    if before is None:
        raise DispatchRefused(
            gettext_noop("Measure {measure} is not in force on {day}."), measure=measure.key, day=since
        )
    later = MeasureRevision.objects.filter(measure=measure, since__gt=since).order_by("since").first()
    if later is not None:
        raise DispatchRefused(
            gettext_noop("Measure {measure} was changed for {later}; a change for {day} would rewrite it."),
            measure=measure.key,
            later=later.since,
            day=since,
        )
    return before


def _carry_milestones(before: MeasureRevision, after: MeasureRevision) -> None:
    milestones = list(before.milestones.all())
    for milestone in milestones:
        milestone.pk = None
        milestone.revision = after
    Milestone.objects.bulk_create(milestones)


def _said(revision: MeasureRevision) -> dict[str, object]:
    parts = list(revision.assignments.select_related("unit"))
    return {
        "lead": [p.unit.name for p in parts if p.role == AssignmentRole.LEAD],
        "support": [p.unit.name for p in parts if p.role != AssignmentRole.LEAD],
        "due_on": revision.due_on,
        "owner": revision.owner,
    }


def _unit(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise DispatchRefused(
            gettext_noop("There is no unit “{unit}”. Choose one of the plan's units."), unit=name
        )
    return unit


@transaction.atomic
def link_target(
    *, target: Target, measure: Measure, reason: str, since: date, by: Account, at: datetime
) -> TargetLink:
    """Say that a measure serves a target. The document does not say it, so a person does, with a reason."""
    check_office(by)
    if target.plan_id != measure.plan_id:
        raise DispatchRefused(gettext_noop("The target and the measure belong to different plans."))
    if not reason.strip():
        raise DispatchRefused(gettext_noop("Say in a few words why this measure serves the target."))
    if TargetLink.objects.filter(target=target, measure=measure, until__isnull=True).exists():
        raise DispatchRefused(
            gettext_noop("Measure {measure} is linked to {target} already."),
            measure=measure.key,
            target=target.key,
        )
    link = TargetLink.objects.create(
        target=target, measure=measure, reason=reason.strip()[:200], since=since, added_at=at, added_by=by
    )
    record(
        verb=gettext_noop("linked a target"),
        subject=measure,
        by=by,
        at=at,
        after={"target": target.key, "reason": link.reason, "since": since},
    )
    return link


@transaction.atomic
def unlink_target(*, link: TargetLink, until: date, by: Account, at: datetime) -> None:
    """End a link on a day; that it was there stays visible for the days before."""
    check_office(by)
    link = TargetLink.objects.select_for_update().get(pk=link.pk)
    if link.until is not None or until < link.since:
        raise DispatchRefused(
            gettext_noop("The link began on {since} and cannot end on {until}."),
            since=link.since,
            until=until,
        )
    link.until = until
    link.save(update_fields=["until"])
    record(
        verb=gettext_noop("ended a link to a target"),
        subject=link.measure,
        by=by,
        at=at,
        before={"target": link.target.key},
        after={"until": until},
    )


@transaction.atomic
def appoint_officer(*, unit: Unit, account: Account, by: Account, at: datetime) -> Officer:
    """Let an account speak for a unit."""
    check_office(by)
    if account.role != Role.UNIT_OFFICER:
        raise DispatchRefused(
            gettext_noop("{account} is no unit officer. An administrator can change the role."),
            account=account.username,
        )
    officer, made = Officer.objects.get_or_create(unit=unit, account=account)
    let_act(account=account, party=unit.party, by=by, at=at)
    if made:
        record(
            verb=gettext_noop("appointed an officer"),
            subject=unit,
            by=by,
            at=at,
            after={"officer": account.username},
        )
    return officer


@transaction.atomic
def dismiss_officer(*, officer: Officer, by: Account, at: datetime) -> None:
    """An account no longer speaks for a unit; what it reported stays."""
    check_office(by)
    record(
        verb=gettext_noop("dismissed an officer"),
        subject=officer.unit,
        by=by,
        at=at,
        before={"officer": officer.account.username},
    )
    stop_acting(account=officer.account, party=officer.unit.party, by=by, at=at)
    officer.delete()
