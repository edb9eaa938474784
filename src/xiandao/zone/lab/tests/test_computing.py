"""What the lab computes beside designs and verdicts: guides, plans; and its API for programs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.foundry.sequences import Record as Sequence
from xiandao.foundry.sequences.formats import Format, write
from xiandao.kernel.content import keep_in
from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Design, LabRun, Wish
from xiandao.zone.lab.operations.computing import ComputingRefused, compute, compute_gene, compute_mrna
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.rules.vocabulary import RunKind
from xiandao.zone.lab.tests.conftest import NOW, PROTEIN, brought, letters
from xiandao.zone.runs.api import run_numbered

pytestmark = pytest.mark.django_db
PRICES = {
    "gene_per_base": 0.5,
    "gene_least": 100.0,
    "primer_per_base": 0.5,
    "copy": 30.0,
    "reaction": 150.0,
    "currency": "CNY",
    "as_of": "2025-06-30",
}


def shown(by: Account, run: int) -> str:
    """The page of a result."""
    client = Client()
    client.force_login(by)
    return client.get(reverse("lab:result", args=[run])).content.decode()


def test_guides_are_searched_in_a_genome_that_was_brought(wish: Wish, scientist: Account) -> None:
    genome = write([Sequence("chr", letters("genome", 3000))], Format.FASTA)
    run = compute(
        kind=RunKind.GUIDES,
        wish=wish,
        inputs={
            "genome": {"name": "g.fasta", "sha256": keep_in(store(), genome)},
            "gene": "",
            "purpose": "",
            "nuclease": "SpCas9",
            "mismatches": 2,
        },
        title="guides",
        by=scientist,
        at=NOW,
    )
    found = run_numbered(run, asking=scientist)

    assert found.state == "done", found.said
    assert found.result is not None
    assert found.result["many"] > 20
    assert all(len(one["guide"]) == 20 for one in found.result["guides"])
    assert found.result["guides"][0]["guide"] in shown(scientist, run)


def test_an_assembly_is_planned_and_simulated(wish: Wish, scientist: Account) -> None:
    seed = next(n for n in range(50) if "GGTCTC" not in (s := letters(n, 1200) * 2) and "GAGACC" not in s)
    design = brought(wish, scientist, letters(seed, 1200), circular=True)

    run = compute(
        kind=RunKind.PLAN,
        wish=wish,
        design=design,
        inputs={"design": design.record, "stock": [], "enzyme": "BsaI", "parts": 3, "prices": PRICES},
        title="plan",
        by=scientist,
        at=NOW,
    )
    found = run_numbered(run, asking=scientist)

    assert found.state == "done", found.said
    assert found.result is not None
    assert len(found.result["parts"]) == 3
    page = shown(scientist, run)
    assert found.result["parts"][0]["left"] in page
    assert "作为基因订购" in page
    assert found.result["fidelity"] > 0.8
    assert LabRun.objects.get(run=run).design == design


def test_a_wish_without_a_protein_is_not_computed(wish: Wish, scientist: Account) -> None:
    wish.proteins = ""

    with pytest.raises(ComputingRefused, match="no protein"):
        compute_gene(wish=wish, options={}, reason="", by=scientist, at=NOW)


def test_an_mrna_codes_for_one_protein(wish: Wish, scientist: Account) -> None:
    wish.proteins = f">a\n{PROTEIN}\n>b\n{PROTEIN}\n"

    with pytest.raises(ComputingRefused, match="this wish has 2"):
        compute_mrna(wish=wish, options={}, reason="", by=scientist, at=NOW)


def test_a_clash_of_rules_is_told_by_the_run(wish: Wish, scientist: Account) -> None:
    run = compute_gene(
        wish=wish, options={"avoid": ["ATG"], "binding_site": ""}, reason="", by=scientist, at=NOW
    )

    assert run_numbered(run, asking=scientist).state == "failed"
    assert not wish.designs.exists()


def test_a_program_makes_a_wish_designs_and_measures(scientist: Account, design: Design) -> None:
    client = Client()
    client.force_login(scientist)

    made = client.post(
        "/api/lab/wishes", {"title": "新的酶", "kind": "gene"}, content_type="application/json"
    )
    number = made.json()["number"]
    brought_in = client.post(
        f"/api/lab/wishes/{number}/designs",
        {"text": f">x\n{letters('x', 60)}", "reason": "第一版"},
        content_type="application/json",
    )
    measured = client.post(
        f"/api/lab/wishes/{number}/measurements",
        {
            "what": "titre",
            "value": 1.5,
            "unit": "g/L",
            "measured_on": "2025-06-30",
            "source": "HPLC",
            "design": brought_in.json()["number"],
        },
        content_type="application/json",
    )

    assert [made.status_code, brought_in.status_code, measured.status_code] == [201, 201, 201]
    assert client.get(f"/api/lab/wishes/{number}").json()["next_step"] == "order"
    assert client.get(f"/api/lab/designs/{brought_in.json()['number']}").json()["version"] == 1


def test_a_program_of_another_lab_finds_nothing(rival: Account, design: Design) -> None:
    client = Client()
    client.force_login(rival)

    assert client.get("/api/lab/wishes").json() == []
    assert client.get(f"/api/lab/designs/{design.pk}").status_code == 404
    assert (
        client.post(
            f"/api/lab/wishes/{design.wish_id}/designs",
            {"text": ">x\nACGT"},
            content_type="application/json",
        ).status_code
        == 404
    )
