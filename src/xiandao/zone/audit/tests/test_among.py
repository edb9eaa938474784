"""`among` finds what `in` finds, and takes as many values as there are."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField
from django.db.models.functions import Cast
from pytest_django import DjangoAssertNumQueries

from xiandao.zone.audit.api import Entry, create_rows
from xiandao.zone.audit.tests.test_trail import NOON

pytestmark = pytest.mark.django_db
NAMES = (
    "plain",
    "tab\tand\nline",
    "back\\slash \\N",
    "逗号,“引号”",
    "{braces}",
    'a "quoted" one',
    "it's",
    "NULL",
)


@pytest.fixture
def permissions() -> list[Permission]:
    kinds = [ContentType.objects.create(app_label="zone", model=model) for model in ("one", "other")]
    rows = [(f"c{n}", name, kinds[n % 2].pk) for n, name in enumerate(NAMES)]
    return create_rows(Permission, ["codename", "name", "content_type"], rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_found_whatever_its_letters(permissions: list[Permission], name: str) -> None:
    found = Permission.objects.filter(name__among=[name, "not there"])

    assert [one.name for one in found] == [name]


def test_numbers_and_foreign_keys_are_found_by_their_numbers(permissions: list[Permission]) -> None:
    first, second, *_ = permissions

    assert set(Permission.objects.filter(pk__among=[first.pk, second.pk])) == {first, second}
    assert set(Permission.objects.filter(content_type__among={first.content_type_id})) == set(
        permissions[::2]
    )
    assert Permission.objects.filter(content_type__id__among=[first.content_type_id]).count() == 4


def test_a_query_keeps_the_values_that_it_was_given(permissions: list[Permission]) -> None:
    wanted = {one.pk for one in permissions}
    found = Permission.objects.filter(pk__among=wanted)
    wanted.clear()

    assert found.count() == len(permissions)
    assert set(found) == set(permissions)


def test_days_are_found() -> None:
    Entry.objects.create(at=NOON, verb="did it")
    days = Entry.objects.annotate(day=Cast("at", DateField()))

    assert days.filter(day__among=[date(1999, 1, 1), NOON.date()]).count() == 1
    assert days.filter(day__among=[date(1999, 1, 1)]).count() == 0


def test_a_hundred_thousand_values_are_one_query(
    permissions: list[Permission], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = Permission.objects.filter(pk__among=range(permissions[0].pk, permissions[0].pk + 100_000))
        assert set(found) == set(permissions)


def test_among_nothing_is_nobody_and_no_question(
    permissions: list[Permission], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert list(Permission.objects.filter(pk__among=[])) == []
    assert Permission.objects.exclude(pk__among=[]).filter(pk=permissions[0].pk).exists()
    assert Permission.objects.filter(pk__among=[]).update(name="x") == 0
