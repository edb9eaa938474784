"""A number in an address is digits, and no more of them than a database can hold."""

from __future__ import annotations

import pytest

from xiandao.kernel.numbers import whole_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("17", 17),
        (17, 17),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 6000, None),
        ("²", None),
        ("９", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_only_digits_are_a_number(said: object, number: int | None) -> None:
    assert whole_number(said) == number
