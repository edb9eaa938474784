"""The reader against a clerk's reading of small plans in our own words, a few difficulties in each file."""

from __future__ import annotations

import pytest

from xiandao.planreader import load, read
from xiandao.planreader.tests.clerk import Case, cases, differences


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_reader_agrees_with_the_clerk(case: Case) -> None:
    plan = read(load(case.file_name, case.content))

    disagreements = differences(case.expected, plan)

    assert not disagreements, "\n".join(disagreements)


def test_every_case_says_which_difficulties_it_holds() -> None:
    silent = [case.name for case in cases() if not case.expected.get("difficulties")]

    assert not silent
    assert len(cases()) >= 30
