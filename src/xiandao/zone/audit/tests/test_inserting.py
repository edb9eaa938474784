"""Rows put in without objects: the same rows as Django itself would have written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from xiandao.zone.audit.api import Entry, create_rows, insert_rows, update_rows
from xiandao.zone.audit.tests.test_trail import NOON

pytestmark = pytest.mark.django_db
AWKWARD = ("plain", "tab\tand\nline", "back\\slash \\N", "逗号,“引号”", "")


def test_what_comes_back_is_what_went_in_whatever_the_letters() -> None:
    columns = ["at", "verb", "subject_label", "before", "after"]
    rows = [(NOON, "did it", text, {"text": text, "none": None}, None) for text in AWKWARD]

    insert_rows(Entry, columns, rows)

    assert list(Entry.objects.order_by("pk").values_list(*columns)) == rows


def test_a_field_not_named_has_its_default_as_a_created_object_has() -> None:
    insert_rows(Entry, ["at", "verb"], [(NOON, "did it")])

    by_hand = Entry(at=NOON, verb="did it")
    ours = Entry.objects.get()
    assert {field.attname: getattr(ours, field.attname) for field in Entry._meta.concrete_fields[1:]} == {
        field.attname: getattr(by_hand, field.attname) for field in Entry._meta.concrete_fields[1:]
    }


def test_one_row_refused_refuses_all() -> None:
    kind = ContentType.objects.create(app_label="zone", model="thing")

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(
            Permission,
            ["name", "content_type", "codename"],
            [("a", kind.pk, "one"), ("b", kind.pk, "two"), ("c", kind.pk, "one")],
        )

    assert not Permission.objects.filter(content_type=kind).exists()


def test_no_rows_are_no_question_to_the_database(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        insert_rows(Permission, ["name"], [])


def test_rows_are_changed_where_their_keys_stand_and_nowhere_else() -> None:
    kind = ContentType.objects.create(app_label="zone", model="thing")
    insert_rows(
        Permission, ["name", "content_type", "codename"], [(c, kind.pk, c) for c in ("one", "two", "three")]
    )
    ours = Permission.objects.filter(content_type=kind).order_by("pk")
    kept, *changed = ours.values_list("pk", flat=True)

    update_rows(Permission, ["name"], list(zip(AWKWARD[1:3], changed, strict=True)))

    assert list(ours.values_list("pk", "name", "codename")) == [
        (kept, "one", "one"),
        (changed[0], AWKWARD[1], "two"),
        (changed[1], AWKWARD[2], "three"),
    ]


def test_created_objects_have_their_numbers_and_the_next_one_gets_another() -> None:
    kind = ContentType.objects.create(app_label="zone", model="thing")
    rows = [(f"c{n}", text, kind.pk) for n, text in enumerate(AWKWARD)]

    made = create_rows(Permission, ["codename", "name", "content_type"], rows)
    later = Permission.objects.create(name="later", content_type=kind, codename="later")

    ours = Permission.objects.filter(content_type=kind).order_by("pk")
    assert list(ours) == [*made, later]
    assert [one.name for one in ours] == [*AWKWARD, "later"]


def test_created_objects_that_break_a_rule_are_none_of_them_there() -> None:
    kind = ContentType.objects.create(app_label="zone", model="thing")
    twice = [("a", kind.pk, "same")] * 2

    with pytest.raises(IntegrityError), transaction.atomic():
        create_rows(Permission, ["name", "content_type", "codename"], twice)

    assert not Permission.objects.filter(content_type=kind).exists()
