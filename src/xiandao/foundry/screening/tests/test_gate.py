"""Nothing passes without a database that is whole and new, and a customer whom somebody verified."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from xiandao.foundry.screening import (
    Customer,
    DatabaseRefused,
    HazardDatabase,
    Review,
    ScreeningRefused,
    Unusable,
    Verdict,
    database_at,
    digest_of,
    open_database,
    reviewed,
    screen,
)
from xiandao.foundry.screening.building import build_database
from xiandao.foundry.screening.tests import invented
from xiandao.foundry.screening.tests.invented import CUSTOMER, DAY, HAZARD, TOXIN, coded
from xiandao.foundry.sequences import Molecule, Record

ORDER = [Record("x", "ACGGTCA" * 30)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    invented.database(tmp_path)
    return tmp_path / "built"


def changed(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes() + b"A")

    return spoil


def rewritten(**told: object) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | told))

    return spoil


FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest.json"),
    (lambda folder: (folder / "proteins.fasta").unlink(), "proteins.fasta is missing"),
    (changed("nucleotides.fasta"), "nucleotides.fasta of the hazard database was changed"),
    (changed("profiles.hmm"), "profiles.hmm of the hazard database was changed"),
    (changed("manifest.json"), "is no JSON"),
    (rewritten(format=2), "not of format 1"),
    (rewritten(version=""), "does not say its version"),
    (rewritten(date="soon"), "“soon” is no date"),
    (rewritten(entries=[]), "no entries"),
    (rewritten(entries=[{"id": "N1"}]), "number 1, needs id, name"),
    (rewritten(entries="all"), "is no list"),
    (rewritten(most_age_days="long"), "most_age_days"),
    (rewritten(files=[{"path": "../secret", "sha256": ""}]), "leads out"),
]


@pytest.mark.parametrize(("spoil", "said"), FAULTS)
def test_a_damaged_database_holds_every_order(
    folder: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(folder)

    found = database_at(folder)

    assert isinstance(found, Unusable)
    assert said in found.reason
    screening = screen(ORDER, found, CUSTOMER, on=DAY)
    assert (screening.verdict, screening.searched) == (Verdict.HOLD, False)
    assert said in screening.concerns[0]
    with pytest.raises(DatabaseRefused):
        open_database(folder)


def test_no_database_holds_every_order_and_nobody_can_release_it() -> None:
    for database in (None, database_at(None)):
        held = screen(ORDER, database, CUSTOMER, on=DAY)

        assert held.verdict is Verdict.HOLD
        assert "no hazard database is installed" in held.concerns[0]
        with pytest.raises(ScreeningRefused, match="was not searched"):
            reviewed(held, Review("Zhao", DAY, released=True, reason="looks fine"))
        assert not replace(held, review=Review("Zhao", DAY, released=True, reason="forged")).cleared


@pytest.mark.parametrize(("days", "verdict"), [(0, "pass"), (180, "pass"), (181, "hold"), (-1, "hold")])
def test_a_database_too_old_or_of_the_future_holds(database: HazardDatabase, days: int, verdict: str) -> None:
    on = database.dated + timedelta(days=days)
    customer = replace(CUSTOMER, verified_on=date(2025, 1, 1))

    assert screen(ORDER, database, customer, on=on).verdict.startswith(verdict)


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        (None, "who orders this"),
        (Customer("Li", "", "enzymes", "Wang", DAY), "organisation is not recorded"),
        (Customer("Li", "Lab", " ", "Wang", DAY), "purpose is not recorded"),
        (Customer("Li", "Lab", "enzymes"), "nobody verified"),
        (Customer("Li", "Lab", "enzymes", "Wang", DAY + timedelta(days=1)), "on a later day"),
    ],
)
def test_an_unknown_customer_holds(database: HazardDatabase, customer: Customer | None, said: str) -> None:
    held = screen(ORDER, database, customer, on=DAY)

    assert held.verdict is Verdict.HOLD
    assert said in held.concerns[0]


def test_letters_that_stand_for_several_hold(database: HazardDatabase) -> None:
    held = screen([Record("lib", "ACGNNKACGT" * 10)], database, CUSTOMER, on=DAY)

    assert "lib has 30 letters" in held.concerns[0]


def test_a_person_releases_what_was_held_and_nothing_else(database: HazardDatabase) -> None:
    held = screen([Record("x", HAZARD[300:400])], database, CUSTOMER, on=DAY)
    refused = screen([Record("x", coded(TOXIN, random.Random(1)))], database, CUSTOMER, on=DAY)
    review = Review("Zhao", DAY, released=True, reason="a vaccine antigen, permit 7")

    assert (held.cleared, reviewed(held, review).cleared) == (False, True)
    assert not reviewed(held, replace(review, released=False)).cleared
    assert not replace(refused, review=review).cleared
    for screening, wrong, said in (
        (refused, review, "not held"),
        (screen(ORDER, database, CUSTOMER, on=DAY), review, "not held"),
        (held, replace(review, reviewer="Li"), "of their own"),
        (held, replace(review, reason=" "), "why"),
        (held, replace(review, on=DAY - timedelta(days=1)), "dated before"),
    ):
        with pytest.raises(ScreeningRefused, match=said):
            reviewed(screening, wrong)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([], "nothing to screen"),
        ([Record("x", "ACGT"), Record("x", "ACGT")], "two sequences of the order are called x"),
        ([Record("x", "")], "empty"),
        ([Record("x", "MKV", Molecule.PROTEIN)], "a protein"),
        ([Record("x", "ACEF")], "“E” at 3"),
    ],
)
def test_what_is_no_order_is_refused(database: HazardDatabase, order: list[Record], said: str) -> None:
    with pytest.raises(ScreeningRefused, match=said):
        screen(order, database, CUSTOMER, on=DAY)


def test_the_digest_names_the_content_and_not_its_order() -> None:
    one, two = Record("a", "ACGT"), Record("b", "GGCC")

    assert digest_of([one, two]) == digest_of([replace(two, name="z"), Record("a", "acgu")])
    assert digest_of([one]) != digest_of([replace(one, circular=True)])
    assert digest_of([one]) != digest_of([one, one])


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("entries.csv", "id,name,control_list,kind\nN1,,list,nucleotide\n", "line 2: name is empty"),
        ("entries.csv", "id,name,control_list,kind\nN1,n,list,poem\n", "“poem” is none of"),
        ("proteins.fasta", "", "proteins.fasta is no sequence file"),
        ("entries.csv", "id,name,control_list,kind\nN7,n,list,nucleotide\n", "entries do not agree: F1"),
        ("alignments/F1.afa", "no alignment", "is no alignment"),
        ("nucleotides.fasta", ">N1\nACGT\n>N9\nACGT\n", "no entry names the sequence N9"),
    ],
)
def test_a_source_with_faults_makes_no_database(tmp_path: Path, file: str, text: str, said: str) -> None:
    source = invented.source(tmp_path / "source")
    (source / file).write_text(text)

    with pytest.raises(DatabaseRefused, match=said):
        build_database(source, tmp_path / "built", name="n", version="1", dated=DAY)

    assert not (tmp_path / "built" / "manifest.json").exists()


def test_a_database_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="already"):
        build_database(tmp_path / "source", folder, name="n", version="2", dated=DAY)
