"""What somebody tried who should not: past the gate, past a share, past the edges of a form."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from xiandao.foundry.ordering import OrderRefused
from xiandao.foundry.sequences import Feature, Place
from xiandao.foundry.sequences import Record as Sequence
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.lab.models import Customer, Design, Order, Sample, Share, Wish
from xiandao.zone.lab.operations import bench, computing, designs, ordering, wishes
from xiandao.zone.lab.permissions import can_read_wish
from xiandao.zone.lab.rules.vocabulary import DesignWay, SampleKind, WishKind
from xiandao.zone.lab.tests.conftest import (
    DAY,
    HAZARD,
    NOW,
    account,
    brought,
    colony_of,
    letters,
    ordered,
    registered,
)
from xiandao.zone.registry import api as registry
from xiandao.zone.registry.api import Kind, Record

pytestmark = pytest.mark.django_db
Install = Callable[..., None]


def client_of(by: Account) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(by)
    return client


def test_a_hazard_split_over_orders_that_wait_for_their_sheets_is_held(
    wish: Wish, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    halves = (letters("a", 80) + HAZARD[100:130], HAZARD[115:145] + letters("b", 80))
    first, second = (ordered(brought(wish, scientist, half), scientist, customer) for half in halves)

    assert (first.state, second.state) == ("cleared", "held")


def test_a_held_half_and_a_free_half_do_not_both_leave(
    wish: Wish, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    halves = (letters("a", 80) + HAZARD[100:130], HAZARD[115:145] + letters("b", 80))
    first = ordered(brought(wish, scientist, halves[0]), scientist, None)
    second = ordered(brought(wish, scientist, halves[1]), scientist, customer)

    assert (first.state, second.state) == ("held", "held")


def test_an_order_of_somebody_who_was_refused_since_does_not_leave(
    design: Design, scientist: Account, customer: Customer, install: Install, registrar: Account
) -> None:
    install()
    order = ordered(design, scientist, customer)
    ordering.revoke_customer(customer=customer, how="证件是假的", by=registrar, at=NOW)

    with pytest.raises(Refusal):
        ordering.take_sheet(order=order, form="csv", by=scientist, at=NOW)


def test_a_screening_of_a_month_ago_makes_no_sheet(
    design: Design, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)

    with pytest.raises(OrderRefused, match="within 30 days"):
        ordering.take_sheet(order=order, form="csv", by=scientist, at=NOW + timedelta(days=31))


def test_a_design_that_was_changed_in_the_table_makes_no_sheet(
    design: Design, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    order = ordered(design, scientist, customer)
    Design.objects.filter(pk=design.pk).update(record=design.record | {"sequence": HAZARD})

    with pytest.raises(OrderRefused, match="not what was screened"):
        ordering.take_sheet(order=order, form="csv", by=scientist, at=NOW)


def test_a_state_that_was_set_in_the_table_opens_nothing(
    design: Design, scientist: Account, customer: Customer
) -> None:
    order = ordered(design, scientist, customer)
    Order.objects.filter(pk=order.pk).update(state="left")

    with pytest.raises(OrderRefused, match="may not leave"):
        ordering.take_sheet(order=order, form="csv", by=scientist, at=NOW)


def test_a_screening_of_another_order_does_not_fit(
    wish: Wish, scientist: Account, customer: Customer, install: Install
) -> None:
    install()
    good = ordered(brought(wish, scientist, letters("good")), scientist, customer)
    bad = ordered(brought(wish, scientist, HAZARD), scientist, customer)
    Order.objects.filter(pk=bad.pk).update(screening=good.screening, state="cleared")

    with pytest.raises(OrderRefused, match="not what was screened"):
        ordering.take_sheet(order=bad, form="csv", by=scientist, at=NOW)


def test_no_word_of_an_order_becomes_a_formula(
    design: Design, scientist: Account, firm: Record, registrar: Account, install: Install
) -> None:
    install()
    sly = ordering.record_customer(
        organisation=firm, name='=HYPERLINK("http://x")', purpose="酶\x0b的研究", by=scientist, at=NOW
    )
    ordering.verify_customer(customer=sly, how="=1+1", by=registrar, at=NOW)
    Design.objects.filter(pk=design.pk).update(name="＝cmd|calc", record=design.record | {"circular": False})
    order = ordered(Design.objects.get(pk=design.pk), scientist, sly, reference="=1+\x01\N{BEL}1")

    book = openpyxl.load_workbook(
        io.BytesIO(ordering.take_sheet(order=order, form="xlsx", by=scientist, at=NOW))
    )

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


def test_a_reviewer_of_the_organisation_does_not_release_its_order(
    wish: Wish, scientist: Account, customer: Customer, install: Install, firm: Record
) -> None:
    install()
    order = ordered(brought(wish, scientist, HAZARD), scientist, customer)
    twofold = account("twofold", Role.ADMINISTRATOR)
    from xiandao.zone.accounts.api import let_act

    let_act(account=twofold, party=firm.party, by=None, at=NOW)

    with pytest.raises(Refusal, match="somebody else reviews"):
        ordering.review_order(order=order, released=True, reason="ours", by=twofold, at=NOW)


def test_a_share_with_the_project_ends_where_the_wish_goes_to_another_project(
    wish: Wish, scientist: Account, firm: Record, rival: Account
) -> None:
    theirs = next(iter(registry.Record.objects.filter(label="别家生物科技有限公司")))
    wishes.share(wish=wish, organisation=None, by=scientist, at=NOW)
    joint = registered(Kind.PROJECT, owner=firm, name="与别家的合作项目", carrier=[theirs.key])
    wishes.link_project(wish=wish, project=joint, by=scientist, at=NOW)

    assert not can_read_wish(rival, wish)


def test_a_name_that_two_organisations_carry_shares_with_neither(
    wish: Wish, scientist: Account, rival: Account
) -> None:
    for _ in range(2):
        registered(Kind.ORGANISATION, name="双名生物科技有限公司", sort="firm")

    client_of(scientist).post(reverse("lab:share", args=[wish.pk]), {"organisation": "双名生物科技有限公司"})

    assert not Share.objects.exists()


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("unshare", {"share": "abc"}),
        ("unshare", {"share": "9" * 40}),
        ("wish_project", {"project": "\x01"}),
        ("wish_end", {"state": "x"}),
    ],
)
def test_what_no_form_sends_breaks_nothing(
    wish: Wish, scientist: Account, page: str, sent: dict[str, str]
) -> None:
    answer = client_of(scientist).post(reverse(f"lab:{page}", args=[wish.pk]), sent)

    assert answer.status_code in (302, 404)


def test_a_container_of_no_number_moves_nothing(design: Design, firm: Record, scientist: Account) -> None:
    (tube,) = bench.register_samples(
        organisation=firm, name="t", kind=SampleKind.PLASMID, made_on=DAY, design=design, by=scientist, at=NOW
    )

    for said in ("²", "9" * 40):
        answer = client_of(scientist).post(reverse("lab:move", args=[tube.pk]), {"container": said})
        assert answer.status_code in (302, 404)


def test_numbers_beyond_every_table_are_missing(wish: Wish, scientist: Account) -> None:
    client = client_of(scientist)
    for path in ("wishes", "designs", "orders", "samples", "sequencings", "runs", "containers"):
        assert client.get(f"/lab/{path}/{'9' * 30}/").status_code == 404
    for page in ("labels/?sample=" + "9" * 30, f"new/?design={'9' * 30}", f"new/?order={'9' * 30}"):
        assert client.get(f"/lab/samples/{page}").status_code == 404


def test_words_of_a_file_are_words_on_the_page_and_in_the_map(wish: Wish, scientist: Account) -> None:
    evil = '"><script>alert(1)</script><svg onload=alert(1)>'
    record = Sequence(
        "construct",
        letters("evil"),
        circular=True,
        features=(Feature("CDS", (Place(10, 100),), (("label", evil), ("gene", evil))),),
    )
    design = designs.keep_design(
        wish=wish, record=record, way=DesignWay.BY_HAND, name=evil, reason=evil, by=scientist, at=NOW
    )
    client = client_of(scientist)

    for address in (reverse("lab:design", args=[design.pk]), reverse("lab:wish", args=[wish.pk])):
        shown = client.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<svg onload" not in shown
    download = client.get(reverse("lab:design_file", args=[design.pk, "fasta"]))
    assert "attachment" in download["Content-Disposition"]
    assert "<" not in download["Content-Disposition"]


def test_a_child_of_another_wish_is_not_told_to_those_who_read_its_parent(
    wish: Wish, design: Design, firm: Record, scientist: Account, rival: Account
) -> None:
    other = wishes.make_wish(organisation=firm, title="更秘密", kind=WishKind.OTHER, by=scientist, at=NOW)
    hidden = brought(other, scientist, letters("hidden"))
    parent = colony_of(design, scientist, "open")
    bench.register_samples(
        organisation=firm,
        name="更秘密的管",
        kind=SampleKind.STRAIN,
        made_on=DAY,
        parent=parent,
        design=hidden,
        by=scientist,
        at=NOW,
    )
    theirs = Record.objects.get(label="别家生物科技有限公司")
    wishes.share(wish=wish, organisation=theirs, by=scientist, at=NOW)

    shown = client_of(rival).get(reverse("lab:sample", args=[parent.pk])).content.decode()

    assert "open" in shown
    assert "更秘密" not in shown


def test_a_computation_that_is_repeated_is_kept_in_the_name_of_who_repeated_it(
    wish: Wish, scientist: Account, firm: Record, registrar: Account
) -> None:
    from xiandao.zone.runs.api import run_again, run_numbered

    number = computing.compute_gene(wish=wish, options={}, reason="", by=scientist, at=NOW)
    colleague = account("colleague", Role.MEMBER)
    registry.join_member(account=colleague, organisation=firm, by=registrar, at=NOW)

    run_again(run=run_numbered(number, asking=colleague), by=colleague, at=NOW)

    assert [one.by for one in wish.designs.order_by("version")] == [scientist, colleague]


def test_who_left_reads_nothing_any_more(
    wish: Wish, design: Design, scientist: Account, firm: Record, registrar: Account
) -> None:
    from xiandao.zone.accounts.api import stop_acting

    client = client_of(scientist)
    stop_acting(account=scientist, party=firm.party, by=registrar, at=NOW)

    for page, number in (("wish", wish.pk), ("design", design.pk)):
        assert client.get(reverse(f"lab:{page}", args=[number])).status_code == 404
    assert not Sample.objects.exists()
