"""A sheet exists only of sequences that were cleared, exactly and lately; its rows are what was ordered."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xiandao.foundry.ordering import (
    Item,
    Order,
    OrderRefused,
    Sheet,
    template_from,
    template_named,
    templates,
)
from xiandao.foundry.screening import HazardDatabase, Review, reviewed, screen
from xiandao.foundry.screening.tests import invented
from xiandao.foundry.screening.tests.invented import CUSTOMER, DAY, HAZARD, TOXIN, coded, letters
from xiandao.foundry.sequences import Record

TUBES = template_named("oligo-tubes")
GENES = template_named("gene-fragments")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> HazardDatabase:
    return invented.database(tmp_path_factory.mktemp("hazards"))


def oligos(many: int) -> Order:
    chance = random.Random(3)
    return Order("A-1", tuple(Item(Record(f"p{number}", letters(chance, 25))) for number in range(many)))


def genes(*texts: str) -> Order:
    return Order("G-1", tuple(Item(Record(f"g{number}", text)) for number, text in enumerate(texts)))


@pytest.mark.parametrize("template", templates().values(), ids=lambda one: one.id)
def test_every_template_writes_what_was_ordered(database: HazardDatabase, template: object) -> None:
    form = template_named(template.id)  # type: ignore[attr-defined]
    order = oligos(100) if form.most < 1000 else genes(letters(random.Random(31), 600))
    sheet = Sheet(order, screen(order.sequences, database, CUSTOMER, on=DAY), form, DAY)

    rows = list(csv.reader(StringIO(sheet.csv().decode("utf-8-sig"))))
    book = load_workbook(BytesIO(sheet.xlsx()))

    assert tuple(rows[0]) == sheet.headings
    where = [column.field for column in form.columns].index("sequence")
    assert [row[where] for row in rows[1:]] == [one.sequence for one in order.sequences]
    held = [[str(cell or "") for cell in row] for row in book["order"].iter_rows(values_only=True)]
    assert held == rows
    record = {row[0]: row[1] for row in book["screening"].iter_rows(values_only=True)}
    assert record["digest of the sequences"] == sheet.screening.digest
    assert record["verdict"] == "pass"


def test_plates_are_filled_by_column_and_the_next_one_begun(database: HazardDatabase) -> None:
    order = oligos(100)
    sheet = Sheet(
        order, screen(order.sequences, database, CUSTOMER, on=DAY), template_named("oligo-plate-96"), DAY
    )

    places = [row[:2] for row in sheet.rows]

    assert [places[at] for at in (0, 1, 8, 95, 96)] == [
        (1, "A1"),
        (1, "B1"),
        (1, "A2"),
        (1, "H12"),
        (2, "A1"),
    ]
    assert len(set(places)) == 100


def test_what_was_not_screened_exactly_makes_no_sheet(database: HazardDatabase) -> None:
    order = oligos(3)
    screening = screen(order.sequences, database, CUSTOMER, on=DAY)
    for changed in (
        replace(order, items=order.items[:2]),
        replace(order, items=(*order.items, order.items[0])),
        replace(
            order, items=(replace(order.items[0], sequence=Record("p0", "ACGTACGTACGT")), *order.items[1:])
        ),
    ):
        with pytest.raises(OrderRefused, match="not what was screened"):
            Sheet(changed, screening, TUBES, DAY)

    assert Sheet(replace(order, items=order.items[::-1]), screening, TUBES, DAY).csv()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HAZARD[300:400], "may not leave: hold for review .*invented genome"),
        (coded(TOXIN, random.Random(1)), "may not leave: refused .*invented toxin"),
    ],
)
def test_what_is_held_or_refused_makes_no_sheet(database: HazardDatabase, text: str, said: str) -> None:
    order = genes(text)

    with pytest.raises(OrderRefused, match=said):
        Sheet(order, screen(order.sequences, database, CUSTOMER, on=DAY), GENES, DAY)


def test_without_a_database_or_a_customer_nothing_leaves(database: HazardDatabase) -> None:
    order = genes(letters(random.Random(31), 400))
    for held in (
        screen(order.sequences, None, CUSTOMER, on=DAY),
        screen(order.sequences, database, None, on=DAY),
    ):
        with pytest.raises(OrderRefused, match="may not leave: hold"):
            Sheet(order, held, GENES, DAY)


def test_what_a_person_released_leaves_with_the_reason(database: HazardDatabase) -> None:
    order = genes(HAZARD[300:400])
    held = screen(order.sequences, database, CUSTOMER, on=DAY)
    released = reviewed(held, Review("Zhao", DAY, released=True, reason="permit 7"))

    sheet = Sheet(order, released, GENES, DAY)

    assert ("released by", f"Zhao, {DAY}: permit 7") in sheet.record


@pytest.mark.parametrize(("days", "leaves"), [(0, True), (30, True), (31, False), (-1, False)])
def test_a_screening_is_good_for_thirty_days(database: HazardDatabase, days: int, leaves: bool) -> None:
    order = oligos(1)
    screening = screen(order.sequences, database, CUSTOMER, on=DAY)
    on = DAY + timedelta(days=days)

    if leaves:
        assert Sheet(order, screening, TUBES, on).csv()
    else:
        with pytest.raises(OrderRefused, match="within 30 days"):
            Sheet(order, screening, TUBES, on)


def test_lengths_and_names_that_do_not_fit_are_refused(database: HazardDatabase) -> None:
    order = genes(letters(random.Random(31), 400))

    with pytest.raises(OrderRefused, match="g0 has 400 bases; oligo-tubes takes 5 to 200"):
        Sheet(order, screen(order.sequences, database, CUSTOMER, on=DAY), TUBES, DAY)
    for name, said in (("=HYPERLINK()", "like a formula"), ("a\nb", "like a formula"), ("", "no name")):
        with pytest.raises(OrderRefused, match=said):
            Item(Record(name, "ACGT"))
    with pytest.raises(OrderRefused, match="no items"):
        Sheet(Order("e", ()), screen(order.sequences, database, CUSTOMER, on=DAY), TUBES, DAY)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"id": "x"}, "cannot be read"),
        ({"id": "x", "most": 9, "columns": [{"heading": "A", "field": "colour"}]}, "is no field"),
        (
            {"id": "x", "most": 9, "columns": [{"heading": "A", "field": "name"}]},
            "no column for the sequence",
        ),
        ({"id": "x", "most": 9, "wells": 7, "columns": [{"heading": "A", "field": "sequence"}]}, "no plate"),
    ],
)
def test_a_template_with_faults_is_refused(said: dict[str, object], why: str) -> None:
    with pytest.raises(OrderRefused, match=why):
        template_from(said)


def test_an_unknown_template_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(OrderRefused, match="there are oligo-tubes"):
        template_named("nobody's")
