"""People, a plan in force, and a plan document to bring; time is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.plans.api import Plan, Unit, appoint_officer, load_bundled
from xiandao.zone.plans.models import TargetIndicator

NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)

DOCUMENT = """甲市乙区氢能产业三年行动计划（2024-2026年）

一、总体要求
（一）主要目标
到2026年，建成加氢站不少于6座，集聚氢能企业30家左右，产业规模超过20亿元。

二、主要任务
（一）建设基础设施
1、布局加氢站
在公交场站旁选址建设加氢站。（责任单位：区发改委、区经委、乙镇）
2、完善管网
论证纯氢管道线路，2025年完成首段工程。（责任单位：区建设管理委）
（二）培育企业
3、引进龙头企业
面向整车与电堆企业开展招商。（责任单位：区经委、区投资公司
"""


def _account(name: str, role: Role) -> Account:
    return create_account(
        username=name, display_name=name, role=role, email=f"{name}@example.org", by=None, at=NOW
    )


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each test keeps its files apart."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def administrator(db: None) -> Account:
    """The one who runs the system."""
    return _account("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def office(db: None) -> Account:
    """Someone of the plan office."""
    return _account("office", Role.PLAN_OFFICE)


@pytest.fixture
def viewer(db: None) -> Account:
    """Someone who only looks."""
    return _account("viewer", Role.VIEWER)


@pytest.fixture
def plan(office: Account) -> Plan:
    """The bundled plan, in force since 2023."""
    return load_bundled(name="baoshan-2023-2025", by=office, at=NOW)


@pytest.fixture
def by_figures(plan: Plan) -> None:
    """The plan's targets are counted by the figures that units report, as those of an uploaded plan are."""
    TargetIndicator.objects.filter(target__plan=plan).delete()


@pytest.fixture
def officer(plan: Plan, office: Account) -> Account:
    """An officer who speaks for 区经委."""
    account = _account("officer", Role.UNIT_OFFICER)
    appoint_officer(unit=Unit.objects.get(name="区经委"), account=account, by=office, at=NOW)
    return account


@pytest.fixture
def client_as() -> Callable[[Account | None], Client]:
    """A browser in which somebody has signed in, or nobody."""

    def sign_in(account: Account | None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account)
        return client

    return sign_in
