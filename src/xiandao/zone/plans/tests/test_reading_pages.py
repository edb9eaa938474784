"""Every page that shows a plan, for every reader, in both languages, on every kind of day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import ZONE_ROLES, Account, Role, create_account
from xiandao.zone.plans.api import (
    FigureClaim,
    Measure,
    Plan,
    Target,
    Unit,
    bring_text,
    confirm_edition,
    edition_in_force,
    link_target,
    report_progress,
)
from xiandao.zone.plans.models import Assignment, FocusArea, MeasureRevision, Site
from xiandao.zone.plans.rules.states import Status
from xiandao.zone.plans.tests.conftest import DOCUMENT
from xiandao.zone.plans.web.reading.document import Item, pieces_of

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
HOSTILE = "<script>alert('1')</script>\"&甲"
PAGES = ("overview", "measures", "targets", "units", "board", "timeline", "document")
SignedIn = Callable[[Account | None], Client]


@pytest.fixture
def reported(plan: Plan, office: Account) -> Measure:
    """A measure with a report, a figure, a file, and a link to the target that it serves."""
    target = Target.objects.filter(plan=plan, revisions__counted=True).order_by("pk").first()
    measure = Measure.objects.filter(plan=plan, revisions__assignments__unit__name="区经委").first()
    assert target is not None
    assert measure is not None
    link_target(target=target, measure=measure, reason="同一平台", since=date(2024, 1, 1), by=office, at=NOW)
    report_progress(
        measure=measure,
        unit=Unit.objects.get(name="区经委"),
        status=Status.ON_TRACK,
        text=HOSTILE,
        reported_on=date(2025, 6, 1),
        figures=[FigureClaim(target, Decimal("1"), date(2025, 5, 1), "一号平台")],
        files=[Upload(name="证明.txt", type=FileType.TEXT, content="已建成".encode())],
        by=office,
        at=NOW,
    )
    return measure


def address_of(name: str, plan: Plan, measure: Measure | None = None) -> str:
    """Where a page of the plan lies; a page of one item shows its first."""
    edition = edition_in_force(plan, date(2025, 6, 30))
    ways: dict[str, dict[str, object]] = {
        "measure": {"key": measure.key if measure else "m01"},
        "target": {"key": Target.objects.filter(plan=plan).order_by("pk")[0].key},
        "unit": {"pk": Unit.objects.order_by("pk")[0].pk},
        "site": {"key": Site.objects.filter(edition=edition)[0].key if name == "site" else ""},
    }
    return reverse(f"plans:{name}", kwargs={"slug": plan.slug, **ways.get(name, {})})


@pytest.mark.parametrize("role", list(ZONE_ROLES))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_every_role_in_both_languages(
    role: Role, language: str, plan: Plan, reported: Measure, client_as: SignedIn
) -> None:
    reader = create_account(username=f"r-{role}", display_name="读者", role=role, email="", by=None, at=NOW)
    client = client_as(reader)
    client.cookies["django_language"] = language

    for name in (*PAGES, "measure", "target", "unit", "site"):
        for day in ("", "?as_of=2024-03-01", "?as_of=2026-02-01"):
            page = client.get(address_of(name, plan, reported) + day)

            assert page.status_code == 200, name
            assert HOSTILE not in page.content.decode()
    assert client.get(reverse("plans:list")).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "measure", "target", "unit", "site"])
def test_who_changes_the_language_stays_on_the_page(
    name: str, plan: Plan, viewer: Account, client_as: SignedIn
) -> None:
    address = address_of(name, plan) + "?as_of=2024-03-01"

    assert f'name="next" value="{address}"' in client_as(viewer).get(address).content.decode()


def test_nobody_sees_a_plan_without_signing_in(plan: Plan, client_as: SignedIn) -> None:
    for name in (*PAGES, "measure", "target", "unit", "site"):
        page = client_as(None).get(address_of(name, plan))

        assert page.status_code == 302, name


@pytest.mark.parametrize("name", [*PAGES, "measure", "target", "unit"])
def test_a_day_before_the_plan_says_since_when_it_is_in_force(
    name: str, plan: Plan, viewer: Account, client_as: SignedIn
) -> None:
    page = client_as(viewer).get(address_of(name, plan) + "?as_of=2020-01-01")

    assert page.status_code == 200
    assert "2023-01-01" in page.content.decode()


# However many measures there are: session, reader, plan, edition, snapshot, whether claims are samples.
QUERIES = dict.fromkeys(PAGES, 20) | dict.fromkeys(
    ("document", "targets", "overview"), 21
)  # who confirmed the edition


@pytest.mark.parametrize("name", PAGES)
def test_a_list_page_asks_the_same_number_of_queries_for_two_hundred_measures(
    name: str, plan: Plan, viewer: Account, client_as: SignedIn
) -> None:
    add_measures(plan, 200)
    client, address = client_as(viewer), address_of(name, plan)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address)

    assert page.status_code == 200
    assert len(asked) == QUERIES[name]


def add_measures(plan: Plan, number: int, title: str = "一个很长的举措名称" * 20) -> None:
    """More measures, with names as long as the tables allow."""
    edition = edition_in_force(plan, date(2025, 6, 30))
    assert edition is not None
    units = list(Unit.objects.all()[:3])
    for place in range(number):
        measure = Measure.objects.create(plan=plan, key=f"x{place:03d}")
        revision = MeasureRevision.objects.create(
            measure=measure,
            edition=edition,
            since=date(2023, 1, 1),
            recorded_at=NOW,
            recorded_by=None,
            position=100 + place,
            group="更多",
            title=title[:200],
        )
        for position, unit in enumerate(units):
            role = "support" if position else "proposed_lead"
            Assignment.objects.create(revision=revision, unit=unit, role=role, position=position)


def test_hostile_words_are_shown_and_not_obeyed(plan: Plan, office: Account, client_as: SignedIn) -> None:
    add_measures(plan, 1, title=HOSTILE)
    edition = edition_in_force(plan, date(2025, 6, 30))
    assert edition is not None
    FocusArea.objects.create(edition=edition, position=99, layer="other", name=HOSTILE, topics=[HOSTILE])
    Unit.objects.filter(pk=Unit.objects.order_by("pk")[0].pk).update(name=HOSTILE)

    for name in (*PAGES, "unit"):
        content = client_as(office).get(address_of(name, plan)).content.decode()

        assert HOSTILE not in content, name
        assert "<script>alert" not in content, name


def test_filters_narrow_the_measures_and_stay_in_the_form(
    plan: Plan, viewer: Account, client_as: SignedIn
) -> None:
    unit = Unit.objects.get(name="区经委")

    page = client_as(viewer).get(
        address_of("measures", plan), {"unit": str(unit.pk), "standing": "not_started", "as_of": "2024-03-01"}
    )

    content = page.content.decode()
    assert page.context["found"] == sum(
        unit.pk in measure.unit_ids and measure.standing == "not_started"
        for measure in page.context["seen"].measures
    )
    assert f'<option value="{unit.pk}" selected>' in content
    assert 'name="as_of" value="2024-03-01"' in content


def test_filters_that_nothing_fits_say_so(plan: Plan, viewer: Account, client_as: SignedIn) -> None:
    page = client_as(viewer).get(address_of("measures", plan), {"q": "没有这样的话"})

    assert page.context["found"] == 0
    assert page.context["groups"] == []


def test_a_figure_of_a_target_leads_to_the_report_behind_it(
    plan: Plan, reported: Measure, viewer: Account, client_as: SignedIn
) -> None:
    page = client_as(viewer).get(address_of("target", plan, reported))

    content = page.content.decode()
    assert "一号平台" in content
    assert f"/measures/{reported.key}/" in content
    assert "#report-" in content
    assert "同一平台" in content


def test_evidence_is_named_to_all_and_opens_only_to_its_unit_and_the_office(
    plan: Plan, reported: Measure, office: Account, officer: Account, viewer: Account, client_as: SignedIn
) -> None:
    address = address_of("measure", plan, reported)

    opens = {
        account.username: "/plans/attachments/" in client_as(account).get(address).content.decode()
        for account in (office, officer, viewer)
    }

    assert opens == {"office": True, "officer": True, "viewer": False}
    assert "证明.txt" in client_as(viewer).get(address).content.decode()


@pytest.mark.parametrize("name", ["measure", "target", "site"])
def test_an_item_that_is_not_there_is_refused_with_a_sentence(
    name: str, plan: Plan, viewer: Account, client_as: SignedIn
) -> None:
    address = reverse(f"plans:{name}", kwargs={"slug": plan.slug, "key": "nothing"})

    assert client_as(viewer).get(address).status_code == 404


def test_a_unit_without_a_part_is_refused(plan: Plan, viewer: Account, client_as: SignedIn) -> None:
    address = reverse("plans:unit", kwargs={"slug": plan.slug, "pk": 987654})

    assert client_as(viewer).get(address).status_code == 404


def test_the_marked_text_keeps_every_character_and_closes_what_it_opens() -> None:
    text = "甲乙丙丁戊己庚辛"
    spans = [(0, 6), (1, 3), (2, 5), (5, 8), (6, 7)]  # nested, crossing, reaching out
    items = [Item("measure", f"m-{n}", f"{n}", "", "", *span) for n, span in enumerate(spans)]

    pieces = tuple(pieces_of(text, items))

    assert "".join(piece.text for piece in pieces) == text
    assert sum(piece.opens is not None for piece in pieces) == len(items)
    assert sum(piece.closes for piece in pieces) == len(items)


def test_the_document_shows_its_text_with_every_measure_where_it_stands(
    office: Account, client_as: SignedIn
) -> None:
    edition = bring_text(plan=None, text=DOCUMENT, by=office, at=NOW)
    confirm_edition(edition=edition, since=date(2024, 1, 1), by=office, at=NOW)

    page = client_as(office).get(address_of_document(edition.plan))

    content = page.content.decode()
    measures = Measure.objects.filter(plan=edition.plan)
    assert measures
    assert all(f'id="m-{measure.key}"' in content for measure in measures)
    assert "在公交场站旁选址建设加氢站" in content


def address_of_document(plan: Plan) -> str:
    """Where a plan's own words are shown."""
    return reverse("plans:document", kwargs={"slug": plan.slug}) + "?as_of=2025-06-30"
