"""The gate from a terminal: exit codes that a script can trust."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from xiandao.foundry.commands import foundry
from xiandao.foundry.screening.tests import invented
from xiandao.foundry.screening.tests.invented import HAZARD, letters


def asked(*words: object) -> Result:
    return CliRunner().invoke(foundry, [str(word) for word in words])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A built database, a customer, an innocent gene and one that is not."""
    source = invented.source(tmp_path / "source")
    built = asked(
        "screen-database", "build", source, tmp_path / "db", "--name", "d", "--version", "1",
        "--date", "2026-01-01",
    )  # fmt: skip
    assert built.output.endswith("3 entries\n"), built.output
    (tmp_path / "customer.yaml").write_text(
        "name: Li\norganisation: Lab\npurpose: enzymes\nverified_by: Wang\nverified_on: 2026-01-05\n"
    )
    text = letters(random.Random(31), 400)
    (tmp_path / "good.fa").write_text(f">g\n{text}\n")
    (tmp_path / "bad.fa").write_text(f">b\n{text + HAZARD[:80]}\n")
    return tmp_path


def common(place: Path) -> tuple[object, ...]:
    return ("--database", place / "db", "--customer", place / "customer.yaml", "--on", "2026-03-01")


def test_a_clean_order_is_written_and_another_is_not(place: Path) -> None:
    good = asked(
        "order", place / "good.fa", "--template", "gene-fragments", "-o", place / "g.csv", *common(place)
    )
    bad = asked(
        "order", place / "bad.fa", "--template", "gene-fragments", "-o", place / "b.csv", *common(place)
    )

    assert (good.exit_code, (place / "g.csv").read_text().startswith("Name,Sequence")) == (0, True)
    assert (bad.exit_code, (place / "b.csv").exists()) == (2, False)
    assert "may not leave" in bad.stderr


def test_a_held_order_leaves_with_a_reviewer_and_a_reason(place: Path) -> None:
    words = (
        "order",
        place / "bad.fa",
        "--template",
        "gene-fragments",
        "-o",
        place / "b.xlsx",
        *common(place),
    )

    without = asked(*words, "--reviewer", "Zhao")
    released = asked(*words, "--reviewer", "Zhao", "--reason", "permit 7")

    assert (without.exit_code, "why" in without.stderr) == (2, True)
    assert (released.exit_code, (place / "b.xlsx").exists()) == (0, True)


def test_screening_tells_verdict_and_place(place: Path) -> None:
    bad = asked("screen", place / "bad.fa", *common(place))
    good = asked("screen", place / "good.fa", *common(place), "--json")

    assert bad.exit_code == 2
    assert "b 401..480 (+): 100 % of 80 bases as in invented genome" in bad.output
    assert (good.exit_code, json.loads(good.output)["verdict"]) == (0, "pass")


def test_without_a_database_the_order_is_held(place: Path) -> None:
    held = asked("screen", place / "good.fa")

    assert held.exit_code == 2
    assert "no hazard database is installed" in held.output


def bought(piece: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for part in piece["pieces"] for one in bought(part)] if "pieces" in piece else [piece]


def test_the_letters_of_a_split_gene_leave_only_where_the_gate_cleared_them(place: Path) -> None:
    text = letters(random.Random(32), 3000)
    (place / "good.fa").write_text(f">g\n{text}\n")
    (place / "bad.fa").write_text(f">b\n{text[:1500] + HAZARD[:80] + text[1500:]}\n")
    release = ("--reviewer", "Zhao", "--reason", "permit 7")

    good = asked("fragments", place / "good.fa", "--json", *common(place))
    bad = asked("fragments", place / "bad.fa", "--json", *common(place))
    released = asked("fragments", place / "bad.fa", "--json", *common(place), *release)
    without = asked("fragments", place / "good.fa", "--json")

    assert [one.exit_code for one in (good, bad, released, without)] == [0, 2, 0, 2]
    told = [json.loads(one.stdout) for one in (good, bad, released, without)]
    assert [one["screening"]["verdict"] for one in told] == ["pass", *["hold for review"] * 3]
    assert [one["screening"]["cleared"] for one in told] == [True, False, True, False]
    assert [any("sequence" in one for one in bought(a["plan"])) for a in told] == [True, False, True, False]
    assert "left out" in bad.stderr
    assert HAZARD[:30] not in bad.stdout


def test_a_database_is_checked(place: Path) -> None:
    assert asked("screen-database", "check", place / "db", "--on", "2026-02-01").exit_code == 0
    old = asked("screen-database", "check", place / "db", "--on", "2027-02-01")
    assert (old.exit_code, "orders are held" in old.stderr) == (2, True)
    (place / "db" / "proteins.fasta").write_text(">P1\nMKV\n")
    assert "is damaged" in asked("screen-database", "check", place / "db").stderr


@pytest.mark.parametrize("text", ["- a", "verified_on: soon\n", "a: [", "name: x\nverified_on: 3\n"])
def test_a_customer_that_cannot_be_read_is_refused(place: Path, text: str) -> None:
    (place / "customer.yaml").write_text(text)

    assert asked("screen", place / "good.fa", *common(place)).exit_code == 2
