"""The chain from a wish to evidence, step by step, as its operations keep it."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from xiandao.foundry.ordering import OrderRefused
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import Entry
from xiandao.zone.evidence.api import claim_numbered
from xiandao.zone.lab.models import Customer, Design, Wish
from xiandao.zone.lab.operations import computing, ordering, verifying, wishes
from xiandao.zone.lab.queries.chains import chain_of
from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.rules.vocabulary import Reads
from xiandao.zone.lab.tests.conftest import (
    DAY,
    HAZARD,
    NOW,
    PROTEIN,
    brought,
    colony_of,
    letters,
    ordered,
    reads_of,
    sequenced,
)
from xiandao.zone.registry.api import Record

pytestmark = pytest.mark.django_db


def step_of(wish: Wish) -> Step:
    return chain_of(Wish.objects.get(pk=wish.pk)).step


def test_a_wish_is_led_from_design_to_evidence(
    wish: Wish, scientist: Account, customer: Customer, install: Callable[..., None], registrar: Account
) -> None:
    install()
    seen = [step_of(wish)]
    computing.compute_gene(
        wish=wish,
        options={"binding_site": "AAAGAGGAGAAA", "backbone": letters("back", 600)},
        reason="",
        by=scientist,
        at=NOW,
    )
    seen.append(step_of(wish))
    design = wish.designs.get()
    order = ordered(design, scientist, customer)
    seen.append(step_of(wish))
    sheet = ordering.take_sheet(order=order, form="xlsx", by=scientist, at=NOW)
    seen.append(step_of(wish))
    sequencing = sequenced(design, scientist, reads_of(design.record["sequence"]))
    seen.append(step_of(wish))
    entry = verifying.record_evidence(sequencing=sequencing, by=scientist, at=NOW)
    seen.append(step_of(wish))
    wishes.learn(wish=wish, text="越简单越好", by=scientist, at=NOW)

    assert seen == [
        Step.DESIGN,
        Step.ORDER,
        Step.TAKE_SHEET,
        Step.REGISTER_SAMPLE,
        Step.RECORD_EVIDENCE,
        Step.LEARN,
    ]
    assert step_of(wish) is Step.NONE
    assert openpyxl.load_workbook(io.BytesIO(sheet)).sheetnames == ["order", "screening"]
    claim = claim_numbered(entry, asking=registrar)
    assert (claim.kind, claim.details) == ("construct-verified", {"type": "gene", "reads": "nanopore"})
    assert "秘密" not in claim.label


def test_a_computed_gene_means_its_protein(wish: Wish, scientist: Account) -> None:
    from Bio.Seq import Seq

    computing.compute_gene(
        wish=wish, options={"binding_site": "AAAGAGGAGAAA"}, reason="第一版", by=scientist, at=NOW
    )
    design = wish.designs.get()

    coding = next(f for f in design.record["features"] if f["kind"] == "CDS")
    start, end = coding["places"][0][:2]
    assert str(Seq(design.record["sequence"][start:end]).translate()) == PROTEIN + "*"  # type: ignore[no-untyped-call]
    assert (design.way, design.reason, design.run is not None) == ("gene", "第一版", True)


def test_an_mrna_is_computed_with_its_ends(wish: Wish, scientist: Account) -> None:
    computing.compute_mrna(
        wish=wish,
        options={"five_utr": "GGGAAAUAAG", "three_utr": "UGAUAAUAGG", "tail": 30, "cai_weight": 1.0},
        reason="",
        by=scientist,
        at=NOW,
    )
    record = wish.designs.get().record

    assert record["molecule"] == "RNA"
    assert record["sequence"].startswith("GGGAAAUAAGAUG")
    assert record["sequence"].endswith("UGAUAAUAGG" + "A" * 30)


def test_without_a_database_an_order_is_held_and_nobody_can_release_it(
    design: Design, scientist: Account, customer: Customer, registrar: Account
) -> None:
    order = ordered(design, scientist, customer)

    assert order.state == "held"
    with pytest.raises(OrderRefused, match="may not leave"):
        ordering.take_sheet(order=order, form="csv", by=scientist, at=NOW)
    with pytest.raises(Exception, match="was not searched"):
        ordering.review_order(order=order, released=True, reason="I know them", by=registrar, at=NOW)


def test_a_held_order_passes_once_a_database_is_there(
    design: Design, scientist: Account, customer: Customer, install: Callable[..., None]
) -> None:
    order = ordered(design, scientist, customer)
    install()

    after = ordering.screen_again(order=order, by=scientist, at=NOW)

    assert after.state == "cleared"
    assert ordering.take_sheet(order=after, form="csv", by=scientist, at=NOW).startswith(b"Name,Sequence")


def test_an_unverified_customer_holds_an_order(
    design: Design, firm: Record, scientist: Account, install: Callable[..., None]
) -> None:
    install()
    unknown = ordering.record_customer(organisation=firm, name="某人", purpose="某事", by=scientist, at=NOW)

    assert ordered(design, scientist, unknown).state == "held"
    assert ordered(design, scientist, None).state == "held"


def test_a_hit_holds_the_order_for_a_person_whose_decision_stays_in_the_trail(
    wish: Wish, scientist: Account, customer: Customer, registrar: Account, install: Callable[..., None]
) -> None:
    install()
    design = brought(wish, scientist, letters("left", 200) + HAZARD[100:300] + letters("right", 200))
    order = ordered(design, scientist, customer)

    held = order.state
    after = ordering.review_order(order=order, released=True, reason="同源的无害片段", by=registrar, at=NOW)

    assert (held, after.state) == ("held", "cleared")
    line = Entry.objects.get(verb="released a held order")
    assert line.after is not None
    assert line.after["reason"] == "同源的无害片段"
    assert design.record["sequence"][:40] not in str(list(Entry.objects.values()))


def test_a_refused_hazard_cannot_be_released(
    wish: Wish, scientist: Account, customer: Customer, registrar: Account, install: Callable[..., None]
) -> None:
    install(on_hit="refuse")
    design = brought(wish, scientist, letters("left", 200) + HAZARD[100:300] + letters("right", 200))

    order = ordered(design, scientist, customer)

    assert order.state == "refused"
    with pytest.raises(ordering.LabOrderRefused, match="not held"):
        ordering.review_order(order=order, released=True, reason="x", by=registrar, at=NOW)


def test_nobody_reviews_for_their_own_organisation(
    design: Design, scientist: Account, customer: Customer, registrar: Account, firm: Record
) -> None:
    from xiandao.zone.accounts.api import let_act
    from xiandao.zone.lab.permissions import LabAccessRefused

    order = ordered(design, scientist, customer)
    let_act(account=registrar, party=firm.party, by=None, at=NOW)

    for reviewer in (scientist, registrar):
        with pytest.raises(LabAccessRefused):
            ordering.review_order(order=order, released=False, reason="x", by=reviewer, at=NOW)


def test_reads_of_another_construct_fail(design: Design, scientist: Account) -> None:
    sequence = design.record["sequence"]
    changed = sequence[:300] + ("A" if sequence[300] != "A" else "C") + sequence[301:]

    sequencing = sequenced(design, scientist, reads_of(changed))

    assert sequencing.result == "fail"
    assert sequencing.verdict is not None
    assert [(one["kind"], one["start"]) for one in sequencing.verdict["findings"]] == [("substitution", 300)]
    assert step_of(design.wish) is Step.DESIGN_AGAIN
    with pytest.raises(verifying.ReadsRefused, match="passed"):
        verifying.record_evidence(sequencing=sequencing, by=scientist, at=NOW)


def test_evidence_is_recorded_once_and_only_for_a_project(design: Design, scientist: Account) -> None:
    sequencing = sequenced(design, scientist, reads_of(design.record["sequence"]))
    Wish.objects.filter(pk=design.wish_id).update(project=None)

    with pytest.raises(verifying.ReadsRefused, match="no project"):
        verifying.record_evidence(sequencing=sequencing, by=scientist, at=NOW)


@pytest.mark.parametrize(
    ("name", "content", "technology"),
    [
        ("empty.fastq", b"", Reads.NANOPORE),
        ("picture.fastq", b"\x89PNG", Reads.NANOPORE),
        ("trace.ab1", b"ABIF....", Reads.NANOPORE),
        ("reads.fastq", b"@r\nACGT\n+\nIIII\n", Reads.SANGER),
    ],
)
def test_files_that_are_no_reads_are_refused_by_name(
    design: Design, scientist: Account, name: str, content: bytes, technology: Reads
) -> None:
    specimen = colony_of(design, scientist, "x")

    with pytest.raises(verifying.ReadsRefused, match=name):
        verifying.bring_reads(
            specimen=specimen,
            design=design,
            technology=technology,
            files=[verifying.ReadsFile(name, content)],
            read_on=DAY,
            by=scientist,
            at=NOW,
        )
