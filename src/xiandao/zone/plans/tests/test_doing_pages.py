"""Work on a plan in force through the pages: giving out, reporting, linking, appointing, files, reminders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.evidence.models import StoredFile
from xiandao.zone.plans import api
from xiandao.zone.plans.rules.states import AssignmentRole, Status
from xiandao.zone.plans.tests.conftest import NOW

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account | None], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32
HOSTILE = '"><img src=x onerror=alert(1)>.png'


def seen(plan: api.Plan) -> api.Snapshot:
    found = api.snapshot(plan, date.today())  # noqa: DTZ011
    assert found is not None
    return found


@pytest.fixture
def measure(plan: api.Plan) -> api.MeasureView:
    """A measure in which 区经委 has a part, beside others."""
    return next(
        m for m in seen(plan).measures if len(m.parts) > 1 and any(p.unit.name == "区经委" for p in m.parts)
    )


def at(plan: api.Plan, name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=[plan.slug, *args])


def a_report(measure: api.MeasureView, **changed: object) -> dict[str, object]:
    unit = next(p.unit.pk for p in measure.parts if p.unit.name == "区经委")
    filled = {"unit": unit, "status": "on_track", "text": "签约两家", "reported_on": "2025-06-01"}
    return filled | changed


def kept_report(measure: api.MeasureView, by: Account, name: str = "a.png") -> api.ProgressReport:
    return api.report_progress(
        measure=api.Measure.objects.get(pk=measure.id),
        unit=api.Unit.objects.get(name="区经委"),
        status=Status.ON_TRACK,
        text="签约",
        reported_on=date(2025, 6, 1),
        files=[Upload(name, FileType.PNG, PNG)],
        by=by,
        at=NOW,
    )


PAGES = {
    "dispatch": {"administrator", "office"},
    "link_target": {"administrator", "office"},
    "report_progress": {"administrator", "office", "officer"},
}


@pytest.mark.parametrize("who", ["administrator", "office", "officer", "viewer"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_to_those_who_may_and_says_why_not_to_others(
    request: pytest.FixtureRequest,
    plan: api.Plan,
    measure: api.MeasureView,
    client_as: SignIn,
    who: str,
    name: str,
) -> None:
    answer = client_as(request.getfixturevalue(who)).get(at(plan, name, measure.key))

    assert answer.status_code == (200 if who in PAGES[name] else 403)


def test_a_measure_is_given_out(
    plan: api.Plan, measure: api.MeasureView, office: Account, client_as: SignIn
) -> None:
    sent = {"lead": ["区经委"], "support": [], "due_on": "2025-10-31", "owner": "王五", "since": "2025-06-30"}

    answer = client_as(office).post(at(plan, "dispatch", measure.key), sent)

    assert answer["Location"] == at(plan, "measure", measure.key)
    after = seen(plan).measure(measure.key)
    assert after is not None
    assert [(p.unit.name, p.role) for p in after.parts] == [("区经委", AssignmentRole.LEAD)]
    assert (after.due_on, after.revision.owner) == (date(2025, 10, 31), "王五")


@pytest.mark.parametrize(
    "wrong",
    [
        {"lead": []},
        {"lead": ["区经委"], "support": ["区经委"]},
        {"lead": ["从未有过的单位"]},
        {"since": "someday"},
        {"since": "1999-01-01"},
    ],
)
def test_what_cannot_be_given_out_stays_on_the_form(
    plan: api.Plan, measure: api.MeasureView, office: Account, client_as: SignIn, wrong: dict[str, object]
) -> None:
    sent = {"lead": ["区经委"], "support": [], "owner": "王五", "since": "2025-06-30"} | wrong

    answer = client_as(office).post(at(plan, "dispatch", measure.key), sent)

    assert answer.status_code == 422
    assert 'value="王五"' in answer.content.decode()
    after = seen(plan).measure(measure.key)
    assert after is not None
    assert after.revision.pk == measure.revision.pk


def test_an_officer_reports_with_figures_and_several_files(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    target = next(t for t in seen(plan).targets if t.goal.counted)
    files = [SimpleUploadedFile("证明.png", PNG), SimpleUploadedFile("notes.txt", "说明".encode())]
    figure = {"target": target.key, "quantity": "2", "happened_on": "2025-05-01", "note": "合同 7 号"}
    row = {f"figure0-{name}": value for name, value in figure.items()}

    answer = client_as(officer).post(
        at(plan, "report_progress", measure.key), a_report(measure, evidence=files, **row)
    )

    assert answer["Location"] == at(plan, "measure", measure.key)
    kept = api.ProgressReport.objects.get()
    assert [str(f.quantity) for f in kept.figures.all()] == ["2.0000"]
    assert sorted(a.name for a in kept.attachments.all()) == ["notes.txt", "证明.png"]


def test_the_same_form_sent_twice_is_kept_once(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    client = client_as(officer)
    page = client.get(at(plan, "report_progress", measure.key))
    sent = a_report(measure, token=page.context["form"].initial["token"])

    answers = [client.post(at(plan, "report_progress", measure.key), sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert api.ProgressReport.objects.count() == 1


def test_a_refused_form_can_be_mended_and_sent_again(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    client = client_as(officer)
    token = client.get(at(plan, "report_progress", measure.key)).context["form"].initial["token"]
    address = at(plan, "report_progress", measure.key)

    refused = client.post(address, a_report(measure, token=token, reported_on="2099-01-01"))
    mended = client.post(address, a_report(measure, token=token))

    assert (refused.status_code, mended.status_code) == (422, 302)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"status": "late"},
        {"reported_on": "2099-01-01"},
        {"figure0-quantity": "many"},
        {"figure0-quantity": "3"},
        {"evidence": [SimpleUploadedFile("page.html", b"<html><script>alert(1)</script></html>")]},
        {"evidence": [SimpleUploadedFile("empty.pdf", b"")]},
        {"evidence": [SimpleUploadedFile("cut.xlsx", b"PK\x03\x04" + b"0" * 64)]},
        {"evidence": [SimpleUploadedFile(f"{n}.txt", b"words") for n in range(11)]},
    ],
)
def test_a_report_that_cannot_be_kept_stays_on_the_form(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn, wrong: dict[str, object]
) -> None:
    sent = a_report(measure, **wrong)

    answer = client_as(officer).post(at(plan, "report_progress", measure.key), sent)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not api.ProgressReport.objects.exists()
    assert not StoredFile.objects.filter(type__in=["txt", "html"]).exists()


def test_an_officer_reports_for_no_other_unit(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    other = next(p.unit.pk for p in measure.parts if p.unit.name != "区经委")

    answer = client_as(officer).post(at(plan, "report_progress", measure.key), a_report(measure, unit=other))

    assert answer.status_code == 422
    assert not api.ProgressReport.objects.exists()


@pytest.mark.usefixtures("by_figures")
def test_a_figure_is_corrected_by_a_newer_one(
    plan: api.Plan, measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    client = client_as(officer)
    target = next(t for t in seen(plan).targets if t.goal.counted)
    row = {
        "figure0-target": target.key,
        "figure0-quantity": "5",
        "figure0-happened_on": "2025-05-01",
        "figure0-note": "多记",
    }
    client.post(at(plan, "report_progress", measure.key), a_report(measure, **row))
    wrong = api.ReportedFigure.objects.get()

    page = client.get(at(plan, "report_progress", measure.key), {"corrects": wrong.pk})
    mended = row | {"figure0-quantity": "3", "figure0-supersedes": str(wrong.pk)}
    client.post(at(plan, "report_progress", measure.key), a_report(measure, **mended))

    assert f'value="{wrong.pk}" selected' in page.content.decode()
    after = seen(plan).target(target.key)
    assert after is not None
    assert after.value == 3


def test_a_measure_is_linked_to_a_target_and_the_link_is_ended(
    plan: api.Plan, measure: api.MeasureView, office: Account, client_as: SignIn
) -> None:
    client = client_as(office)
    target = seen(plan).targets[0]
    address = at(plan, "link_target", measure.key)

    empty = client.post(address, {"target": target.key, "reason": " ", "since": "2025-01-01"})
    client.post(address, {"target": target.key, "reason": "平台在此建设", "since": "2025-01-01"})
    linked = client.get(address).content.decode()
    link = api.TargetLink.objects.get()
    client.post(at(plan, "unlink_target", measure.key, link.pk))

    assert empty.status_code == 422
    assert "平台在此建设" in linked
    link.refresh_from_db()
    assert link.until is not None


def test_an_officer_is_appointed_and_dismissed(plan: api.Plan, office: Account, client_as: SignIn) -> None:
    client = client_as(office)
    account = create_account(
        username="li", display_name="李四", role=Role.UNIT_OFFICER, email="", by=None, at=NOW
    )
    unit = api.Unit.objects.get(name="区科委")

    client.post(at(plan, "officers", unit.pk), {"account": "li"})
    shown = client.get(at(plan, "officers", unit.pk)).content.decode()
    officer = api.Officer.objects.get(unit=unit, account=account)
    client.post(at(plan, "dismiss_officer", unit.pk, officer.pk))
    unknown = client.post(at(plan, "officers", unit.pk), {"account": "nobody"})

    assert "李四" in shown
    assert not api.Officer.objects.filter(unit=unit).exists()
    assert unknown.status_code == 422


@pytest.mark.parametrize("who", ["officer", "viewer"])
def test_only_the_office_appoints_links_and_reminds(
    request: pytest.FixtureRequest, plan: api.Plan, client_as: SignIn, who: str
) -> None:
    client = client_as(request.getfixturevalue(who))
    unit = api.Unit.objects.get(name="区科委")

    answers = [client.get(at(plan, "officers", unit.pk)), client.post(at(plan, "remind"))]

    assert [answer.status_code for answer in answers] == [403, 403]


def download(client: Client, report: api.ProgressReport) -> HttpResponse:
    answer = client.get(reverse("plans:attachment", args=[report.attachments.get().pk]))
    assert isinstance(answer, HttpResponse)
    return answer


def test_evidence_goes_out_as_a_download_under_a_neutral_name(
    measure: api.MeasureView, officer: Account, client_as: SignIn
) -> None:
    report = kept_report(measure, officer, HOSTILE)

    answer = download(client_as(officer), report)

    assert answer.content == PNG
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert not set("<>") & set(answer["Content-Disposition"])
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_evidence_of_another_unit_stays_closed(
    measure: api.MeasureView, officer: Account, viewer: Account, office: Account, client_as: SignIn
) -> None:
    report = kept_report(measure, officer)
    stranger = create_account(
        username="zhou", display_name="周五", role=Role.UNIT_OFFICER, email="", by=None, at=NOW
    )
    api.appoint_officer(unit=api.Unit.objects.get(name="区科委"), account=stranger, by=office, at=NOW)

    refused = [download(client_as(who), report) for who in (stranger, viewer)]
    missing = client_as(office).get(reverse("plans:attachment", args=[9999]))

    assert [answer.status_code for answer in refused] == [403, 403]
    assert all(PNG not in answer.content for answer in refused)
    assert missing.status_code == 404
    assert download(client_as(office), report).status_code == 200
    assert download(client_as(None), report).status_code == 302


def test_reminders_go_to_officers_with_an_address(
    plan: api.Plan, officer: Account, office: Account, client_as: SignIn
) -> None:
    answer = client_as(office).post(at(plan, "remind"))

    assert answer["Location"] == at(plan, "overview")
    assert [letter.to for letter in mail.outbox] == [[officer.email]]


@pytest.mark.parametrize("name", ["dispatch", "report_progress", "link_target"])
def test_a_measure_that_is_not_there_is_not_found(
    plan: api.Plan, office: Account, client_as: SignIn, name: str
) -> None:
    assert client_as(office).get(at(plan, name, "m99")).status_code == 404
