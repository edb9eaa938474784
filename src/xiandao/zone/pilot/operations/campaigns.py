"""Recipes, and campaigns asked for, withdrawn and refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import ClaimIn, record_claims
from xiandao.zone.pilot.models import Booking, Campaign, Template, TemplateVersion
from xiandao.zone.pilot.permissions import (
    check_asks_for,
    check_operates,
    check_sees,
    check_uses_template,
    operates,
    tenant_parties,
)
from xiandao.zone.pilot.rules.recipes import read_recipe, recipe_of
from xiandao.zone.pilot.rules.states import NEXT, CampaignState
from xiandao.zone.pilot.rules.times import check_day
from xiandao.zone.registry.api import Kind, Record


class CampaignRefusal(Refusal):
    """A campaign or a recipe is not taken like this."""


@transaction.atomic
def save_template(
    *,
    name: str,
    text: str,
    description: str,
    party: str,
    template: Template | None = None,
    by: Account,
    at: datetime,
    sample: bool = False,
) -> TemplateVersion:
    """A recipe, or its next version; a recipe that loops is refused naming the steps."""
    body = read_recipe(text)
    if template is None:
        if party not in tenant_parties(by) and not operates(by):
            check_operates(by)
        if Template.objects.filter(party=party, name=name).exists():
            raise CampaignRefusal(
                "There is already a recipe called {name}; make a new version of it.", name=name
            )
        template = Template.objects.create(name=name, party=party, made_by=by, made_at=at, sample=sample)
    else:
        template = Template.objects.select_for_update().get(pk=template.pk)
        check_uses_template(by, template.party)
        if not template.party:
            check_operates(by)
    number = template.versions.count() + 1
    found = TemplateVersion.objects.create(
        template=template, number=number, body=body, description=description, by=by, at=at
    )
    record(verb=gettext_noop("wrote a recipe"), subject=found, by=by, at=at, after={"version": number})
    return found


@transaction.atomic
def ask_campaign(
    *,
    title: str,
    version: TemplateVersion,
    party: str,
    values: Mapping[str, Any],
    by: Account,
    at: datetime,
    sample: bool = False,
) -> Campaign:
    """A tenant asks for a run of a recipe; the next plan gives it a place or says why not."""
    check_asks_for(by, party)
    check_uses_template(by, version.template.party)
    if not party.startswith("organisation:"):
        raise CampaignRefusal("A campaign is asked for in the name of an organisation of the registry.")
    _check_own(str(values.get("subject") or ""), party)
    recipe_of(version.body)
    wanted_by: date | None = values.get("wanted_by")
    for day in (values["wanted_from"], wanted_by):
        if day is not None:
            check_day(day)
    if wanted_by is not None and wanted_by <= values["wanted_from"]:
        raise CampaignRefusal(
            "The day by which it should be done lies after the day from which it may start."
        )
    found = Campaign.objects.create(
        title=title,
        version=version,
        party=party,
        state=CampaignState.REQUESTED,
        asked_by=by,
        asked_at=at,
        sample=sample,
        **values,
    )
    record(verb=gettext_noop("asked for a campaign"), subject=found, by=by, at=at)
    return found


def _check_own(subject: str, party: str) -> None:
    """What a closed batch will speak of is the tenant's own: nobody moves another's achievement."""
    kind, _, key = subject.partition("/")
    own = Record.objects.filter(kind=kind, key=key, owner__key=party.partition(":")[2], retracted_at=None)
    if subject and not (kind in (Kind.ACHIEVEMENT, Kind.PROJECT) and own.exists()):
        raise CampaignRefusal("The achievement or project must be one of the organisation's own.")


@transaction.atomic
def withdraw_campaign(*, campaign: Campaign, by: Account, at: datetime) -> None:
    """The tenant no longer wants it; its place is free."""
    check_sees(by, campaign.party)
    held = _move(campaign, CampaignState.WITHDRAWN)
    Booking.objects.filter(campaign=held, standing=True).update(standing=False)
    record(verb=gettext_noop("withdrew a campaign"), subject=held, by=by, at=at)


@transaction.atomic
def refuse_campaign(*, campaign: Campaign, reason: str, by: Account, at: datetime) -> None:
    """The plant will not hold it. The refused demand goes into the ledger: it says what to build."""
    check_operates(by)
    if not reason.strip():
        raise CampaignRefusal("Say why it is refused.")
    held = _move(campaign, CampaignState.REFUSED)
    held.reason = {**held.reason, "refused": reason.strip()[:400]}
    held.save(update_fields=["reason"])
    Booking.objects.filter(campaign=held, standing=True).update(standing=False)
    keep_refused_demand(held, by=by, at=at)
    record(verb=gettext_noop("refused a campaign"), subject=held, by=by, at=at)


def keep_refused_demand(campaign: Campaign, *, by: Account | None, at: datetime) -> None:
    """One claim for each capability: how many hours of it were asked for and not given."""
    hours: dict[str, int] = {}
    for step in recipe_of(campaign.version.body).steps:
        hours[step.capability] = hours.get(step.capability, 0) + step.hours + step.cleaning_hours
    record_claims(
        claims=[
            ClaimIn(
                kind="capacity-refused",
                subject=f"organisation/{campaign.party.partition(':')[2]}",
                happened_on=timezone.localdate(at),
                quantity=Decimal(many),
                unit="hour",
                details={"capability": capability},
                source="record",
                source_reference=f"pilot/campaigns/{campaign.pk}",
                party=campaign.party,
                sample=campaign.sample,
            )
            for capability, many in sorted(hours.items())
        ],
        by=by,
        at=at,
    )


def _move(campaign: Campaign, to: CampaignState) -> Campaign:
    held = Campaign.objects.select_for_update(of=("self",)).select_related("version").get(pk=campaign.pk)
    if to not in NEXT[CampaignState(held.state)]:
        raise CampaignRefusal("The campaign stands at {state}; that is not possible now.", state=held.state)
    held.state = to
    held.save(update_fields=["state"])
    return held
