"""From a document to progress: what each step keeps, and what it refuses."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import Entry
from xiandao.zone.evidence.api import StoredFile, file_content
from xiandao.zone.plans import api
from xiandao.zone.plans.rules.states import AssignmentRole, Standing, Status
from xiandao.zone.plans.tests.conftest import DOCUMENT, NOW

TODAY = date(2025, 6, 30)
pytestmark = pytest.mark.django_db


def bring(office: Account, text: str = DOCUMENT, plan: api.Plan | None = None) -> api.Edition:
    return api.bring_text(plan=plan, text=text, by=office, at=NOW)


def in_force(office: Account) -> api.Plan:
    edition = bring(office)
    api.confirm_edition(edition=edition, since=date(2024, 1, 1), by=office, at=NOW)
    return edition.plan


def seen(plan: api.Plan, as_of: date = TODAY) -> api.Snapshot:
    found = api.snapshot(plan, as_of)
    assert found is not None
    return found


def test_the_bundled_plan_stands_as_the_document_says(plan: api.Plan) -> None:
    standing = seen(plan)

    assert (len(standing.measures), len(standing.targets), len(standing.sites), len(standing.focus)) == (
        23,
        10,
        5,
        3,
    )
    assert len(standing.units) == 18
    assert all(unit.name_en for unit in standing.units)
    assert all(m.leads[0].role is AssignmentRole.PROPOSED_LEAD for m in standing.measures)


def test_loading_the_bundled_plan_again_changes_nothing(plan: api.Plan, office: Account) -> None:
    again = api.load_bundled(name=plan.slug, by=office, at=NOW)

    assert again == plan
    assert plan.editions.count() == 1


def test_nothing_of_an_edition_is_live_before_it_is_confirmed(office: Account, viewer: Account) -> None:
    edition = bring(office)

    assert api.snapshot(edition.plan, TODAY) is None
    assert api.plans_for(viewer) == []
    assert api.plans_for(office) == [edition.plan]


def test_a_confirmed_edition_holds_from_its_day(office: Account) -> None:
    plan = in_force(office)

    assert api.snapshot(plan, date(2023, 12, 31)) is None
    assert [m.revision.title for m in seen(plan).measures] == ["布局加氢站", "完善管网", "引进龙头企业"]


def test_a_correction_keeps_what_the_reader_had_read(office: Account) -> None:
    edition = bring(office)
    api.correct(edition=edition, item="M03", field="lead", value="区经委", by=office, at=NOW)
    api.confirm_edition(edition=edition, since=date(2024, 1, 1), by=office, at=NOW)

    third = seen(edition.plan).measures[2]

    assert [(p.unit.name, p.role) for p in third.leads] == [("区经委", AssignmentRole.LEAD)]
    kept = edition.corrections.get()
    assert (kept.before, kept.after) == ([], ["区经委"])


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("M01", "due", "31.12.2025"),
        ("M01", "title", "  "),
        ("T01", "low", "many"),
        ("T01", "low", "Infinity"),
        ("T01", "comparator", "roughly"),
        ("plan", "period_start", "24"),
        ("M01", "text", "words put in its mouth"),
        ("M99", "title", "x"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_and_nothing_changes(
    office: Account, item: str, field: str, value: str
) -> None:
    edition = bring(office)
    before = edition.reading

    with pytest.raises(Refusal):
        api.correct(edition=edition, item=item, field=field, value=value, by=office, at=NOW)

    edition.refresh_from_db()
    assert edition.reading == before
    assert not edition.corrections.exists()


def test_a_dropped_item_returns_to_the_remainder_and_can_be_marked_again(office: Account) -> None:
    edition = bring(office)
    span = edition.reading["measures"][1]["span"]

    api.drop_item(edition=edition, item="M02", by=office, at=NOW)
    item = api.add_measure(edition=edition, start=span[0], end=span[1], by=office, at=NOW)

    edition.refresh_from_db()
    assert [m["id"] for m in edition.reading["measures"]] == ["M01", item, "M03"]
    assert edition.reading["measures"][1]["text"] == edition.text[span[0] : span[1]]


def test_a_confirmed_edition_can_no_longer_be_corrected(office: Account) -> None:
    edition = bring(office)
    api.confirm_edition(edition=edition, since=date(2024, 1, 1), by=office, at=NOW)

    with pytest.raises(api.PlanAccessRefused, match="no longer under review"):
        api.correct(edition=edition, item="m01", field="title", value="x", by=office, at=NOW)


def test_a_newer_edition_says_item_by_item_what_changes_and_keeps_progress(office: Account) -> None:
    plan = in_force(office)
    first = seen(plan).measures[0]
    unit = first.parts[0].unit
    api.report_progress(
        measure=first.revision.measure,
        unit=unit,
        status=Status.ON_TRACK,
        text="已选址三处",
        reported_on=date(2024, 5, 1),
        by=office,
        at=NOW,
    )
    newer = DOCUMENT.replace("2、完善管网", "2、编制管网规划并完善管网").replace("6座", "8座")
    newer = newer.replace(
        "3、引进龙头企业\n面向整车与电堆企业开展招商。", "3、开放示范线路\n物流车辆上路运营。"
    )
    newer = newer.replace("区经委、区投资公司", "区交通委）")
    edition = bring(office, newer, plan)

    changes = {(c.item, c.key): c for c in api.changes_in(edition, TODAY)}
    api.confirm_edition(edition=edition, since=date(2025, 1, 1), by=office, at=NOW)

    assert changes["measure", "m01"].kind == "same"
    assert [f.field for f in changes["measure", "m02"].fields][:1] == ["title"]
    assert changes["measure", "m03"].kind == "withdrawn"
    assert [f.field for f in changes["target", "t01"].fields if f.field == "low"] == ["low"]
    after = seen(plan)
    assert [m.key for m in after.measures] == ["m01", "m02", "m04"]
    assert after.measures[0].spoken is not None
    assert len(seen(plan, date(2024, 12, 31)).measures) == 3


def test_a_newer_edition_cannot_begin_before_the_one_in_force(office: Account) -> None:
    plan = in_force(office)
    edition = bring(office, plan=plan)

    with pytest.raises(Refusal, match="cannot begin before it"):
        api.confirm_edition(edition=edition, since=date(2023, 1, 1), by=office, at=NOW)


def test_dispatch_confirms_a_lead_from_a_day_and_the_days_before_stay(
    plan: api.Plan, office: Account
) -> None:
    measure = seen(plan).measures[0].revision.measure

    api.dispatch(
        measure=measure,
        lead=["区经委"],
        support=["区科委"],
        due_on=date(2025, 9, 30),
        owner="张三",
        since=date(2025, 3, 1),
        by=office,
        at=NOW,
    )

    now, before = seen(plan).measure("m01"), seen(plan, date(2025, 2, 28)).measure("m01")
    assert now is not None
    assert before is not None
    assert [p.unit.name for p in now.leads] == ["区经委"]
    assert now.due_on == date(2025, 9, 30)
    assert before.leads[0].role is AssignmentRole.PROPOSED_LEAD


def test_milestones_survive_a_dispatch(plan: api.Plan, office: Account) -> None:
    with_milestones = next(m for m in seen(plan).measures if m.milestones)

    api.dispatch(
        measure=with_milestones.revision.measure,
        lead=["区经委"],
        support=[],
        due_on=None,
        owner="",
        since=TODAY,
        by=office,
        at=NOW,
    )

    after = seen(plan).measure(with_milestones.key)
    assert after is not None
    assert [m.key for m in after.milestones] == [m.key for m in with_milestones.milestones]


@pytest.mark.usefixtures("by_figures")
def test_a_report_with_figures_moves_the_target_and_a_correction_supersedes(
    plan: api.Plan, officer: Account
) -> None:
    standing = seen(plan)
    measure = next(m for m in standing.measures if "区经委" in [p.unit.name for p in m.parts])
    target = standing.target("patents")
    assert target is not None
    unit = next(p.unit for p in measure.parts if p.unit.name == "区经委")
    claim = api.FigureClaim(
        target=target.revision.target, quantity=Decimal(12), happened_on=date(2025, 5, 2), note="清单一"
    )

    def report(figure: api.FigureClaim) -> api.ProgressReport:
        return api.report_progress(
            measure=measure.revision.measure,
            unit=unit,
            status=Status.ON_TRACK,
            text="新增专利",
            reported_on=date(2025, 6, 1),
            figures=[figure],
            by=officer,
            at=NOW,
        )

    first = report(claim)
    report(dataclasses.replace(claim, quantity=Decimal(10), supersedes=first.figures.get()))

    moved = seen(plan).target("patents")
    assert moved is not None
    assert moved.value == Decimal(10)
    before = seen(plan, date(2025, 5, 1)).target("patents")
    assert before is not None
    assert before.value is None


def test_lateness_follows_from_dates_whatever_was_said(plan: api.Plan, officer: Account) -> None:
    measure = next(
        m for m in seen(plan).measures if m.milestones and "区经委" in [p.unit.name for p in m.parts]
    )
    unit = next(p.unit for p in measure.parts if p.unit.name == "区经委")
    api.report_progress(
        measure=measure.revision.measure,
        unit=unit,
        status=Status.ON_TRACK,
        text="推进中",
        reported_on=date(2024, 2, 1),
        by=officer,
        at=NOW,
    )

    late = seen(plan).measure(measure.key)
    api.report_progress(
        measure=measure.revision.measure,
        unit=unit,
        status=Status.ON_TRACK,
        text="首批投运",
        reported_on=date(2024, 3, 1),
        milestones=[api.MilestoneClaim(measure.milestones[0].key, date(2023, 12, 20))],
        by=officer,
        at=NOW,
    )
    mended = seen(plan).measure(measure.key)

    assert late is not None
    assert mended is not None
    assert late.standing is Standing.LATE
    assert mended.standing is Standing.ON_TRACK


def test_an_officer_cannot_speak_for_another_unit(plan: api.Plan, officer: Account) -> None:
    measure = seen(plan).measures[0]
    other = next(p.unit for p in measure.parts if p.unit.name != "区经委")

    with pytest.raises(api.PlanAccessRefused, match="do not speak for"):
        api.report_progress(
            measure=measure.revision.measure,
            unit=other,
            status=Status.DONE,
            text="完成",
            reported_on=TODAY,
            by=officer,
            at=NOW,
        )


def test_evidence_is_kept_once_by_content_and_handed_out_only_to_its_own(
    plan: api.Plan, officer: Account, viewer: Account
) -> None:
    measure = next(m for m in seen(plan).measures if "区经委" in [p.unit.name for p in m.parts])
    unit = next(p.unit for p in measure.parts if p.unit.name == "区经委")
    proof = Upload("证明.txt", FileType.TEXT, "首批企业名单".encode())

    for day in (1, 2):
        api.report_progress(
            measure=measure.revision.measure,
            unit=unit,
            status=Status.ON_TRACK,
            text="见附件",
            reported_on=date(2025, 6, day),
            files=[proof],
            by=officer,
            at=NOW,
        )

    attachment = api.attachment_named(api.Attachment.objects.order_by("pk")[0].pk)
    assert StoredFile.objects.count() == 1
    assert file_content(attachment.file) == proof.content
    api.check_attachment(officer, attachment)
    with pytest.raises(api.PlanAccessRefused):
        api.check_attachment(viewer, attachment)


@pytest.mark.parametrize(
    "verb", ["UPDATE plans_progressreport SET text = 'x'", "DELETE FROM plans_progressreport"]
)
def test_the_database_itself_refuses_to_rewrite_a_report(plan: api.Plan, officer: Account, verb: str) -> None:
    measure = next(m for m in seen(plan).measures if "区经委" in [p.unit.name for p in m.parts])
    unit = next(p.unit for p in measure.parts if p.unit.name == "区经委")
    api.report_progress(
        measure=measure.revision.measure,
        unit=unit,
        status=Status.DONE,
        text="完成",
        reported_on=TODAY,
        by=officer,
        at=NOW,
    )

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


def test_a_viewer_changes_nothing(plan: api.Plan, viewer: Account) -> None:
    with pytest.raises(api.PlanAccessRefused):
        api.bring_text(plan=None, text=DOCUMENT, by=viewer, at=NOW)


def test_a_link_to_a_target_carries_who_and_why(plan: api.Plan, office: Account) -> None:
    standing = seen(plan)
    target = standing.targets[0].revision.target
    link = api.link_target(
        target=target,
        measure=standing.measures[0].revision.measure,
        reason="平台建设直接计入",
        since=date(2025, 1, 1),
        by=office,
        at=NOW,
    )

    assert seen(plan).measures[0].targets == (target.key,)
    api.unlink_target(link=link, until=date(2025, 6, 1), by=office, at=NOW)
    assert seen(plan).measures[0].targets == ()
    assert seen(plan, date(2025, 5, 31)).measures[0].targets == (target.key,)


def test_reminders_reach_the_officers_of_late_measures_once_each(
    plan: api.Plan, office: Account, officer: Account
) -> None:
    sent = api.send_reminders(plan=plan, as_of=date(2026, 1, 5), by=office, at=NOW)

    assert sent == 1
    assert mail.outbox[0].to == [officer.email]


def test_search_finds_words_in_both_languages(plan: api.Plan, viewer: Account) -> None:
    assert [h.key for h in api.search(viewer, "patent", TODAY)] == ["patents"]
    assert any(h.kind == "unit" for h in api.search(viewer, "罗店", TODAY))
    assert api.search(viewer, "  ", TODAY) == ()


def test_every_change_is_in_the_audit_trail(office: Account) -> None:
    edition = bring(office)
    api.correct(edition=edition, item="M01", field="title", value="建设加氢站", by=office, at=NOW)
    api.confirm_edition(edition=edition, since=date(2024, 1, 1), by=office, at=NOW)

    verbs = set(Entry.objects.values_list("verb", flat=True))

    assert {"brought a plan document", "corrected a reading", "confirmed an edition"} <= verbs


def test_a_snapshot_costs_the_same_number_of_queries_whatever_the_plan(
    plan: api.Plan, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(15):  # type: ignore[operator]
        api.snapshot(plan, TODAY)
