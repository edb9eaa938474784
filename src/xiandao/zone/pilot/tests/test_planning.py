"""From a campaign that is asked for to its place in the plan, through faults, to the waiting list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import Claim
from xiandao.zone.pilot import api
from xiandao.zone.pilot.models import Closure
from xiandao.zone.pilot.tests.conftest import NOW, asked
from xiandao.zone.registry.api import Record

pytestmark = pytest.mark.django_db
Tenant = tuple[Record, Account]


def standing() -> list[api.Booking]:
    return list(api.Booking.objects.filter(standing=True).select_related("equipment"))


def test_a_campaign_gets_its_place(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant)

    plan = api.ask_plan(by=operator, at=NOW)

    campaign.refresh_from_db()
    assert plan.state == api.PlanState.IN_FORCE, plan.summary
    assert campaign.state == api.CampaignState.SCHEDULED
    assert [(one.step, one.equipment.name) for one in standing()] == [("seed", "S1"), ("run", "F1")]
    assert all(one.starts_at >= NOW for one in standing())


def test_a_new_campaign_moves_nobody(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)
    before = {one.pk for one in standing()}
    asked(recipe, tenant, "second")

    plan = api.ask_plan(by=operator, at=NOW + timedelta(hours=1))

    assert before <= {one.pk for one in standing()}
    assert len(standing()) == 4
    assert plan.moves == []


def test_a_contamination_starts_its_campaign_again_and_closes_its_vessels(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)
    run = next(one for one in standing() if one.step == "run")
    later = run.starts_at + timedelta(hours=5)

    plan = api.ask_plan(
        by=operator,
        at=later,
        event={"kind": "contamination", "campaign": campaign.pk, "step": "run", "hours": 12},
    )

    assert plan.state == api.PlanState.IN_FORCE, plan.summary
    assert all(one.starts_at >= later for one in standing())
    assert [move["step"] for move in plan.moves] == ["seed", "run"]
    assert Closure.objects.filter(equipment=run.equipment, reason__endswith=str(plan.pk)).exists()


def test_a_breakdown_keeps_the_vessel_closed_for_later_plans(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)

    api.ask_plan(by=operator, at=NOW, event={"kind": "breakdown", "machine": "F1", "hours": 100})
    api.ask_plan(by=operator, at=NOW, anew=True)

    run = next(one for one in standing() if one.step == "run")
    assert run.starts_at >= NOW + timedelta(hours=100)


def test_what_fits_no_date_waits_with_the_reason_and_what_would_help(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)
    late = asked(recipe, tenant, "second", wanted_by=date(2025, 7, 2))

    api.ask_plan(by=operator, at=NOW)

    late.refresh_from_db()
    assert late.state == api.CampaignState.WAITING
    assert late.reason["ways"]
    assert late.reason["earliest"]


def test_what_no_vessel_can_do_waits_and_says_so(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant, biosafety_level=3)

    api.ask_plan(by=operator, at=NOW)

    campaign.refresh_from_db()
    assert campaign.state == api.CampaignState.WAITING
    assert campaign.reason["message"]["values"]["level"] == 3


def test_overdue_calibration_takes_the_vessel_out(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    vessel = api.Equipment.objects.get(name="F1")
    api.record_upkeep(
        equipment=vessel,
        kind="calibration",
        done_on=date(2025, 5, 1),
        due_on=date(2025, 6, 1),
        by=operator,
        at=NOW,
    )
    campaign = asked(recipe, tenant, wanted_by=date(2025, 7, 20))

    api.ask_plan(by=operator, at=NOW)

    campaign.refresh_from_db()
    assert campaign.state == api.CampaignState.WAITING


def test_a_plan_made_of_what_has_changed_since_is_left_aside(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    first = api.ask_plan(by=operator, at=NOW)
    asked(recipe, tenant)
    stale = api.Plan.objects.create(
        made_at=NOW,
        made_by=operator,
        origin=first.origin,
        state="computing",
        asked={"base": first.pk, "print": [], "event": None},
    )

    api.keep_plan(number=stale.pk, result={"bookings": [], "moves": [], "waiting": []})

    stale.refresh_from_db()
    assert stale.state == api.PlanState.STALE


def test_refused_demand_is_kept_as_evidence(
    recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant)

    api.refuse_campaign(campaign=campaign, reason="no room", by=operator, at=NOW)

    kept = {
        claim.details["capability"]: int(claim.quantity)
        for claim in Claim.objects.filter(kind="capacity-refused")
    }
    assert kept == {"seed": 12, "ferment": 34}


def test_a_withdrawn_campaign_frees_its_place(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)

    api.withdraw_campaign(campaign=campaign, by=tenant[1], at=NOW)

    assert standing() == []


def test_a_plan_without_equipment_is_refused(operator: Account) -> None:
    with pytest.raises(api.PlanRefused, match="no equipment"):
        api.ask_plan(by=operator, at=NOW)


def test_a_tenant_does_not_plan(tenant: Tenant) -> None:
    with pytest.raises(api.PilotAccessRefused):
        api.ask_plan(by=tenant[1], at=NOW)
