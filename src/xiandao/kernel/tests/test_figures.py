"""What is computed is shown no finer than it is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xiandao.kernel.figures import readable


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("13.75062358", "13.75"),
        ("-13.756", "-13.76"),
        ("1234567.891", "1234567.89"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.0123456", "0.0123"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("7.00", "7"),
    ],
)
def test_a_figure_is_rounded_to_what_is_read(figure: str, shown: str) -> None:
    assert readable(Decimal(figure)) == Decimal(shown)
