"""What changed between two snapshots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.audit.rules import JSON, Change, difference

VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=3)
SNAPSHOTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2),
    VALUES | st.dictionaries(st.sampled_from("xy"), VALUES),
    max_size=5,
)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (None, None, ()),
        ({}, {}, ()),
        (None, {"name": "a"}, (Change("name", None, "a"),)),
        ({"name": "a"}, None, (Change("name", "a", None),)),
        ({"name": "a", "due": 1}, {"name": "a", "due": 2}, (Change("due", 1, 2),)),
        ({"a": 1}, {"b": 1}, (Change("a", 1, None), Change("b", None, 1))),
        ({"at": {"x": 1, "y": 2}}, {"at": {"x": 1, "y": 3}}, (Change("at.y", 2, 3),)),
        ({"units": ["a", "b"]}, {"units": ["b", "a"]}, (Change("units", ["a", "b"], ["b", "a"]),)),
    ],
)
def test_the_fields_that_differ_are_named_in_their_order(
    before: dict[str, JSON] | None, after: dict[str, JSON] | None, changes: tuple[Change, ...]
) -> None:
    assert difference(before, after) == changes


@given(SNAPSHOTS)
def test_nothing_differs_from_itself(values: dict[str, JSON]) -> None:
    assert difference(values, values) == ()


@given(SNAPSHOTS, SNAPSHOTS)
def test_going_back_is_the_same_changes_the_other_way_round(
    one: dict[str, JSON], other: dict[str, JSON]
) -> None:
    forth, back = difference(one, other), difference(other, one)

    assert {(c.field, repr(c.before), repr(c.after)) for c in forth} == {
        (c.field, repr(c.after), repr(c.before)) for c in back
    }
