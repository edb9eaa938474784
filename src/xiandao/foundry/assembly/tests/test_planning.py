"""Plans: simulated again they give the wish, they reuse what is in stock, and refuse what cannot be."""

from __future__ import annotations

import math
import random

import pytest

from xiandao.foundry.assembly import (
    AssemblyRefused,
    Prices,
    canonical,
    golden_gate,
    longest_pairing,
    melting,
    plan_assembly,
    primer_at,
)
from xiandao.foundry.assembly.tests.test_golden_gate import free_of_sites
from xiandao.foundry.sequences import Record, reverse_complement

PRICES = Prices(0.5, 100.0, 0.8, 30.0, 60.0, "CNY", "2026-01-01")


def wish(length: int, seed: int = 1) -> Record:
    return Record("wish", free_of_sites(random.Random(seed), length), circular=True)


@pytest.mark.parametrize(("length", "parts"), [(3000, 1), (3000, 5), (8000, 12), (12_000, 24)])
def test_a_plan_gives_the_wish_and_nothing_else(length: int, parts: int) -> None:
    plan = plan_assembly(wish(length), enzyme="BsaI", parts=parts, prices=PRICES)

    (product,) = golden_gate([part.record for part in plan.parts], "BsaI").circles

    assert canonical(product.sequence) == canonical(plan.wish.sequence)
    assert plan.unwanted == ()
    assert plan.fidelity > 0.9
    assert sum(part.length for part in plan.parts) == length
    assert plan.cost == pytest.approx(sum(part.cost for part in plan.parts) + 60)


@pytest.mark.parametrize("turned", [False, True])
def test_a_part_in_stock_is_copied_when_that_is_cheaper(turned: bool) -> None:
    wanted = wish(3000)
    held = wanted.sequence[400:2600]
    stock = [Record("plasmid", reverse_complement(held) if turned else held)]

    plan = plan_assembly(wanted, enzyme="BsaI", parts=4, prices=PRICES, stock=stock)

    copied = [part for part in plan.parts if part.template == "plasmid"]
    assert len(copied) == 2
    for part in copied:
        forward, backward = part.primers
        assert part.record.sequence.startswith(forward.sequence)
        assert reverse_complement(part.record.sequence).startswith(backward.sequence)
        assert 55 < forward.melting_c < 65
    dear = Prices(0.5, 100.0, 0.8, 9999.0, 60.0, "CNY", "2026-01-01")
    ordered = plan_assembly(wanted, enzyme="BsaI", parts=4, prices=dear, stock=stock)
    assert {part.template for part in ordered.parts} == {""}


@pytest.mark.parametrize(
    ("record", "enzyme", "parts", "said"),
    [
        (Record("line", "ACGT" * 200), "BsaI", 2, "is a line"),
        (Record("cut", "GGTCTC" + "ACTA" * 200, circular=True), "BsaI", 2, "cuts cut itself, at 8"),
        (wish(100), "BsaI", 20, "cannot be cut into 20 parts"),
        (wish(100), "BsaI", 0, "cannot be cut into 0 parts"),
        (Record("same", "AAAC" * 300, circular=True), "BsaI", 9, "different overhangs"),
    ],
)
def test_a_wish_that_cannot_be_planned_is_refused(record: Record, enzyme: str, parts: int, said: str) -> None:
    with pytest.raises(AssemblyRefused, match=said):
        plan_assembly(record, enzyme=enzyme, parts=parts, prices=PRICES)


def test_a_primer_melts_near_its_aim() -> None:
    target = "ATGCGTAAAGGCGAAGAGCTGTTCACTGGTGTCGTCCC"

    primer = primer_at(target, "ggtctca")

    assert primer is not None
    assert primer.sequence == "GGTCTCA" + primer.binding
    assert target.startswith(primer.binding)
    assert primer.melting_c == pytest.approx(60, abs=1.5)


def test_a_melting_temperature_follows_from_the_published_stacks() -> None:
    # SantaLucia 1998, by hand for CGTTGA: enthalpy and entropy of its stacks and ends, 0.05 M salt
    enthalpy = -10.6 - 8.4 - 7.9 - 8.5 - 8.2 + 0.1 + 2.3
    entropy = -27.2 - 22.4 - 22.2 - 22.7 - 22.2 - 2.8 + 4.1 + 0.368 * 5 * math.log(0.05)

    assert melting("CGTTGA") == pytest.approx(1000 * enthalpy / (entropy + 1.987 * math.log(250e-9)) - 273.15)


def test_a_target_too_short_has_no_primer_and_a_word_without_bases_no_temperature() -> None:
    assert primer_at("ACGTACGT") is None
    with pytest.raises(AssemblyRefused, match="no melting temperature"):
        melting("ACGN")


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [("AAAA", "TTTT", 4), ("AAAA", "AAAA", 0), ("ACGT", "ACGT", 4), ("GGCA", "AGCC", 3)],
)
def test_pairing_is_the_longest_stretch_without_a_gap(one: str, other: str, paired: int) -> None:
    assert longest_pairing(one, other) == paired
