"""Writing the trail, reading it, and trying to rewrite it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, NotSupportedError, connection, models, transaction
from django.db.migrations.state import ProjectState

from xiandao.zone.audit.api import AppendOnly, Entry, EntryFilter, entries, record, snapshot, verbs
from xiandao.zone.audit.tests.flushing import append_only_lifted

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> models.Model:
    """An account, known here only as what the settings name."""
    return get_user_model().objects.create(
        username="wang", display_name="Wang Fang", role="viewer", created_at=NOON
    )


def written(
    *, verb: str = "changed it", at: datetime = NOON, by: object = None, label: str = "thing"
) -> Entry:
    subject = ContentType(pk=7, app_label="zone", model=label)
    record(verb=verb, subject=subject, by=by, at=at, before={"n": 1}, after={"n": 2})  # type: ignore[arg-type]
    return Entry.objects.latest("pk")


def test_an_entry_says_who_when_what_before_and_after(actor: models.Model) -> None:
    entry = written(by=actor)

    assert (entry.by_id, entry.actor) == (actor.pk, "Wang Fang (wang)")
    assert (entry.at, entry.verb) == (NOON, "changed it")
    assert (entry.subject_type, entry.subject_id) == ("contenttypes.contenttype", "7")
    assert (entry.before, entry.after) == ({"n": 1}, {"n": 2})
    assert str(entry) == "2025-06-02 04:00 Wang Fang (wang) changed it thing"


def test_an_entry_without_anybody_and_anything_is_possible() -> None:
    record(verb="failed to sign in", subject=None, by=None, at=NOON, address="2001:db8::1")

    entry = Entry.objects.get()
    assert (entry.by, entry.actor, entry.subject_type, entry.subject_id) == (None, "", "", "")
    assert entry.address == "2001:db8::1"


def test_an_actor_of_the_trail_cannot_be_deleted(actor: models.Model) -> None:
    written(by=actor)

    with pytest.raises(models.ProtectedError):
        actor.delete()


REWRITES: dict[str, Callable[[Entry], object]] = {
    "save": lambda entry: entry.save(),
    "update": lambda _: Entry.objects.update(verb="never happened"),
    "delete": lambda entry: entry.delete(),
    "delete all": lambda _: Entry.objects.all().delete(),
    "raw update": lambda _: connection.cursor().execute("UPDATE audit_entry SET actor = 'x'"),
    "raw delete": lambda _: connection.cursor().execute("DELETE FROM audit_entry"),
}


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
def test_the_database_refuses_to_rewrite_the_trail(rewrite: Callable[[Entry], object]) -> None:
    entry = written()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rewrite(entry)

    assert Entry.objects.get().verb == "changed it"


def test_a_table_can_be_released_and_closed_again() -> None:
    step, nothing, editor = AppendOnly("audit_entry"), ProjectState(), connection.schema_editor()
    written()

    connection.check_constraints()  # PostgreSQL alters no table while checks are pending
    step.database_backwards("audit", editor, nothing, nothing)
    Entry.objects.update(verb="rewritten")
    connection.check_constraints()
    step.database_forwards("audit", editor, nothing, nothing)

    assert Entry.objects.get().verb == "rewritten"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="again")


def test_a_database_without_these_triggers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "oracle")

    with pytest.raises(NotSupportedError, match="oracle"):
        AppendOnly("audit_entry").database_forwards(
            "audit", connection.schema_editor(), ProjectState(), ProjectState()
        )


def test_a_test_may_empty_the_trail_after_itself_and_it_is_closed_again() -> None:
    written()
    connection.check_constraints()

    with append_only_lifted(connection), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), ["audit_entry"]):
            cursor.execute(statement)

    assert not Entry.objects.exists()
    written()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


def test_a_migration_plan_says_what_the_step_does() -> None:
    assert AppendOnly("audit_entry").describe() == "Make audit_entry append-only"


@pytest.mark.parametrize("table", ["audit entry", "x; DROP TABLE y", ""])
def test_a_table_name_that_is_no_name_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match="not a plain table name"):
        AppendOnly(table)


def test_a_snapshot_keeps_only_what_json_can_hold(actor: models.Model) -> None:
    entry = written(by=actor)

    kept = snapshot(entry, ["at", "by", "verb", "after", "address"])

    assert kept == {
        "at": "2025-06-02T04:00:00Z",
        "by": "Wang Fang (wang)",
        "verb": "changed it",
        "after": {"n": 2},
        "address": None,
    }


def test_a_snapshot_keeps_many_related_records_by_their_names_in_order() -> None:
    group = Group.objects.create(name="both")
    group.permissions.set(Permission.objects.filter(codename__in=["add_entry", "view_entry"]))

    kept = snapshot(group, ["permissions"])["permissions"]

    assert kept == sorted(str(permission) for permission in group.permissions.all())


MIDNIGHT = datetime(2025, 6, 1, 16, 0, tzinfo=UTC)  # 2 June begins in Shanghai
FILTERS: dict[str, tuple[EntryFilter, set[str]]] = {
    "nothing asked": (EntryFilter(), {"made it", "changed it", "closed it"}),
    "verb": (EntryFilter(verb="made it"), {"made it"}),
    "actor, any case": (EntryFilter(actor="WANG"), {"changed it"}),
    "subject": (EntryFilter(subject="Closed"), {"closed it"}),
    "subject id": (EntryFilter(subject_type="contenttypes.contenttype", subject_id="8"), set()),
    "from a day": (EntryFilter(since=date(2025, 6, 2)), {"changed it", "closed it"}),
    "to a day": (EntryFilter(until=date(2025, 6, 1)), {"made it"}),
    "one day": (EntryFilter(since=date(2025, 6, 2), until=date(2025, 6, 2)), {"changed it", "closed it"}),
    "two that exclude each other": (EntryFilter(verb="made it", actor="wang"), set()),
}


@pytest.mark.parametrize(("wanted", "found"), FILTERS.values(), ids=FILTERS)
def test_the_trail_is_narrowed_by_what_is_asked(
    actor: models.Model, wanted: EntryFilter, found: set[str]
) -> None:
    written(verb="made it", at=MIDNIGHT - timedelta(seconds=1))
    written(verb="changed it", at=MIDNIGHT, by=actor)
    written(verb="closed it", at=MIDNIGHT + timedelta(hours=23), label="closed")

    assert {entry.verb for entry in entries(wanted)} == found


def test_the_trail_is_read_in_pages_latest_first() -> None:
    for minute in range(5):
        written(verb=f"step {minute}", at=NOON + timedelta(minutes=minute))

    first, last = entries(page=1, page_size=2), entries(page=99, page_size=2)

    assert [entry.verb for entry in first] == ["step 4", "step 3"]
    assert [entry.verb for entry in last] == ["step 0"]
    assert first.paginator.count == 5


def test_every_verb_of_the_trail_is_offered_once() -> None:
    for verb in ("made it", "changed it", "made it"):
        written(verb=verb)

    assert verbs() == ["changed it", "made it"]
