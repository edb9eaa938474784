"""Records are signed by two, closed for ever, judged by rules, and move the plan's pipeline."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import Claim, histories
from xiandao.zone.pilot import api
from xiandao.zone.pilot.tests.conftest import NOW, PASSWORD, asked
from xiandao.zone.registry.api import Kind, Record, register

pytestmark = pytest.mark.django_db
Tenant = tuple[Record, Account]


def opened(recipe: api.TemplateVersion, tenant: Tenant, operator: Account, **values: object) -> api.Batch:
    campaign = asked(recipe, tenant, **values)  # type: ignore[arg-type]
    api.ask_plan(by=operator, at=NOW)
    return api.open_batch(campaign=campaign, by=operator, at=NOW)


def sign_all(batch: api.Batch, operator: Account, second: Account, ph: float = 7.0) -> None:
    for step in batch.steps.all():
        values = {one["name"]: ph for one in step.parameters}
        api.sign_step(step=step, values=values, password=PASSWORD, by=operator, at=NOW)
        api.check_step(step=step, password=PASSWORD, by=second, at=NOW)


def closed(
    recipe: api.TemplateVersion,
    tenant: Tenant,
    operator: Account,
    second: Account,
    achieved: dict[str, float],
    **values: object,
) -> api.Batch:
    batch = opened(recipe, tenant, operator, **values)
    sign_all(batch, operator, second)
    for quantity, value in achieved.items():
        api.record_achieved(
            batch=batch, quantity=quantity, value=value, source="measured", by=operator, at=NOW
        )
    return api.close_batch(batch=batch, conclusion="It went well.", password=PASSWORD, by=operator, at=NOW)


@pytest.fixture
def achievement(tenant: Tenant) -> Record:
    return register(
        kind=Kind.ACHIEVEMENT,
        values={"name": "一步法蛋白"},
        source="test",
        happened_on=date(2025, 3, 1),
        owner=tenant[0],
        by=None,
        at=NOW,
    )


def test_a_step_is_signed_by_two_different_people(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> None:
    step = opened(recipe, tenant, operator).steps.get(order=1)
    api.sign_step(step=step, values={}, password=PASSWORD, by=operator, at=NOW)

    with pytest.raises(api.RecordRefused, match="Two different people"):
        api.check_step(step=step, password=PASSWORD, by=operator, at=NOW)

    assert api.check_step(step=step, password=PASSWORD, by=second, at=NOW).checked_by == second


def test_the_database_refuses_one_person_signing_twice(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    step = opened(recipe, tenant, operator).steps.get(order=1)
    step.done_by = step.checked_by = operator

    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


def test_a_signature_needs_the_password_again(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    step = opened(recipe, tenant, operator).steps.get(order=1)

    with pytest.raises(api.RecordRefused, match="password is not yours"):
        api.sign_step(step=step, values={}, password="guess", by=operator, at=NOW)


def test_a_value_outside_its_range_is_a_deviation_that_another_person_decides(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> None:
    batch = opened(recipe, tenant, operator)
    sign_all(batch, operator, second, ph=7.9)
    deviation = batch.deviations.get()

    with pytest.raises(api.RecordRefused, match="Somebody else"):
        api.resolve_deviation(deviation=deviation, resolution="fine", by=operator, at=NOW)

    api.resolve_deviation(deviation=deviation, resolution="probe drift", by=second, at=NOW)
    assert deviation.text == "run: pH = 7.9"


def test_a_record_is_not_closed_while_something_lacks(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account
) -> None:
    batch = opened(recipe, tenant, operator)

    with pytest.raises(api.RecordRefused, match="Not signed by two people: seed, run"):
        api.close_batch(batch=batch, conclusion="x", password=PASSWORD, by=operator, at=NOW)


def test_the_database_refuses_every_change_of_a_closed_record(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> None:
    batch = opened(recipe, tenant, operator)
    api.add_material(batch=batch, name="medium", lot="L1", amount=Decimal(3), unit="kg", by=operator, at=NOW)
    upload = Upload("run.txt", FileType.TEXT, b"time,pH\n0,7\n")
    api.attach_file(batch=batch, upload=upload, by=operator, at=NOW)
    sign_all(batch, operator, second)
    api.record_achieved(batch=batch, quantity="volume_m3", value=0.4, source="x", by=operator, at=NOW)
    api.close_batch(batch=batch, conclusion="done", password=PASSWORD, by=operator, at=NOW)
    attempts: list[Callable[[], object]] = [
        lambda: batch.steps.update(instruction="other"),
        lambda: batch.materials.update(lot="L2"),
        lambda: batch.materials.all().delete(),
        lambda: batch.attachments.all().delete(),
        lambda: batch.achieved.update(value=9),
        lambda: batch.deviations.create(severity="minor", text="late", by=operator, at=NOW),
        lambda: batch.additions.create(happened_at=NOW, what="x", amount=1, unit="L", by=operator, at=NOW),
        lambda: api.Batch.objects.filter(pk=batch.pk).update(conclusion="other"),
        lambda: api.Batch.objects.filter(pk=batch.pk).delete(),
    ]

    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    with pytest.raises(api.RecordRefused, match="closed"):
        api.note_deviation(batch=batch, step=None, severity="minor", text="x", by=operator, at=NOW)


def test_a_closed_batch_of_a_transfer_moves_the_achievements_pipeline(
    plant: None,
    recipe: api.TemplateVersion,
    tenant: Tenant,
    operator: Account,
    second: Account,
    achievement: Record,
) -> None:
    day = date(2025, 6, 30)
    before = [one for one in histories("achievement", as_of=day) if one.subject == achievement.subject]

    batch = closed(
        recipe, tenant, operator, second, {"volume_m3": 0.4}, purpose="transfer", subject=achievement.subject
    )

    (after,) = [one for one in histories("achievement", as_of=day) if one.subject == achievement.subject]
    assert before == []
    assert [stage for stage, _day in after.steps] == ["disclosed", "assessed"]
    assert (batch.trl, batch.mrl) == (6, 5)
    readiness = Claim.objects.get(kind="readiness-judged")
    assert readiness.details == {"trl": "6", "mrl": "5"}
    assert readiness.party == tenant[0].party


def test_a_receiver_that_agrees_with_its_donor_comes_one_stage_further(
    plant: None,
    recipe: api.TemplateVersion,
    tenant: Tenant,
    operator: Account,
    second: Account,
    achievement: Record,
) -> None:
    told = {"purpose": "transfer", "subject": achievement.subject}
    donor = closed(
        recipe, tenant, operator, second, {"volume_m3": 0.01, "kla_per_h": 200, "titre_g_per_l": 10}, **told
    )
    receiver = opened(recipe, tenant, operator, **told)
    transfer = api.begin_transfer(
        title="over", donor=donor, receiver=receiver, description="", by=operator, at=NOW
    )
    sign_all(receiver, operator, second)
    for quantity, value in {"volume_m3": 0.4, "kla_per_h": 180, "titre_g_per_l": 9.5}.items():
        api.record_achieved(
            batch=receiver, quantity=quantity, value=value, source="measured", by=operator, at=NOW
        )

    done = api.close_batch(batch=receiver, conclusion="agrees", password=PASSWORD, by=operator, at=NOW)

    ways = histories("achievement", as_of=date(2025, 6, 30))
    (history,) = [way for way in ways if way.subject == achievement.subject]
    assert [stage for stage, _day in history.steps][-1] == "negotiating"
    assert done.trl == 7
    assert transfer.receiver == receiver


def test_the_package_holds_word_and_json_with_the_comparison(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> None:
    donor = closed(recipe, tenant, operator, second, {"volume_m3": 0.01, "kla_per_h": 200})
    receiver = closed(recipe, tenant, operator, second, {"volume_m3": 0.4, "kla_per_h": 100})
    transfer = api.begin_transfer(
        title="over", donor=donor, receiver=receiver, description="Fed-batch.", by=tenant[1], at=NOW
    )
    told = {"failure": "foam", "effect": "loss", "cause": "antifoam late", "action": "probe"}
    api.add_risk(transfer=transfer, scales=(7, 5, 4), by=tenant[1], at=NOW, **told)
    api.ask_question(transfer=transfer, text="Which antifoam?", by=tenant[1], at=NOW)

    archive = zipfile.ZipFile(io.BytesIO(api.package(transfer)))

    data = json.loads(archive.read("transfer.json"))
    (kla,) = [row for row in data["comparison"] if row["quantity"] == "kla_per_h"]
    assert (kla["change"], kla["within"]) == (-0.5, False)
    assert data["risks"][0]["priority"] == 140
    assert data["questions"] == [{"text": "Which antifoam?", "answer": ""}]
    document = docx.Document(io.BytesIO(archive.read("transfer.docx")))
    words = "\n".join(one.text for one in document.paragraphs)
    assert "Fed-batch." in words
    assert len(archive.namelist()) == 4


def test_a_campaign_that_speaks_of_anothers_project_is_refused(
    plant: None,
    recipe: api.TemplateVersion,
    tenant: Tenant,
    operator: Account,
    second: Account,
    achievement: Record,
) -> None:
    achievement.owner = None
    achievement.save(update_fields=["owner"])

    with pytest.raises(api.CampaignRefusal, match="one of the organisation's own"):
        closed(recipe, tenant, operator, second, {"volume_m3": 0.4}, subject=achievement.subject)
