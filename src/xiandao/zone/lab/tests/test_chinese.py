"""A Chinese reader of the lab meets no English sentence: not on its pages, in results, nor in a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from xiandao.foundry.editing.scoring import TRAINED_ON
from xiandao.foundry.sequences import Feature, Place
from xiandao.foundry.sequences import Record as Sequence
from xiandao.foundry.sequences.formats import Format, write
from xiandao.foundry.verification import Result
from xiandao.foundry.verification.findings import Kind
from xiandao.kernel.content import keep_in
from xiandao.zone.accounts.api import Account
from xiandao.zone.face.tests.hearing import english_in
from xiandao.zone.lab.models import Design, Wish
from xiandao.zone.lab.operations.computing import compute, compute_gene, compute_mrna
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.rules.vocabulary import RunKind
from xiandao.zone.lab.tests.conftest import HAZARD, NOW, brought, letters, ordered, reads_of, sequenced
from xiandao.zone.lab.tests.test_pages import addresses, chain, client_of
from xiandao.zone.lab.web.concerns import FINDINGS
from xiandao.zone.lab.web.words import TRAINED_ON as SAID_OF_SCORES
from xiandao.zone.runs.api import run_numbered

pytestmark = pytest.mark.django_db
__all__ = ["chain"]  # the fixture
# by the people of these tests
WRITTEN = frozenset(
    {
        *("registrar", "scientist", "titre", "construct", "pasted", "colony", "chr", "nowhere", "harmless"),
        *("an", "invented", "hazard", "test", "list"),
    }
)
COMMAND = ("foundry", "hazards")  # the queue names the command that makes a database, and its folder
BROKEN = {
    "letters": "ACGTXX",
    "genbank": "LOCUS       a 9 bp DNA\nORIGIN\n 1 acgt\n//\n",
    "fastq": "@a\nACGT\n+\n!!\n",
    "sbol": '{"a": ',
    "nothing": "{}",
}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Whatever language an earlier test has left."""
    with translation.override("zh-hans"):
        yield


def heard(client: Client, address: str, *known: str) -> list[str]:
    return english_in(client.get(address, follow=True).content.decode(), {*WRITTEN, *known})


def test_no_page_says_anything_in_english(chain: dict[str, Any], scientist: Account) -> None:
    client = client_of(scientist)
    pages = [one for one in addresses(chain) if not one.startswith("/api") and "/file." not in one]

    said = {address: heard(client, address) for address in pages}

    assert {address: words for address, words in said.items() if words} == {}


def guides(wish: Wish, by: Account, **inputs: object) -> int:
    text = letters("genome", 3000)
    features = [Feature("CDS", (Place(600, 1500),), (("gene", "dnaA"), ("transl_table", "11")))]
    genome = write([Sequence("chr", text, features=tuple(features))], Format.GENBANK)
    kept = {"name": "g.gb", "sha256": keep_in(store(), genome)}
    told = {"genome": kept, "gene": "dnaA", "nuclease": "SpCas9", "mismatches": 2, **inputs}
    return compute(kind=RunKind.GUIDES, wish=wish, inputs=told, title="向导", by=by, at=NOW)


@pytest.mark.parametrize("purpose", ["knockout", "interference", "activation"])
def test_guides_and_their_reasons_are_told_in_chinese(wish: Wish, scientist: Account, purpose: str) -> None:
    run = guides(wish, scientist, purpose=purpose)

    page = client_of(scientist).get(reverse("lab:result", args=[run])).content.decode()

    assert "起点" in page or "密码子" in page
    assert english_in(page, WRITTEN) == []


def test_every_score_says_in_chinese_where_it_was_trained() -> None:
    assert set(SAID_OF_SCORES) == set(TRAINED_ON.values())


def test_every_kind_of_finding_has_its_words() -> None:
    assert set(FINDINGS) == {kind.value for kind in Kind}
    assert {result.value for result in Result} == {"pass", "fail", "look"}


def test_a_lost_stretch_and_its_effect_are_told_in_chinese(wish: Wish, scientist: Account) -> None:
    text = letters("construct")
    design = brought(wish, scientist, text, circular=True)
    record = {**design.record, "features": [_cds()]}
    Design.objects.filter(pk=design.pk).update(record=record)
    design.refresh_from_db()
    found = sequenced(design, scientist, reads_of(text[:300] + text[301:]))
    found.refresh_from_db()

    page = client_of(scientist).get(reverse("lab:sequencing", args=[found.pk])).content.decode()

    assert "phaC：移码" in page
    assert english_in(page, WRITTEN) == []


def _cds() -> dict[str, Any]:
    where = [[90, 690, 1, False, False]]
    return {"kind": "CDS", "places": where, "qualifiers": [["gene", "phaC"]], "operator": "join"}


def test_what_the_engine_says_of_an_mrna_is_chinese(wish: Wish, scientist: Account) -> None:
    compute_mrna(wish=wish, options={"tail": 10}, reason="", by=scientist, at=NOW)

    page = client_of(scientist).get(reverse("lab:design", args=[wish.designs.get().pk])).content.decode()

    assert "尾部只有 10 个A" in page
    assert english_in(page, WRITTEN) == []


def failed(wish: Wish, by: Account, what: str) -> int:
    if what == "clash":
        options = {"avoid": ["ATG"], "binding_site": ""}
        return compute_gene(wish=wish, options=options, reason="", by=by, at=NOW)
    if what == "host":
        Wish.objects.filter(pk=wish.pk).update(host="nowhere")
        wish.refresh_from_db()
        return compute_gene(wish=wish, options={}, reason="", by=by, at=NOW)
    if what == "gene":
        return guides(wish, by, gene="dnaB")
    kept = {"name": "g.gb", "sha256": keep_in(store(), BROKEN["genbank"].encode())}
    return guides(wish, by, genome=kept)


@pytest.mark.parametrize("what", ["clash", "host", "gene", "file"])
def test_a_run_says_in_chinese_why_it_failed(wish: Wish, scientist: Account, what: str) -> None:
    run = failed(wish, scientist, what)

    assert run_numbered(run, asking=scientist).state == "failed"
    assert heard(client_of(scientist), reverse("runs:run", args=[run])) == []


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_is_refused_in_chinese(wish: Wish, scientist: Account, what: str) -> None:
    client = client_of(scientist)

    answer = client.post(
        reverse("lab:design_new", args=[wish.pk]),
        {"file": SimpleUploadedFile("a.txt", BROKEN[what].encode()), "text": "", "name": "", "reason": ""},
    )

    assert answer.status_code == 422
    assert english_in(answer.content.decode(), WRITTEN) == []


def test_a_held_order_and_the_queue_speak_chinese(
    wish: Wish, scientist: Account, registrar: Account, install: Callable[..., None], settings: Any
) -> None:
    """Without a database, with a damaged one, and with a hit."""
    orders = [ordered(brought(wish, scientist, HAZARD + letters("more", 300)), scientist, None)]
    install()
    orders.append(ordered(brought(wish, scientist, HAZARD + letters("other", 300)), scientist, None))
    (settings.XIANDAO_HAZARDS / "manifest.json").write_text("{")
    orders.append(ordered(brought(wish, scientist, letters("third", 400)), scientist, None))
    ours, theirs = client_of(scientist), client_of(registrar)
    pages = [(ours, reverse("lab:order", args=[one.pk])) for one in orders]
    pages += [(theirs, reverse("lab:review_order", args=[one.pk])) for one in orders]
    pages.append((theirs, reverse("lab:queue")))

    said = {address: heard(client, address, *COMMAND) for client, address in pages}

    assert {address: words for address, words in said.items() if words} == {}
    assert "已损坏" in theirs.get(reverse("lab:queue")).content.decode()
    answer = ours.post(reverse("lab:sheet", args=[orders[1].pk, "csv"]), follow=True)
    assert "不得发出：扣留待审" in answer.content.decode()
    assert english_in(answer.content.decode(), WRITTEN) == []
