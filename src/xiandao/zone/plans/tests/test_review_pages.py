"""From a document to a plan in force, through the pages; and what those pages refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xiandao.kernel.uploads import MEGABYTE
from xiandao.zone.accounts.api import Account
from xiandao.zone.plans import api
from xiandao.zone.plans.rules.states import EditionState
from xiandao.zone.plans.tests.conftest import DOCUMENT, NOW
from xiandao.zone.plans.web import uploading
from xiandao.zone.plans.web.review.forms import form_for

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account | None], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def edition(office: Account) -> api.Edition:
    """An edition under review."""
    return api.bring_text(plan=None, text=DOCUMENT, by=office, at=NOW)


def at(edition: api.Edition, name: str) -> str:
    return reverse(f"plans:{name}", args=[edition.plan.slug, edition.number])


def test_a_document_is_uploaded_reviewed_corrected_and_put_in_force(
    office: Account, client_as: SignIn
) -> None:
    client = client_as(office)
    document = SimpleUploadedFile("plan.txt", DOCUMENT.encode())

    brought = client.post(reverse("plans:bring"), {"document": document, "text": "", "plan": ""})
    edition = api.Edition.objects.get()
    review = client.get(brought["Location"])
    client.post(at(edition, "correct"), correction(edition, "M03", lead="区经委"))
    confirmed = client.post(at(edition, "confirm"), {"since": "2024-01-01"})

    assert review.status_code == 200
    assert 'id="span-M01"' in review.content.decode()
    assert confirmed["Location"] == reverse("plans:overview", args=[edition.plan.slug])
    edition.refresh_from_db()
    assert edition.state == EditionState.IN_FORCE
    assert edition.corrections.get().after == ["区经委"]


def correction(edition: api.Edition, item: str, **changed: str) -> dict[str, str]:
    """What the browser sends when an item's form is kept with these fields changed."""
    form = form_for(edition.reading, item)
    filled = {name: str(value) for name, value in form.initial.items() if value is not False}
    return {"item": item, **filled, **changed}


@pytest.mark.parametrize("name", ["bring", "review", "changes"])
@pytest.mark.parametrize("who", ["officer", "viewer"])
def test_only_the_office_opens_these_pages(
    request: pytest.FixtureRequest, edition: api.Edition, client_as: SignIn, who: str, name: str
) -> None:
    address = reverse("plans:bring") if name == "bring" else at(edition, name)

    answer = client_as(request.getfixturevalue(who)).get(address)

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["correct", "drop", "add_measure", "settle", "confirm", "discard"])
@pytest.mark.parametrize("who", ["officer", "viewer", None])
def test_only_the_office_changes_an_edition(
    request: pytest.FixtureRequest, edition: api.Edition, client_as: SignIn, who: str | None, name: str
) -> None:
    before = edition.reading

    answer = client_as(request.getfixturevalue(who) if who else None).post(at(edition, name), {"item": "M01"})

    assert answer.status_code == (403 if who else 302)
    edition.refresh_from_db()
    assert (edition.reading, edition.state) == (before, EditionState.REVIEW)


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("M01", "due", "soon"),
        ("M01", "title", ""),
        ("T01", "low", "many"),
        ("T01", "comparator", "roughly"),
        ("plan", "period_start", "24"),
    ],
)
def test_a_refused_value_stays_in_its_field_and_nothing_is_kept(
    edition: api.Edition, office: Account, client_as: SignIn, item: str, field: str, value: str
) -> None:
    before = edition.reading
    sent = correction(edition, item, **{field: value})

    plain = client_as(office).post(at(edition, "correct"), sent)
    piece = client_as(office).post(at(edition, "correct"), sent, headers=HTMX)

    assert (plain.status_code, piece.status_code) == (422, 422)
    assert piece["HX-Retarget"] == f"#item-{item}"
    assert "errorlist" in piece.content.decode()
    edition.refresh_from_db()
    assert edition.reading == before
    assert not edition.corrections.exists()


def test_one_refused_field_keeps_the_others_of_the_same_form_from_being_stored(
    edition: api.Edition, office: Account, client_as: SignIn
) -> None:
    sent = correction(edition, "M01", title="新标题", due="soon")

    answer = client_as(office).post(at(edition, "correct"), sent, headers=HTMX)

    assert "新标题" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.reading["measures"][0]["title"] != "新标题"


@pytest.mark.parametrize(
    ("item", "field", "value", "place"),
    [
        ("M01", "units", "区经委、乙镇", "measures"),
        ("T01", "low", "8", "targets"),
        ("plan", "title", "另一个标题", "plan"),
    ],
)
def test_a_correction_answers_with_the_card_as_it_stands(
    edition: api.Edition, office: Account, client_as: SignIn, item: str, field: str, value: str, place: str
) -> None:
    sent = correction(edition, item, **{field: value})

    answer = client_as(office).post(at(edition, "correct"), sent, headers=HTMX)

    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith(f'<article id="item-{item}"')
    assert value in answer.content.decode()
    assert edition.corrections.count() == 1, place


@pytest.mark.parametrize(
    ("start", "end"), [("-1", "5"), ("5", "2"), ("0", "999999"), ("x", "4"), ("", ""), ("9" * 30, "1")]
)
def test_a_forged_place_is_refused(
    edition: api.Edition, office: Account, client_as: SignIn, start: str, end: str
) -> None:
    answer = client_as(office).post(at(edition, "add_measure"), {"start": start, "end": end})

    assert answer.status_code == 422
    edition.refresh_from_db()
    assert len(edition.reading["measures"]) == 3


def test_words_are_marked_as_a_measure_and_dropped_again(
    edition: api.Edition, office: Account, client_as: SignIn
) -> None:
    client = client_as(office)
    start = DOCUMENT.index("到2026年")

    marked = client.post(at(edition, "add_measure"), {"start": start, "end": start + 12}, follow=True)
    edition.refresh_from_db()
    added = next(m for m in edition.reading["measures"] if m["span"][0] == start)
    client.post(at(edition, "drop"), {"item": added["id"]})

    assert 'name="units"' in marked.content.decode()
    edition.refresh_from_db()
    assert len(edition.reading["measures"]) == 3


def test_a_settled_doubt_is_no_longer_counted(
    edition: api.Edition, office: Account, client_as: SignIn
) -> None:
    client = client_as(office)
    count = len(edition.reading["warnings"])

    for number in range(count):
        last = client.post(at(edition, "settle"), {"warning": number}, headers=HTMX)
    unknown = client.post(at(edition, "settle"), {"warning": 99})

    assert count
    assert 'id="open-count" hx-swap-oob' in last.content.decode()
    assert 'name="warning"' not in last.content.decode()
    assert unknown.status_code == 422


def test_hostile_words_of_a_document_are_shown_as_words(office: Account, client_as: SignIn) -> None:
    hostile = DOCUMENT.replace("布局加氢站", "<script>alert(1)</script>站", 1)
    edition = api.bring_text(plan=None, text=hostile, by=office, at=NOW)

    page = client_as(office).get(at(edition, "review")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_newer_edition_shows_what_it_changes(office: Account, client_as: SignIn) -> None:
    client = client_as(office)
    first = api.bring_text(plan=None, text=DOCUMENT, by=office, at=NOW)
    client.post(at(first, "confirm"), {"since": "2024-01-01"})
    newer = DOCUMENT.replace("乙镇", "丙镇").replace("2、完善管网", "2、完善管网体系")

    brought = client.post(reverse("plans:bring"), {"plan": first.plan.slug, "text": newer})
    second = api.draft_of(first.plan)
    assert second is not None
    page = client.get(at(second, "changes")).content.decode()

    assert brought["Location"] == at(second, "review")
    assert "<del>乙</del><ins>丙</ins>" in page
    assert "<ins>体系</ins>" in page


def test_a_discarded_edition_is_closed(edition: api.Edition, office: Account, client_as: SignIn) -> None:
    client = client_as(office)

    client.post(at(edition, "discard"))
    late = client.post(at(edition, "correct"), correction(edition, "M01", title="太迟"))
    review = client.get(at(edition, "review"))

    assert late.status_code in {403, 422}
    assert review["Location"] == at(edition, "changes")
    edition.refresh_from_db()
    assert edition.state == EditionState.DISCARDED


@pytest.mark.parametrize("since", ["", "31.12.2025", "2025-02-30"])
def test_a_day_that_is_no_day_confirms_nothing(
    edition: api.Edition, office: Account, client_as: SignIn, since: str
) -> None:
    answer = client_as(office).post(at(edition, "confirm"), {"since": since})

    assert answer.status_code == 422
    edition.refresh_from_db()
    assert edition.state == EditionState.REVIEW


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64),
        ("cut.docx", b"PK\x03\x04" + b"0" * 64),
        ("cut.pdf", b"%PDF-1.7\n" + b"0" * 64),
        ("program.txt", bytes(range(256)) * 8),
    ],
)
def test_a_damaged_upload_is_refused_on_the_form_and_nothing_is_stored(
    office: Account, client_as: SignIn, name: str, content: bytes
) -> None:
    sent = {"document": SimpleUploadedFile(name, content), "text": "", "plan": ""}

    answer = client_as(office).post(reverse("plans:bring"), sent)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not api.Edition.objects.exists()
    assert not api.Plan.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    office: Account, client_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MOST_BYTES", MEGABYTE)
    monkeypatch.setattr(uploading, "inspect", None)  # reading on would fail
    large = SimpleUploadedFile("large.txt", b"x" * (MEGABYTE + 1))

    answer = client_as(office).post(reverse("plans:bring"), {"document": large})

    assert answer.status_code == 422
    assert "1.0 MB" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"text": "  "}])
def test_nothing_brought_is_asked_for_again(office: Account, client_as: SignIn, sent: dict[str, str]) -> None:
    assert client_as(office).post(reverse("plans:bring"), sent).status_code == 422


def test_both_a_file_and_a_text_are_too_much(office: Account, client_as: SignIn) -> None:
    sent = {"document": SimpleUploadedFile("a.txt", DOCUMENT.encode()), "text": DOCUMENT}

    answer = client_as(office).post(reverse("plans:bring"), sent)

    assert answer.status_code == 422
    assert "布局加氢站" in answer.content.decode()
