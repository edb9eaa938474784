"""Who owns a target's gap: linked measures and their units, and proposals where nobody has linked one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.accounts.api import Account
from xiandao.zone.plans import api
from xiandao.zone.plans.rules.serving import likely
from xiandao.zone.plans.tests.conftest import NOW

SignIn = Callable[[Account | None], Client]
MEASURES = {
    "m1": "建设中试平台，支持企业开展中试放大",
    "m2": "引进领军人才和青年人才团队，落实人才政策",
    "m3": "建设标准厂房，支持企业落地",
}


def test_the_measure_that_shares_the_rarest_words_comes_first() -> None:
    (first, *_) = likely("引进领军和青年人才", MEASURES)

    assert first.measure == "m2"
    assert "人才" in first.words or "青年" in first.words


def test_words_that_every_measure_has_propose_nothing() -> None:
    everywhere = dict.fromkeys(MEASURES, "支持企业发展")

    found = likely("支持企业开展国际合作交流", everywhere)

    assert not found or found[0].strength < likely("引进领军和青年人才", MEASURES)[0].strength


@pytest.mark.parametrize("target", ["", "GMP", "。。。"])
def test_a_target_without_chinese_words_proposes_nothing(target: str) -> None:
    assert likely(target, MEASURES) == []


def test_an_order_of_measures_changes_no_proposal() -> None:
    turned = dict(reversed(MEASURES.items()))

    assert likely("引进领军和青年人才", MEASURES) == likely("引进领军和青年人才", turned)


def test_a_target_names_the_units_of_its_linked_measures_and_what_is_missing(
    plan: api.Plan, office: Account, client_as: SignIn
) -> None:
    target = api.Target.objects.get(plan=plan, key="achievements")
    measure = next(m for m in _seen(plan).measures if m.leads)
    api.link_target(
        target=target,
        measure=api.Measure.objects.get(pk=measure.id),
        reason="在此中试",
        since=date(2025, 1, 1),
        by=office,
        at=NOW,
    )

    page = client_as(office).get(_address(plan)).content.decode()

    owners = page.partition('id="serving"')[2]
    assert "还差 20" in owners
    assert measure.leads[0].unit.name in owners
    assert "在此中试" in owners


def test_measures_are_proposed_to_who_may_link_and_to_nobody_else(
    plan: api.Plan, office: Account, viewer: Account, client_as: SignIn
) -> None:
    to_office = client_as(office).get(_address(plan)).content.decode()
    to_viewer = client_as(viewer).get(_address(plan)).content.decode()

    assert "?target=achievements" in to_office
    assert "?target=achievements" not in to_viewer


def _seen(plan: api.Plan) -> api.Snapshot:
    found = api.snapshot(plan, date(2025, 6, 30))
    assert found is not None
    return found


def _address(plan: api.Plan) -> str:
    return reverse("plans:target", args=[plan.slug, "achievements"]) + "?as_of=2025-06-30"
