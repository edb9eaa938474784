"""The next best designs, against a slow twin that makes a design for every part, and all sequences."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count, product
from typing import Any

import pytest

from xiandao.foundry.synthesis.mrna import (
    LatticeRefused,
    MrnaDesign,
    alternatives,
    derivations,
    design,
    folding,
)
from xiandao.foundry.synthesis.mrna.tests.test_designing import CODONS, HUMAN, cost, model

Keep = dict[int, list[str]]


def by_parting(protein: str, most: int, **asked: Any) -> list[MrnaDesign]:
    """The best in order, by parting what is left where it leaves the last answer (Lawler 1972)."""
    ticket = count()
    first = design(protein, host=HUMAN, **asked)
    waiting: list[tuple[float, int, MrnaDesign, Keep]] = [(first.worth, next(ticket), first, {})]
    found: list[MrnaDesign] = []
    while waiting and len(found) < most:
        _, _, one, keep = heapq.heappop(waiting)
        found.append(one)
        for narrowed in parts(one, keep):
            try:
                made = design(protein, host=HUMAN, keep=narrowed, **asked)
            except LatticeRefused:
                continue
            heapq.heappush(waiting, (made.worth, next(ticket), made, narrowed))
    return found


def parts(one: MrnaDesign, keep: Keep) -> Iterator[Keep]:
    """All other sequences of a part, by the first residue at which they leave its best one."""
    used = [one.sequence[at : at + 3] for at in range(0, len(one.sequence), 3)]
    for place, residue in enumerate(one.protein):
        others = [codon for codon in keep.get(place, CODONS[residue]) if codon != used[place]]
        if others:
            yield {**keep, **{at: [used[at]] for at in range(place)}, place: others}


@pytest.mark.parametrize(
    ("protein", "asked"),
    [
        ("MKVLAAGIV", {}),
        ("MKVLAAGIVGLLR", {"cai_weight": 1.3}),
        ("GCPRAKEDH", {"cai_weight": 0.4, "avoid": ["GGC", "CUC"]}),
        ("RTEGTGCRKS", {"open_start": 9, "cai_weight": 2.0}),
        ("FVSLGRFLC", {"uridine_weight": 0.3}),
    ],
)
def test_the_best_are_those_that_parting_finds(protein: str, asked: dict[str, Any]) -> None:
    slow = by_parting(protein, 7, **asked)

    found = alternatives(protein, 7, host=HUMAN, **asked)

    assert len({one.sequence for one in found}) == 7
    assert [one.worth for one in found] == pytest.approx([one.worth for one in slow], abs=0.002)
    for one in found:
        assert one.judged_energy == pytest.approx(one.energy, abs=0.005)
        assert one.structure[: asked.get("open_start", 0)] == "." * asked.get("open_start", 0)


@pytest.mark.parametrize(("protein", "weight"), [("WHWRG", 0.0), ("ITAPWM", 2.0), ("GCKRAC", 0.7)])
def test_every_sequence_comes_once_and_in_order(protein: str, weight: float) -> None:
    sequences = ["".join(codons) for codons in product(*(CODONS[residue] for residue in protein))]
    worths = sorted(model(one).mfe()[1] + weight * cost(one) for one in sequences)

    found = alternatives(protein, 10_000, host=HUMAN, cai_weight=weight)

    assert sorted(one.sequence for one in found) == sorted(sequences)
    assert [one.energy + weight * cost(one.sequence) for one in found] == pytest.approx(worths, abs=0.01)


def test_a_hundred_answers_fill_the_matrices_once(monkeypatch: pytest.MonkeyPatch) -> None:
    filled, fill = list[object](), folding.fill

    def counted(*told: Any) -> None:
        filled.append(told)
        fill(*told)

    monkeypatch.setattr(f"{derivations.__name__}.fill", counted)
    found = alternatives("MKVLAAGIVGLLRSE", 100, host=HUMAN)

    assert len({one.sequence for one in found}) == 100
    assert len(filled) == 1


def test_there_are_no_more_designs_than_sequences() -> None:
    assert {one.sequence for one in alternatives("MWK", 9, host=HUMAN)} == {"AUGUGGAAA", "AUGUGGAAG"}
    assert alternatives("MWK", 0, host=HUMAN) == ()
