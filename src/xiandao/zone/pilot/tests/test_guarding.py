"""What the trail, the ledger and the API must not say, and odd input that must not break the plant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, kept
from xiandao.kernel.uploads import FileType, Upload
from xiandao.scaleup.scheduling import HOUR
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import Entry
from xiandao.zone.evidence.api import Claim
from xiandao.zone.pilot import api
from xiandao.zone.pilot.tests.conftest import NOW, PASSWORD, RECIPE, asked
from xiandao.zone.pilot.tests.test_batches import opened, sign_all
from xiandao.zone.pilot.tests.test_rest import client_of
from xiandao.zone.registry.api import Kind, Record, register

pytestmark = pytest.mark.django_db
Tenant = tuple[Record, Account]


def ready(batch: api.Batch, operator: Account, second: Account, kla: float = 200.0) -> None:
    sign_all(batch, operator, second)
    for quantity, value in {"volume_m3": 0.4, "kla_per_h": kla}.items():
        api.record_achieved(
            batch=batch, quantity=quantity, value=value, source="measured", by=operator, at=NOW
        )


def closing(batch: api.Batch, operator: Account) -> api.Batch:
    return api.close_batch(batch=batch, conclusion="well", password=PASSWORD, by=operator, at=NOW)


@pytest.fixture
def achievement(tenant: Tenant) -> Record:
    return register(
        kind=Kind.ACHIEVEMENT,
        values={"name": "公开的成果"},
        source="test",
        happened_on=date(2025, 1, 2),
        by=None,
        owner=tenant[0],
        at=NOW,
    )


def test_the_trail_says_which_line_was_written_and_nothing_of_what_is_the_tenants(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    batch = opened(recipe, tenant, operator)
    secret = {"kept-name": "titre-of-strain-X7.csv", "source": "our probe Z9", "recipe": "our fed-batch Q3"}
    upload = Upload(secret["kept-name"], FileType.TEXT, b"t,g\n0,1\n")

    api.attach_file(batch=batch, upload=upload, by=tenant[1], at=NOW)
    api.record_achieved(
        batch=batch, quantity="titre_g_per_l", value=98.7654, source=secret["source"], by=tenant[1], at=NOW
    )
    api.save_template(
        name=secret["recipe"], text=RECIPE, description="", party=tenant[0].party, by=tenant[1], at=NOW
    )

    trail = "\n".join(
        f"{one.subject_label} {one.before} {one.after}" for one in Entry.objects.filter(by=tenant[1])
    )
    assert "titre_g_per_l" in trail
    assert [one for one in (*secret.values(), "98.7654") if one in trail] == []


def test_the_ledger_names_the_achievement_and_not_the_campaign(
    plant: None,
    recipe: api.TemplateVersion,
    tenant: Tenant,
    operator: Account,
    second: Account,
    achievement: Record,
) -> None:
    batch = opened(recipe, tenant, operator, purpose="transfer", subject=achievement.subject)
    ready(batch, operator, second)

    closing(batch, operator)

    labels = set(Claim.objects.filter(subject=achievement.subject).values_list("label", flat=True))
    assert labels == {achievement.label}


def test_a_receiver_is_closed_after_its_donor(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> None:
    donor, receiver = (opened(recipe, tenant, operator) for _ in range(2))
    for batch in (donor, receiver):
        ready(batch, operator, second)
    api.begin_transfer(title="over", donor=donor, receiver=receiver, description="", by=operator, at=NOW)

    with pytest.raises(
        api.RecordRefused, match=f"receives from batch {donor.pk}, whose record is still open"
    ):
        closing(receiver, operator)
    assert not api.shown_of(receiver).compared

    closing(donor, operator)
    assert closing(receiver, operator).closed_at == NOW
    assert api.shown_of(receiver).compared


def test_two_batches_do_not_give_to_each_other(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    one, other, third = (opened(recipe, tenant, operator) for _ in range(3))
    for donor, receiver in ((one, other), (other, third)):
        api.begin_transfer(title="t", donor=donor, receiver=receiver, description="", by=operator, at=NOW)

    with pytest.raises(api.RecordRefused, match="circle"):
        api.begin_transfer(title="t", donor=third, receiver=one, description="", by=operator, at=NOW)


def test_the_api_does_not_number_the_campaigns_of_others(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, stranger: Account
) -> None:
    theirs = asked(recipe, tenant)
    party = Record.objects.get(label="别家生物科技有限公司")
    mine = asked(recipe, (party, stranger), "mine")
    reason = {
        "message": kept(
            Sentence(
                "{machine} has {campaign} from {start} to {end}",
                machine="F1",
                campaign=str(theirs.pk),
                start=Sentence(HOUR, hour=3),
                end=Sentence(HOUR, hour=40),
            )
        ),
        "ways": [kept(Sentence("{campaign} gives way", campaign=str(theirs.pk)))],
        "origin": NOW.isoformat(),
        "earliest": (NOW + timedelta(hours=9)).isoformat(),
    }
    api.Campaign.objects.filter(pk=mine.pk).update(state="waiting", reason=reason)

    answers = [
        client_of(stranger).get(f"/api/pilot/campaigns/{mine.pk}", headers={"accept-language": "en"}).json(),
        *client_of(stranger).get("/api/pilot/campaigns", headers={"accept-language": "en"}).json(),
    ]

    for told in (one["reason"] for one in answers):
        assert told["message"] == "F1 has another campaign from 06-30 12:00 to 07-02 01:00"
        assert told["ways"] == ["another campaign gives way"]
        assert told["earliest"].startswith("2025-06-30T")


ODD: list[dict[str, Any]] = [
    {},
    {"kind": None},
    {"kind": ["breakdown"]},
    {"kind": "breakdown"},
    {"kind": "breakdown", "machine": "F1"},
    {"kind": "breakdown", "machine": "F1", "hours": "soon"},
    {"kind": "breakdown", "machine": "F1", "hours": 0},
    {"kind": "breakdown", "machine": "F1", "hours": 10**30},
    {"kind": "breakdown", "machine": "F1", "hours": float("nan")},
    {"kind": "breakdown", "machine": "no such vessel", "hours": 3},
    {"kind": "breakdown", "machine": {"F1": 1}, "hours": 3},
    {"kind": "delay"},
    {"kind": "delay", "campaign": "x", "until": "2025-07-01"},
    {"kind": "delay", "campaign": "²", "until": "2025-07-01"},
    {"kind": "delay", "campaign": "9" * 6000, "until": "2025-07-01"},
    {"kind": "delay", "campaign": 10**18, "until": "2025-07-01"},
    {"kind": "delay", "campaign": "ours"},
    {"kind": "delay", "campaign": "ours", "until": "tomorrow"},
    {"kind": "delay", "campaign": "ours", "until": "9999-12-31T23:00:00-14:00"},
    {"kind": "delay", "campaign": "ours", "until": "0001-01-01T00:00:00+14:00"},
    {"kind": "contamination", "campaign": "ours"},
    {"kind": "contamination", "campaign": "ours", "step": "no such step", "hours": 3},
    {"kind": "contamination", "campaign": "ours", "step": "run", "hours": None},
]


@pytest.mark.parametrize("event", ODD, ids=range(len(ODD)))
def test_an_odd_event_is_refused(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, event: dict[str, Any]
) -> None:
    campaign = asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)
    told = event | ({"campaign": campaign.pk} if event.get("campaign") == "ours" else {})

    answer = client_of(operator).post("/api/pilot/plan", {"event": told}, content_type="application/json")

    assert answer.status_code == 422, answer.content
    assert answer.json()["detail"]


def test_a_delay_without_a_time_zone_is_one_of_the_plants(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    campaign = asked(recipe, tenant)
    api.ask_plan(by=operator, at=NOW)

    api.ask_plan(
        by=operator, at=NOW, event={"kind": "delay", "campaign": campaign.pk, "until": "2025-07-02T09:00"}
    )

    first = api.Booking.objects.filter(standing=True).order_by("starts_at")[0]
    assert first.starts_at >= NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("since", "code"),
    [
        ("9999-12-31", 422),
        ("0001-01-01", 422),
        ("0001-01-01T00:00:00%2B14:00", 422),
        ("9999-12-31T23:59:59-14:00", 422),
        ("2099-12-31", 200),
        ("2025-06-30", 200),
        ("x", 422),
    ],
)
def test_an_odd_day_of_what_is_taken_is_refused(tenant: Tenant, since: str, code: int) -> None:
    answer = client_of(tenant[1]).get(f"/api/pilot/taken?since={since}&weeks={'9' * 30}")

    assert answer.status_code == code, answer.content


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01", "0001-01-03", "x", "2025-06-30T23:00", "%00"])
def test_an_odd_week_shows_one_that_can_be_shown(tenant: Tenant, week: str) -> None:
    assert client_of(tenant[1]).get(f"/pilot/?week={week}").status_code == 200


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(2100, 1, 1)])
def test_a_campaign_beyond_the_calendar_is_refused_before_it_breaks_a_plan(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, day: date
) -> None:
    for values in ({"wanted_by": day}, {"wanted_from": day}):
        with pytest.raises(Refusal):
            asked(recipe, tenant, "far off", **values)
    with pytest.raises(Refusal):
        api.record_upkeep(
            equipment=api.Equipment.objects.get(name="F1"),
            kind="calibration",
            done_on=NOW.date(),
            due_on=day,
            by=operator,
            at=NOW,
        )

    assert api.ask_plan(by=operator, at=NOW).state == api.PlanState.IN_FORCE


@pytest.mark.parametrize("freeze", ["9" * 6000, "²", "９９９９９９９９", "-1", "99999"])
def test_an_odd_freeze_is_none_or_the_longest(plant: None, operator: Account, freeze: str) -> None:
    assert client_of(operator).post("/pilot/plan/compute/", {"freeze": freeze}).status_code == 302


@pytest.mark.parametrize(
    "odd", [{"volume_m3": "1e30"}, {"price_per_hour": "1e30"}, {"utilities": "x" * 201}, {"volume_m3": "NaN"}]
)
def test_equipment_beyond_its_columns_is_refused(operator: Account, odd: dict[str, str]) -> None:
    told = {"name": "F9", "capability": "ferment", **odd}

    answer = client_of(operator).post("/api/pilot/equipment", told, content_type="application/json")

    assert answer.status_code == 422


@pytest.mark.parametrize("number", ["9" * 30, "-5"])
def test_a_number_beyond_every_table_is_missing(tenant: Tenant, number: str) -> None:
    client: Client = client_of(tenant[1])
    for kind in ("campaigns", "batches", "transfers"):
        assert client.get(f"/api/pilot/{kind}/{number}").status_code == 404
    assert client.get(f"/pilot/campaigns/{number}/").status_code == 404
    assert client.get(f"/pilot/campaigns/?page={number}").status_code == 200
