"""Every page answers in both languages for operator and tenant; a stranger finds nothing of others' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.face.tests.hearing import english_in
from xiandao.zone.pilot import api
from xiandao.zone.pilot.tests.conftest import NOW, PASSWORD, RECIPE, account, asked
from xiandao.zone.registry.api import Record

pytestmark = pytest.mark.django_db
Tenant = tuple[Record, Account]
SECRETS = (
    "our secret run", "secret-organism", "secret lot", "secret finding", "secret risk", "secret recipe",
    "secret process", "secret.txt", "启航合成生物有限公司",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_that_week() -> Iterator[None]:
    """The pages look at the clock; it stands in the week of the bookings. What is kept is said in Chinese."""
    with time_machine.travel(NOW + timedelta(hours=1), tick=False), translation.override("zh-hans"):
        yield


@pytest.fixture
def full(
    plant: None, recipe: api.TemplateVersion, tenant: Tenant, operator: Account, second: Account
) -> api.TechTransfer:
    """A plant with something on every page, and secrets in every corner."""
    own = api.save_template(
        name="secret recipe",
        text=RECIPE,
        description="secret process",
        party=tenant[0].party,
        by=tenant[1],
        at=NOW,
    )
    campaigns = [asked(own, tenant, organism="secret-organism") for _ in range(2)]
    api.ask_plan(by=operator, at=NOW)
    batches = [api.open_batch(campaign=one, by=operator, at=NOW) for one in campaigns]
    batch = batches[0]
    api.note_deviation(batch=batch, step=None, severity="major", text="secret finding", by=operator, at=NOW)
    api.add_material(
        batch=batch, name="m", lot="secret lot", amount=Decimal(1), unit="kg", by=operator, at=NOW
    )
    api.attach_file(batch=batch, upload=Upload("secret.txt", FileType.TEXT, b"1"), by=operator, at=NOW)
    step = batch.steps.get(order=1)
    api.sign_step(step=step, values={}, password=PASSWORD, by=second, at=NOW)
    api.record_achieved(batch=batch, quantity="kla_per_h", value=200, source="measured", by=operator, at=NOW)
    asked(own, tenant, organism="secret-organism", biosafety_level=4)
    api.ask_plan(by=operator, at=NOW, event={"kind": "breakdown", "machine": "F1", "hours": 30})
    transfer = api.begin_transfer(
        title="our secret run",
        donor=batch,
        receiver=batches[1],
        description="secret process",
        by=operator,
        at=NOW,
    )
    told = {"failure": "secret risk", "effect": "e", "cause": "c", "action": ""}
    api.add_risk(transfer=transfer, scales=(9, 9, 9), by=operator, at=NOW, **told)
    api.ask_question(transfer=transfer, text="secret finding?", by=operator, at=NOW)
    return transfer


PAGES = (
    "home", "calendar", "book", "add", "people", "operators", "templates", "write", "campaigns", "ask",
    "plan", "batches", "transfers", "begin",
)  # fmt: skip
PARTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (api.Equipment, ("equipment", "change")),
    (api.Template, ("template", "rewrite")),
    (api.Campaign, ("campaign",)),
    (api.Batch, ("batch", "print", "word")),
    (api.TechTransfer, ("transfer", "package")),
)
LISTS = ("equipment", "taken", "calendar", "plan", "recipes", "campaigns", "batches", "transfers")
OBJECTS: tuple[tuple[str, type[Model]], ...] = (
    ("campaigns", api.Campaign),
    ("batches", api.Batch),
    ("transfers", api.TechTransfer),
)


def addresses(transfer: api.TechTransfer) -> list[str]:
    """Every address of the room that shows something."""
    found = [reverse(f"pilot:{name}") for name in PAGES]
    for kind, names in PARTS:
        keys = kind._default_manager.values_list("pk", flat=True)
        found += [reverse(f"pilot:{name}", args=[key]) for key in keys for name in names]
    files = transfer.donor.attachments.all()
    found += [reverse("pilot:attachment", args=[transfer.donor_id, one.pk]) for one in files]
    found += [f"/api/pilot/{path}" for path in LISTS]
    for path, kind in OBJECTS:
        keys = kind._default_manager.values_list("pk", flat=True)
        found += [f"/api/pilot/{path}/{key}" for key in keys]
    return [*found, f"/api/pilot/transfers/{transfer.pk}/package"]


def shown(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_answers_the_operator(full: api.TechTransfer, operator: Account, language: str) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(operator)

    answers = {address: shown(client, address) for address in addresses(full)}

    wrong = {address: code for address, (code, _text) in answers.items() if code != 200}
    assert set(wrong) == {reverse("pilot:operators")}
    assert "our secret run" in answers[reverse("pilot:campaigns")][1]


# what the people of these tests have written themselves
WRITTEN = frozenset(
    {
        *("our", "secret", "run", "organism", "lot", "finding", "recipe", "process", "risk", "protein"),
        *("Name", "of", "operator", "second", "member", "seed", "ferment", "skid", "medium", "txt", "lags"),
        *("one", "two"),
    }
)


def test_a_chinese_page_says_nothing_in_english(full: api.TechTransfer, operator: Account) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(operator)
    pages = [address for address in addresses(full) if not address.startswith("/api")]

    said = {
        address: english_in(answer.content.decode(), WRITTEN)
        for address in pages
        if (answer := client.get(address))["Content-Type"].startswith("text/html")
    }

    assert {address: words for address, words in said.items() if words} == {}


def test_a_tenant_sees_its_own_and_no_operators_page(full: api.TechTransfer, tenant: Tenant) -> None:
    client = Client()
    client.force_login(tenant[1])

    answers = {address: shown(client, address) for address in addresses(full)}

    assert "our secret run" in answers[reverse("pilot:home")][1]
    assert answers[reverse("pilot:batch", args=[full.donor_id])][0] == 200
    assert answers[reverse("pilot:package", args=[full.pk])][0] == 200
    for name in ("add", "people", "operators", "plan"):
        assert answers[reverse(f"pilot:{name}")][0] == 403


@pytest.mark.parametrize("who", ["member", Role.VIEWER, Role.PLAN_OFFICE, Role.ADMINISTRATOR])
def test_a_stranger_sees_that_equipment_is_taken_and_nothing_else(
    full: api.TechTransfer, stranger: Account, who: str
) -> None:
    client = Client()
    client.force_login(stranger if who == "member" else account(f"other-{who}", Role(who)))

    answers = {address: shown(client, address)[1] for address in addresses(full)}

    leaks = [(address, secret) for address, text in answers.items() for secret in SECRETS if secret in text]
    assert leaks == []
    assert "已占用" in answers[reverse("pilot:home")]
    assert "F1" in answers["/api/pilot/taken"]


def test_a_stranger_changes_nothing(full: api.TechTransfer, stranger: Account) -> None:
    client = Client()
    client.force_login(stranger)
    batch, campaign = full.donor_id, full.donor.campaign_id
    step = full.donor.steps.get(order=2)
    material = {"m-name": "x", "m-lot": "x", "m-amount": "1", "m-unit": "kg"}
    scales = {"severity": "1", "occurrence": "1", "detection": "1"}
    posts: list[tuple[str, dict[str, str]]] = [
        (reverse("pilot:withdraw", args=[campaign]), {}),
        (reverse("pilot:note", args=[batch, "material"]), material),
        (reverse("pilot:sign", args=[batch, 2, "done"]), {"s2-value_0": "7", "s2-password": PASSWORD}),
        (reverse("pilot:risk", args=[full.pk]), {"failure": "x", "effect": "x", "cause": "x", **scales}),
        (reverse("pilot:question", args=[full.pk]), {"text": "x"}),
        (reverse("pilot:compute"), {}),
    ]

    codes = {address: client.post(address, told).status_code for address, told in posts}

    assert codes.pop(reverse("pilot:compute")) == 403
    assert set(codes.values()) == {404}, codes
    step.refresh_from_db()
    assert step.done_by is None


def test_lists_take_as_many_queries_however_long_they_are(
    full: api.TechTransfer,
    operator: Account,
    recipe: api.TemplateVersion,
    tenant: Tenant,
    django_assert_max_num_queries: object,
) -> None:
    client = Client()
    client.force_login(operator)
    for number in range(6):
        asked(recipe, tenant, f"more {number}")

    limits = {"home": 22, "campaigns": 12, "batches": 12, "templates": 12, "book": 12, "plan": 30}
    for name, most in limits.items():
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(reverse(f"pilot:{name}"))


def test_the_calendar_names_what_is_ones_own_only(
    full: api.TechTransfer, tenant: Tenant, stranger: Account
) -> None:
    own, other = Client(), Client(headers={"accept-language": "en"})
    own.force_login(tenant[1])
    other.force_login(stranger)

    assert "our secret run" in shown(own, reverse("pilot:calendar"))[1]
    text = shown(other, reverse("pilot:calendar"))[1]
    assert text.startswith("BEGIN:VCALENDAR")
    assert "SUMMARY:taken" in text
