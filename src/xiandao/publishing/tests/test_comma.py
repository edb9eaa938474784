"""Comma-separated text: what it writes is read again, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from xiandao.publishing.comma import comma_separated


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+86 21 1234", "'+86 21 1234"),
        ("-5.2", "-5.2"),
        ("甲，“乙”\n丙", "甲，“乙”\n丙"),
    ],
)
def test_a_cell_is_written_as_it_is_unless_it_would_be_a_formula(cell: str, written: str) -> None:
    content = comma_separated(["a", "b"], [[cell, "x"]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [["a", "b"], [written, "x"]]
