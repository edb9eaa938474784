"""The pages of the lab, for its people, for strangers, for those with whom it is shared, for reviewers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.lab.models import Container, Customer, Design, Order, Sample, Sequencing, Wish
from xiandao.zone.lab.operations import bench, designs, wishes
from xiandao.zone.lab.rules.vocabulary import ContainerKind, DesignWay, WishKind
from xiandao.zone.lab.tests.conftest import (
    DAY,
    NOW,
    PROTEIN,
    account,
    letters,
    ordered,
    reads_of,
    registered,
    sequenced,
)
from xiandao.zone.registry import api as registry
from xiandao.zone.registry.api import Kind, Record

pytestmark = pytest.mark.django_db
SECRETS = ("秘密的酶", "秘密的质粒", "秘密的纸条", "秘密的培养箱")


def client_of(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


@pytest.fixture
def chain(wish: Wish, design: Design, scientist: Account, customer: Customer, firm: Record) -> dict[str, Any]:
    """Everything that a lab can hold, all of it secret."""
    Design.objects.filter(pk=design.pk).update(name="秘密的质粒")
    design.refresh_from_db()
    order = ordered(design, scientist, customer)
    box = bench.make_container(
        organisation=firm,
        name="秘密的培养箱",
        kind=ContainerKind.PLATE_96,
        stands="-80",
        by=scientist,
        at=NOW,
    )
    sequencing = sequenced(design, scientist, reads_of(design.record["sequence"]))
    bench.move_sample(sample=sequencing.specimen, container=box, place="B7", by=scientist, at=NOW)
    designs.predict(
        design=design, what="titre", value=2.0, unit="g/L", low=1.0, high=3.0, by=scientist, at=NOW
    )
    bench.measure(
        wish=wish,
        what="titre",
        value=2.4,
        unit="g/L",
        measured_on=DAY,
        source="HPLC",
        design=design,
        by=scientist,
        at=NOW,
    )
    wishes.learn(wish=wish, text="秘密的纸条", by=scientist, at=NOW)
    return {"order": order, "box": box, "sequencing": sequencing, "design": design, "wish": wish}


def addresses(chain: dict[str, Any]) -> list[str]:
    """Every page of the lab that shows something, and its files and API."""
    wish, design, order = chain["wish"].pk, chain["design"].pk, chain["order"].pk
    sample, sequencing = chain["sequencing"].specimen_id, chain["sequencing"].pk
    named = [
        ("home", []),
        ("samples", []),
        ("customers", []),
        ("calibration", []),
        ("wish_new", []),
        ("container_new", []),
        ("customer_new", []),
        *(
            (name, [wish])
            for name in ("wish", "design_new", "gene", "mrna", "guides", "order_new", "measure")
        ),
        *((name, [design]) for name in ("design", "prediction", "plan")),
        ("design_file", [design, "gb"]),
        ("design_file", [design, "fasta"]),
        ("order", [order]),
        ("sample", [sample]),
        ("sequencing_new", [sample]),
        ("container", [chain["box"].pk]),
        ("sequencing", [sequencing]),
    ]
    found = [reverse(f"lab:{name}", args=given) for name, given in named]
    found += [
        reverse("lab:labels") + f"?sample={sample}",
        reverse("lab:sample_new") + f"?design={design}",
        reverse("lab:find") + f"?barcode={chain['sequencing'].specimen.barcode}",
        "/api/lab/wishes",
        f"/api/lab/wishes/{wish}",
        f"/api/lab/designs/{design}",
        f"/api/lab/orders/{order}",
        "/api/lab/samples",
        f"/api/lab/sequencings/{sequencing}",
    ]
    return found


def shown(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_its_own_people_see_every_page(chain: dict[str, Any], scientist: Account) -> None:
    client = client_of(scientist)

    answers = {address: client.get(address, follow=True).status_code for address in addresses(chain)}

    assert {address: status for address, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("who", ["rival", *(role for role in Role if role is not Role.MEMBER)])
def test_a_stranger_sees_nothing_of_it(chain: dict[str, Any], rival: Account, who: str) -> None:
    client = client_of(rival if who == "rival" else account(f"a_{who}", Role(who)))

    leaks = [(a, secret) for a in addresses(chain) for secret in SECRETS if secret in shown(client, a)]

    assert leaks == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note", {"text": "x"}),
        ("wish_end", {"state": "given_up"}),
        ("share", {"organisation": "别家生物科技有限公司"}),
    ],
)
def test_a_stranger_changes_nothing(
    chain: dict[str, Any], rival: Account, name: str, data: dict[str, str]
) -> None:
    answer = client_of(rival).post(reverse(f"lab:{name}", args=[chain["wish"].pk]), data)

    assert answer.status_code == 404
    assert chain["wish"].notes.count() == 1
    assert Wish.objects.get(pk=chain["wish"].pk).state == "open"


def test_who_it_is_shared_with_reads_it_until_that_ends(
    chain: dict[str, Any], scientist: Account, rival: Account
) -> None:
    address = reverse("lab:wish", args=[chain["wish"].pk])
    other = Record.objects.get(label="别家生物科技有限公司")
    shared = wishes.share(wish=chain["wish"], organisation=other, by=scientist, at=NOW)
    client = client_of(rival)

    while_shared, form = (
        shown(client, address),
        client.get(reverse("lab:design_new", args=[chain["wish"].pk])),
    )
    wishes.stop_sharing(shared=shared, by=scientist, at=NOW)

    assert "秘密的质粒" in while_shared
    assert form.status_code == 403
    assert client.get(address).status_code == 404


def test_those_who_carry_the_project_read_what_is_shared_with_it(
    chain: dict[str, Any], scientist: Account, rival: Account, project: Record
) -> None:
    other = Record.objects.get(label="别家生物科技有限公司")
    client, address = client_of(rival), reverse("lab:wish", args=[chain["wish"].pk])
    wishes.share(wish=chain["wish"], organisation=None, by=scientist, at=NOW)
    before = client.get(address).status_code
    registry.say(
        record=project, values={"carrier": other.label}, source="test", happened_on=DAY, by=None, at=NOW
    )

    assert before == 404
    assert client.get(address).status_code == 200


def test_a_reviewer_sees_held_orders_and_decides_with_a_reason(
    chain: dict[str, Any], registrar: Account
) -> None:
    client = client_of(registrar)
    address = reverse("lab:decide", args=[chain["order"].pk])

    queue = shown(client, reverse("lab:queue"))
    page = shown(client, reverse("lab:review_order", args=[chain["order"].pk]))
    without = client.post(address, {"verdict": "reject", "reason": " "})
    client.post(address, {"verdict": "reject", "reason": "用途不明"})

    assert "XD-1" in queue
    assert "没有安装危害数据库" in page
    assert without.status_code == 302
    order = Order.objects.get(pk=chain["order"].pk)
    assert order.state == "rejected"
    assert order.reviews.get().reason == "用途不明"


def test_a_wish_is_made_on_its_form(scientist: Account, project: Record) -> None:
    client = client_of(scientist)

    answer = client.post(
        reverse("lab:wish_new"),
        {
            "organisation": project.owner.key if project.owner else "",
            "title": "新的酶",
            "kind": "gene",
            "project": project.key,
            "proteins": PROTEIN,
            "host": "e_coli_316407",
        },
        follow=True,
    )

    assert answer.status_code == 200
    assert "设计：提交序列，或交给计算" in answer.content.decode()
    assert Wish.objects.get().project == project


def test_a_wrong_residue_is_named_on_the_form(scientist: Account, firm: Record) -> None:
    answer = client_of(scientist).post(
        reverse("lab:wish_new"),
        {"organisation": firm.key, "title": "x", "kind": "gene", "proteins": "MKB", "host": ""},
    )

    assert answer.status_code == 422
    assert "第 3 个残基" in answer.content.decode()


def test_a_pasted_design_becomes_the_next_version_with_its_differences(
    wish: Wish, design: Design, scientist: Account
) -> None:
    client = client_of(scientist)
    changed = design.record["sequence"][:100] + "TTT" + design.record["sequence"][100:]

    answer = client.post(
        reverse("lab:design_new", args=[wish.pk]), {"text": changed, "name": "第二版"}, follow=True
    )

    page = answer.content.decode()
    assert wish.designs.count() == 2
    assert "1 处碱基改动" in page
    assert "TTT" in page


def test_an_order_goes_from_the_form_to_the_sheet(
    wish: Wish, design: Design, scientist: Account, customer: Customer, install: Callable[..., None]
) -> None:
    client = client_of(scientist)
    client.post(
        reverse("lab:order_new", args=[wish.pk]),
        {"designs": [design.pk], "template": "gene-fragments", "customer": customer.pk, "reference": "N-1"},
    )
    order = Order.objects.get()
    held = shown(client, reverse("lab:order", args=[order.pk]))
    early = client.post(reverse("lab:sheet", args=[order.pk, "csv"]))
    install(dated=timezone.localdate())
    client.post(reverse("lab:screen", args=[order.pk]), {"customer": customer.pk})

    sheet = client.post(reverse("lab:sheet", args=[order.pk, "csv"]))

    assert "没有安装危害数据库" in held
    assert early.status_code == 302
    assert sheet.content.startswith(b"Name,Sequence")
    assert Order.objects.get().state == "left"


def test_reads_are_brought_on_the_page_and_judged(chain: dict[str, Any], scientist: Account) -> None:
    client, sample = client_of(scientist), Sample.objects.get()
    file = io.BytesIO(reads_of(chain["design"].record["sequence"], seed=2))
    file.name = "reads.fastq"

    answer = client.post(
        reverse("lab:sequencing_new", args=[sample.pk]),
        {"design": chain["design"].pk, "technology": "nanopore", "reads": file, "read_on": "2025-06-30"},
        follow=True,
    )

    assert "PASS" in answer.content.decode()
    client.post(reverse("lab:evidence", args=[Sequencing.objects.first().pk]))  # type: ignore[union-attr]
    assert Wish.objects.get().entry is not None


def test_a_plate_is_filled_down_its_columns_and_refuses_a_taken_place(
    wish: Wish, design: Design, scientist: Account, firm: Record
) -> None:
    client = client_of(scientist)
    client.post(
        reverse("lab:container_new"),
        {"organisation": firm.key, "name": "板一", "kind": "plate96", "stands": ""},
    )
    box = Container.objects.get()
    address = reverse("lab:sample_new") + f"?design={design.pk}"
    said = {
        "name": "克隆",
        "kind": "plasmid",
        "many": 10,
        "made_on": "2025-06-30",
        "container": box.pk,
        "place": "A1",
    }

    client.post(address, said)
    again = client.post(address, said)

    assert [one.place for one in box.samples.order_by("pk")][7:] == ["H1", "A2", "B2"]
    assert again.status_code == 422
    assert "A1 已被占用" in again.content.decode()


def test_labels_carry_every_chosen_barcode(chain: dict[str, Any], scientist: Account) -> None:
    sample = Sample.objects.get()

    page = shown(client_of(scientist), reverse("lab:labels") + f"?sample={sample.pk}")

    assert sample.barcode[:7] in page
    assert "lab-label-code" in page


def test_the_first_page_asks_the_database_a_fixed_number_of_times(
    scientist: Account, firm: Record, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        made = wishes.make_wish(
            organisation=firm,
            title=f"w{number}",
            kind=WishKind.GENE,
            by=scientist,
            at=NOW,
        )
        designs.keep_design(
            wish=made,
            record=designs.design_from(f">x\n{letters(number, 60)}\n".encode(), "x"),
            way=DesignWay.BY_HAND,
            by=scientist,
            at=NOW,
        )
    client = client_of(scientist)

    with django_assert_max_num_queries(17):
        client.get(reverse("lab:home"))


def test_who_has_no_lab_is_told_what_one_is(registrar: Account) -> None:
    assert "您还没有实验室" in shown(client_of(registrar), reverse("lab:home"))


def test_an_empty_lab_offers_the_first_step(scientist: Account) -> None:
    assert "提出第一个愿望" in shown(client_of(scientist), reverse("lab:home"))


def test_another_organisations_project_is_refused(scientist: Account, firm: Record) -> None:
    other = registered(Kind.PROJECT, name="别家的项目")

    with pytest.raises(wishes.WishRefused, match="neither owns nor carries"):
        wishes.make_wish(
            organisation=firm,
            title="x",
            kind=WishKind.GENE,
            project=other,
            by=scientist,
            at=NOW,
        )
