"""Ways past the gate that were tried: what is seen already must not hide what is joined or pooled beside."""

from __future__ import annotations

import random

from xiandao.foundry.screening import HazardDatabase, Verdict, digest_of, screen
from xiandao.foundry.screening.tests.invented import COUSIN, CUSTOMER, DAY, HAZARD, letters
from xiandao.foundry.sequences import Molecule, Record
from xiandao.foundry.sequences.alphabet import reverse_complement

CHANCE = random.Random(77)
COVER = letters(CHANCE, 120)


def pieces(start: int, size: int, many: int, of: str = HAZARD) -> list[Record]:
    """A stretch of the hazard cut into bits that are too short alone, each in letters of its own."""
    chance = random.Random(start)
    return [
        Record(
            f"bit-{start}-{number}",
            letters(chance, 30)
            + of[start + number * size : start + (number + 1) * size]
            + letters(chance, 30),
        )
        for number in range(many)
    ]


def test_bits_side_by_side_on_a_hazard_are_held(database: HazardDatabase) -> None:
    assert screen(pieces(400, 24, 6), database, CUSTOMER, on=DAY).verdict is Verdict.HOLD


def test_a_harmless_cousin_in_the_order_does_not_hide_the_bits_of_its_hazard(
    database: HazardDatabase,
) -> None:
    order = [Record("cousin", COUSIN), *pieces(400, 24, 6)]

    assert screen(order[:1], database, CUSTOMER, on=DAY).verdict is Verdict.PASS
    assert screen(order, database, CUSTOMER, on=DAY).verdict is Verdict.HOLD


def test_a_harmless_cousin_that_overlaps_a_bit_does_not_hide_their_joint(database: HazardDatabase) -> None:
    first = Record("first", COUSIN + HAZARD[450:480])
    second = Record("second", HAZARD[465:495] + letters(random.Random(9), 60))

    alone = [screen([one], database, CUSTOMER, on=DAY).verdict for one in (first, second)]
    together = screen([first, second], database, CUSTOMER, on=DAY)

    assert alone == [Verdict.PASS, Verdict.PASS]
    assert together.verdict is Verdict.HOLD


def test_what_was_joined_in_earlier_orders_does_not_hide_the_bits_of_this_one(
    database: HazardDatabase,
) -> None:
    earlier = [
        Record("one", letters(random.Random(1), 60) + HAZARD[0:35]),
        Record("two", HAZARD[15:55] + letters(random.Random(2), 60)),
    ]
    order = pieces(400, 24, 6)

    assert screen(order, database, CUSTOMER, on=DAY, earlier=earlier).verdict is Verdict.HOLD


def test_writing_a_hazard_otherwise_changes_nothing(database: HazardDatabase) -> None:
    hazard = HAZARD[200:280]
    around = letters(random.Random(5), 200)
    turned = hazard[40:] + around + hazard[:40]
    written = (
        Record("low", hazard.lower()),
        Record("rna", hazard.replace("T", "U"), Molecule.RNA),
        Record("other strand", reverse_complement(hazard)),
        Record("backwards in a circle", reverse_complement(turned), circular=True),
        Record("over the origin", turned, circular=True),
    )

    verdicts = [screen([one], database, CUSTOMER, on=DAY).verdict for one in written]

    assert verdicts == [Verdict.HOLD] * len(written)


def test_a_line_is_not_the_circle_of_the_same_letters() -> None:
    assert digest_of([Record("x", COVER)]) != digest_of([Record("x", COVER, circular=True)])
    assert digest_of([Record("x", COVER)]) == digest_of([Record("y", COVER.lower())])
