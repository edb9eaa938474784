"""Campaigns, recipes and bookings as far as the asking account may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.pilot.models import Booking, Campaign, Plan, Template, TemplateVersion
from xiandao.zone.pilot.permissions import can_see, can_use_template, check_operates, operates
from xiandao.zone.pilot.queries.plant import PilotMissing
from xiandao.zone.pilot.rules.states import CampaignState, PlanState
from xiandao.zone.registry.api import Record


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours of a piece of equipment; the campaign only for those who may know it."""

    equipment: str
    starts_at: datetime
    ends_at: datetime
    free_at: datetime
    campaign: Campaign | None
    step: str


def campaigns(*, asking: Account) -> QuerySet[Campaign]:
    """The campaigns that somebody may see, the latest first."""
    found = Campaign.objects.select_related("version__template", "batch")
    return found if operates(asking) else found.filter(party__in=parties_of(asking))


def titles_for(asking: Account) -> dict[str, str]:
    """What the campaigns are called that somebody may see, by their numbers."""
    return {str(pk): title for pk, title in campaigns(asking=asking).values_list("pk", "title")}


def campaign_numbered(pk: int, *, asking: Account) -> Campaign:
    """One campaign. Another tenant's looks like a missing one."""
    found = Campaign.objects.select_related("version__template", "asked_by", "batch").filter(pk=pk).first()
    if found is None or not can_see(asking, found.party):
        raise PilotMissing(gettext_noop("There is no campaign {number}."), number=pk)
    return found


def templates(*, asking: Account) -> QuerySet[Template]:
    """Open recipes, and those of the account's own parties."""
    found = Template.objects.prefetch_related("versions")
    return found if operates(asking) else found.filter(Q(party="") | Q(party__in=parties_of(asking)))


def template_numbered(pk: int, *, asking: Account) -> Template:
    """One recipe."""
    found = Template.objects.filter(pk=pk).first()
    if found is None or not can_use_template(asking, found.party):
        raise PilotMissing(gettext_noop("There is no recipe {number}."), number=pk)
    return found


def latest_version(template: Template) -> TemplateVersion:
    """The version that a new campaign follows."""
    return template.versions.order_by("-number")[0]


def taken(since: datetime, until: datetime, *, asking: Account) -> list[Taken]:
    """Standing bookings in a time; whose they are only for the tenant and the operators."""
    everything, parties = operates(asking), parties_of(asking)
    rows = Booking.objects.filter(standing=True, starts_at__lt=until, free_at__gt=since)
    found = []
    for one in rows.select_related("equipment", "campaign").order_by("equipment__name", "starts_at"):
        known = everything or one.campaign.party in parties
        found.append(
            Taken(
                one.equipment.name,
                one.starts_at,
                one.ends_at,
                one.free_at,
                one.campaign if known else None,
                one.step if known else "",
            )
        )
    return found


def plan_in_force() -> Plan | None:
    """The plan that is in force."""
    return Plan.objects.filter(state=PlanState.IN_FORCE).select_related("made_by").first()


def latest_plan(*, asking: Account) -> Plan | None:
    """The last plan that was asked for, in force or not."""
    check_operates(asking)
    return Plan.objects.select_related("made_by").first()


def waiting(*, asking: Account) -> QuerySet[Campaign]:
    """The waiting list in the order asked; a tenant sees its own."""
    return campaigns(asking=asking).filter(state=CampaignState.WAITING).order_by("asked_at", "pk")


def refused_demand(*, asking: Account) -> QuerySet[Campaign]:
    """What the plant could not hold: kept, for it says what to buy."""
    check_operates(asking)
    return campaigns(asking=asking).filter(state__in=(CampaignState.REFUSED, CampaignState.WAITING))


def tenants(parties: Sequence[str]) -> dict[str, str]:
    """The names of organisations by their party."""
    keys = [party.partition(":")[2] for party in parties if party.startswith("organisation:")]
    return {record.party: record.label for record in Record.objects.filter(key__in=keys)}
