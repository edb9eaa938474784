"""Reminds each unit's officers of what of theirs wants a look: one letter a person, never an empty one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.plans.models import Officer, Plan
from xiandao.zone.plans.permissions import check_office
from xiandao.zone.plans.queries.plans import attention_list
from xiandao.zone.plans.queries.snapshot import snapshot
from xiandao.zone.plans.rules.standing import Attention

REASONS = {
    Attention.LATE: gettext_noop("late"),
    Attention.AT_RISK: gettext_noop("at risk"),
    Attention.DUE_SOON: gettext_noop("due within 30 days"),
    Attention.SILENT: gettext_noop("no report for a quarter"),
    Attention.LEAD_UNCONFIRMED: gettext_noop("lead to be confirmed"),
    Attention.NO_UNIT: gettext_noop("no responsible unit"),
}
OFFICE_MATTERS = frozenset({Attention.LEAD_UNCONFIRMED, Attention.NO_UNIT})  # nothing a unit could mend


def send_reminders(*, plan: Plan, as_of: date, by: Account | None, at: datetime) -> int:
    """Write to every officer with an address; how many letters went out."""
    if by is not None:
        check_office(by)
    letters = _letters(plan, as_of)
    for officer, lines in letters.items():
        send_mail(
            _("Measures that want a look on {day}").format(day=as_of),
            "\n".join(lines),
            None,
            [officer.email],
        )
    record(
        verb=gettext_noop("sent reminders"),
        subject=plan,
        by=by,
        at=at,
        after={"as_of": as_of, "letters": len(letters)},
    )
    return len(letters)


def _letters(plan: Plan, as_of: date) -> dict[Account, list[str]]:
    seen = snapshot(plan, as_of)
    if seen is None:
        return {}
    speakers: dict[int, list[Account]] = defaultdict(list)
    for officer in Officer.objects.select_related("account").filter(account__is_active=True):
        if officer.account.email:
            speakers[officer.unit_id].append(officer.account)
    letters: dict[Account, list[str]] = defaultdict(list)
    for measure, reasons in attention_list(seen):
        said = [_(REASONS[reason]) for reason in reasons if reason not in OFFICE_MATTERS]
        if not said:
            continue
        line = f"{measure.number} {measure.revision.title} [{measure.due_on}]: {', '.join(said)}"
        for account in {account for unit in measure.unit_ids for account in speakers[unit]}:
            letters[account].append(line)
    return letters
