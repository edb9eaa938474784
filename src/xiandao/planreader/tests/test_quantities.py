"""Phrases of the genre, row by row, against what a clerk reads in them."""

from __future__ import annotations

import pytest

from xiandao.planreader.model import Comparator
from xiandao.planreader.tests.quantity_notation import SIGNS, phrases_without_aims, read, rows, shown

KINDS = ("things", "figures", "changes", "lists", "vague", "sentences")
ROWS = [row for kind in KINDS for row in rows(kind)]


@pytest.mark.parametrize(("phrase", "expected"), ROWS, ids=[phrase for phrase, _ in ROWS])
def test_a_phrase_is_read_as_a_clerk_reads_it(phrase: str, expected: list[str]) -> None:
    reading = read(phrase)

    assert [shown(target) for target in (*reading.targets, *reading.general)] == expected


@pytest.mark.parametrize("phrase", phrases_without_aims())
def test_a_number_that_is_no_aim_is_left_alone(phrase: str) -> None:
    reading = read(phrase)

    assert [shown(target) for target in (*reading.targets, *reading.general)] == []


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in ROWS])
def test_a_target_quotes_the_text(phrase: str) -> None:
    text = f"为加快发展，制定本方案。{phrase}。（责任单位：区经委）"

    reading = read(text)

    for target in (*reading.targets, *reading.general):
        assert target.text == text[target.span.start : target.span.end]
        assert target.span == target.spans[0]
        assert target.name


def test_every_comparator_has_a_row() -> None:
    told = "\n".join(line for _, expected in ROWS for line in expected)

    for comparator, sign in SIGNS.items():
        assert (sign or "..") in told, comparator
    assert "~" in told, Comparator.QUALITATIVE


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 200
    assert len(phrases_without_aims()) >= 80
