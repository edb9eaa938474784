"""The gate after the screening: another database, many earlier orders, names that are safe; odd input."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from xiandao.foundry.ordering import OrderRefused
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import Entry
from xiandao.zone.lab.models import Customer, Design, Order, Wish
from xiandao.zone.lab.operations import ordering
from xiandao.zone.lab.operations.screening import tube_name
from xiandao.zone.lab.queries import screening
from xiandao.zone.lab.rules.screenings import screening_from, written
from xiandao.zone.lab.tests.conftest import HAZARD, NOW, brought, letters, ordered, registered
from xiandao.zone.lab.tests.test_guarding import client_of
from xiandao.zone.registry.api import Kind

pytestmark = pytest.mark.django_db
Install = Callable[..., None]


@pytest.fixture
def renew(settings: Any, tmp_path: Any, install: Install) -> Install:
    """Put another database in the place of the one that is installed; `hazard` is what it finds."""

    def renewed(hazard: str, *, dated: date = date(2025, 6, 1)) -> None:
        shutil.rmtree(settings.XIANDAO_HAZARDS, ignore_errors=True)
        shutil.rmtree(tmp_path / "source", ignore_errors=True)
        install(dated=dated)
        source = tmp_path / "source"
        (source / "nucleotides.fasta").write_text(f">H1\n{hazard}\n")
        shutil.rmtree(settings.XIANDAO_HAZARDS)
        from xiandao.foundry.screening.building import build_database

        build_database(source, settings.XIANDAO_HAZARDS, name="harmless", version="1", dated=dated)

    return renewed


def take(order: Order, by: Account) -> bytes:
    return ordering.take_sheet(order=order, form="csv", by=by, at=NOW)


def test_an_order_is_screened_again_with_a_database_that_was_changed_under_its_old_name(
    design: Design, scientist: Account, customer: Customer, install: Install, renew: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)
    assert order.state == "cleared"
    renew(design.record["sequence"][100:400])

    with pytest.raises(OrderRefused, match="may not leave"):
        take(order, scientist)

    order.refresh_from_db()
    assert order.state == "held"
    assert screening_from(order.screening).hits
    assert Entry.objects.latest("pk").verb == "screened an order again"


def test_an_order_that_passes_the_renewed_database_too_leaves_with_its_screening(
    design: Design, scientist: Account, customer: Customer, install: Install, renew: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)
    before = order.screening["database_digest"]
    renew(letters("another hazard", 600))

    assert take(order, scientist)

    order.refresh_from_db()
    assert order.state == "left"
    assert order.screening["database_digest"] not in ("", before)


def test_an_order_whose_database_was_removed_or_grew_old_is_held(
    wish: Wish, scientist: Account, customer: Customer, install: Install, renew: Install, settings: Any
) -> None:
    install()
    first, second = (ordered(brought(wish, scientist, letters(n)), scientist, customer) for n in "ab")
    renew(HAZARD, dated=date(2024, 6, 1))
    with pytest.raises(OrderRefused, match="renew it"):
        take(first, scientist)
    shutil.rmtree(settings.XIANDAO_HAZARDS)
    with pytest.raises(OrderRefused, match="no hazard database"):
        take(second, scientist)

    assert set(Order.objects.values_list("state", flat=True)) == {"held"}


def test_a_release_does_not_outlive_its_database(
    wish: Wish,
    scientist: Account,
    customer: Customer,
    install: Install,
    renew: Install,
    registrar: Account,
) -> None:
    install()
    order = ordered(brought(wish, scientist, HAZARD), scientist, customer)
    ordering.review_order(order=order, released=True, reason="ours", by=registrar, at=NOW)
    renew(HAZARD + letters("more", 60))

    with pytest.raises(OrderRefused, match="may not leave"):
        take(order, scientist)

    order.refresh_from_db()
    assert order.state == "held"


@pytest.mark.parametrize("change", ["old", "other", "gone"])
def test_nobody_releases_an_order_that_another_database_held(
    wish: Wish,
    scientist: Account,
    customer: Customer,
    install: Install,
    renew: Install,
    registrar: Account,
    settings: Any,
    change: str,
) -> None:
    install()
    order = ordered(brought(wish, scientist, HAZARD), scientist, customer)
    if change == "gone":
        shutil.rmtree(settings.XIANDAO_HAZARDS)
    else:
        renew(HAZARD if change == "old" else HAZARD[:300], dated=date(2024, 6, 1 if change == "old" else 2))

    with pytest.raises(Refusal, match="Nobody can release it"):
        ordering.review_order(order=order, released=True, reason="ours", by=registrar, at=NOW)
    assert (
        ordering.review_order(order=order, released=False, reason="no", by=registrar, at=NOW).state
        == "rejected"
    )


def test_an_order_that_was_screened_with_a_database_too_old_is_released_by_nobody(
    design: Design, scientist: Account, customer: Customer, install: Install, registrar: Account
) -> None:
    install(dated=date(2024, 6, 1))
    order = ordered(design, scientist, customer)
    assert order.state == "held"

    with pytest.raises(Refusal, match="Nobody can release it"):
        ordering.review_order(order=order, released=True, reason="ours", by=registrar, at=NOW)


def test_a_sheet_that_left_is_taken_again_only_with_the_database_it_left_with(
    design: Design, scientist: Account, customer: Customer, install: Install, renew: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)
    first = take(order, scientist)
    assert take(order, scientist) == first
    renew(letters("another hazard", 600))

    with pytest.raises(Refusal, match="make a new order"):
        take(order, scientist)


def test_a_screening_that_was_kept_without_the_digest_of_its_database_is_read(
    design: Design, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)
    kept = {name: value for name, value in order.screening.items() if name != "database_digest"}
    Order.objects.filter(pk=order.pk).update(screening=kept)

    assert screening_from(kept).database_digest == ""
    assert json.loads(json.dumps(written(screening_from(kept)))) == kept | {"database_digest": ""}
    assert take(order, scientist)  # screened again on the way
    assert Order.objects.get(pk=order.pk).screening["database_digest"]


def test_an_old_half_of_a_hazard_is_remembered_however_many_orders_came_after_it(
    wish: Wish, scientist: Account, customer: Customer, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "STRETCH", 2)
    install()
    ordered(brought(wish, scientist, letters("a", 80) + HAZARD[100:130]), scientist, customer)
    for number in range(5):
        ordered(brought(wish, scientist, letters(number, 400)), scientist, customer)

    last = ordered(brought(wish, scientist, HAZARD[115:145] + letters("b", 80)), scientist, customer)

    assert last.state == "held"
    found = screening_from(last.screening)
    assert any("in 3 stretches" in one for one in found.unseen)
    page = client_of(scientist).get(
        reverse("lab:order", args=[last.pk]), headers={"accept-language": "zh-hans"}
    )
    assert "3 段" in page.content.decode()


NAMES = [
    "-" * 90 + "x",
    "x" * 200,
    "x" * 79 + ".gb",
    "plasmid-" * 12 + "end",
    "../../etc/passwd",
    "...",
    "设计" * 60,
    "a" * 76 + "." * 8 + "b",
    "",
]


@pytest.mark.parametrize("said", NAMES)
def test_a_tube_has_a_name_that_no_supplier_stumbles_over(said: str) -> None:
    for version in (1, 12_345):
        name = tube_name(said, version)

        assert re.fullmatch(r"\w[\w.-]*", name), name
        assert name[0] not in "_.-"
        assert len(name) <= 80
        assert name.endswith(f"_v{version}")
        assert not re.search(r"[_.-]_v\d+$", name)


def test_the_name_stands_so_on_the_sheet(
    design: Design, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    Design.objects.filter(pk=design.pk).update(name="-" + "y" * 110 + ".gb")
    order = ordered(Design.objects.get(pk=design.pk), scientist, customer)

    rows = list(csv.reader(io.StringIO(take(order, scientist).decode("utf-8-sig"))))

    assert "y" * 77 + "_v1" in {cell for row in rows for cell in row}


@pytest.mark.parametrize("whose", ["nobody's", "another's", "no project"])
def test_a_wish_with_an_unknown_project_is_refused_and_not_kept_without_it(
    scientist: Account, rival: Account, whose: str
) -> None:
    from xiandao.zone.lab.permissions import organisations_of

    (theirs,) = organisations_of(rival)
    keys = {
        "nobody's": "no-such-key",
        "another's": registered(Kind.PROJECT, owner=theirs, name="别家的项目").key,
        "no project": theirs.key,
    }
    told = {"title": "t", "kind": "gene", "project": keys[whose]}

    answer = client_of(scientist).post("/api/lab/wishes", json.dumps(told), content_type="application/json")

    assert answer.status_code == 422
    assert "上海示例合成生物有限公司" in answer.json()["detail"]
    assert not Wish.objects.exists()


def test_odd_questions_are_refused_and_not_broken(wish: Wish, scientist: Account, design: Design) -> None:
    client = client_of(scientist)
    long = "9" * 5000

    for address, code in (
        ("/api/lab/samples?before=" + "9" * 40, 200),
        ("/api/lab/samples?barcode=%00", 422),
        ("/api/lab/designs/" + "9" * 40, 404),
        (f"/lab/samples/labels/?sample={long}", 404),
        (f"/lab/samples/labels/?container={long}", 404),
        ("/lab/samples/labels/?container=", 200),
        (f"/lab/samples/new/?design={long}", 404),
        ("/lab/samples/?q=%00&page=" + long, 200),
        (f"/lab/?page=-{long}", 200),
    ):
        assert client.get(address).status_code == code, address
    assert client.post(f"/lab/wishes/{wish.pk}/order/", {"customer": long}).status_code in (404, 422)
    told = {"title": "t", "kind": "gene", "host": "x" * 61}
    assert (
        client.post("/api/lab/wishes", json.dumps(told), content_type="application/json").status_code == 422
    )
    late = ordering.make_order(
        wish=wish, designs=[design], template="gene-fragments", customer=None, reference="", by=scientist,
        at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert client.post(reverse("lab:screen", args=[late.pk]), {"customer": long}).status_code == 302
