"""An invented pilot plant in the sample zone: equipment, people, a recipe, campaigns, a closed record."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from xiandao.zone.accounts.api import Account, Role, account_named, create_account, deactivate_account
from xiandao.zone.pilot import api as pilot
from xiandao.zone.registry.api import Kind, Record

PLAN_S: Final = 0.05  # counted seconds
TENANTS: Final = 2
EQUIPMENT: Final = (
    ("种子罐 S1", "种子培养", "0.05", "glp", 60, 0),
    ("发酵罐 F1", "发酵", "0.5", "glp", 260, 12),
    ("发酵罐 F2", "发酵", "0.5", "gmp", 420, 24),
    ("离心机 H1", "收获", "0", "glp", 150, 4),
    ("层析 P1", "纯化", "0", "gmp", 300, 8),
)
RECIPE: Final = """\
steps:
  - name: 种子培养
    capability: 种子培养
    hours: 20
    cleaning_hours: 4
    uses: {操作员: 1}
    cleaning_uses: {CIP: 1}
  - name: 发酵
    capability: 发酵
    hours: 48
    cleaning_hours: 6
    volume_m3: 0.5
    uses: {操作员: 1}
    cleaning_uses: {CIP: 1}
    parameters:
      - {name: 温度, unit: °C, low: 36, high: 38}
      - {name: pH, unit: "1", low: 6.8, high: 7.2}
  - {name: 收获, capability: 收获, hours: 8, cleaning_hours: 2, uses: {操作员: 2}}
  - {name: 纯化, capability: 纯化, hours: 24, cleaning_hours: 4, uses: {操作员: 1}}
lags:
  - {before: 种子培养, after: 发酵, max_hours: 2}
  - {before: 发酵, after: 收获, max_hours: 8}
  - {before: 收获, after: 纯化, max_hours: 24}
"""


def load_plant(*, at: datetime) -> None:
    """Fill an empty plant; the people who did it are sample accounts that are closed again."""
    firms = list(Record.objects.filter(kind=Kind.ORGANISATION, sample=True).order_by("pk")[:TENANTS])
    if not firms:
        return
    one, two = (_account(f"sample-operator-{number}", at) for number in (1, 2))
    for account in (one, two):
        pilot.appoint_operator(account=account, by=None, at=at)
    _equip(one, at)
    version = pilot.save_template(
        name="示例：重组蛋白",
        text=RECIPE,
        description="示例工艺，数据为虚构。",
        party="",
        by=one,
        at=at,
        sample=True,
    )
    past = at - timedelta(days=10)
    done = _ask(version, firms[0], "示例：首批放大", past, one)
    pilot.plan_at_once(by=one, at=past, limit_s=PLAN_S)
    _record(done, one, two, at)
    for number, firm in enumerate((*firms, firms[0]), 1):
        _ask(version, firm, f"示例：批次任务{number}", at, one)
    pilot.plan_at_once(by=one, at=at, limit_s=PLAN_S)
    for account in (one, two):
        pilot.dismiss_operator(account=account, by=None, at=at)
    for account in (one, two):
        deactivate_account(account=account, by=None, at=at)


def _account(name: str, at: datetime) -> Account:
    found = account_named(name) or create_account(
        username=name,
        display_name=f"示例 / sample {name.removeprefix('sample-')}",
        role=Role.UNIT_OFFICER,
        by=None,
        at=at,
    )
    found.set_password(secrets.token_urlsafe(24))
    found.save(update_fields=["password"])
    return found


def _equip(by: Account, at: datetime) -> None:
    for name, capability, volume, hygiene, price, changeover in EQUIPMENT:
        values = {
            "name": name,
            "capability": capability,
            "volume_m3": volume,
            "hygiene_class": hygiene,
            "price_per_hour": price,
            "changeover_hours": changeover,
            "geometry": pilot.VESSEL if capability == "发酵" else "",
        }
        made = pilot.save_equipment(values=values, by=by, at=at, sample=True)
        day = timezone.localdate(at)
        pilot.record_upkeep(
            equipment=made,
            kind="calibration",
            done_on=day - timedelta(days=60),
            due_on=day + timedelta(days=300),
            by=by,
            at=at,
        )
    pilot.save_utility(name="CIP", capacity=1, by=by, at=at, sample=True)
    for number in range(1, 5):
        pilot.save_operative(
            name=f"示例操作员{number}", qualifications=["操作员"], shifts=[], by=by, at=at, sample=True
        )


def _ask(
    version: pilot.TemplateVersion, firm: Record, title: str, at: datetime, by: Account
) -> pilot.Campaign:
    values = {"organism": "大肠杆菌", "wanted_from": timezone.localdate(at), "hygiene_class": "glp"}
    return pilot.ask_campaign(
        title=title, version=version, party=firm.party, values=values, by=by, at=at, sample=True
    )


def _record(campaign: pilot.Campaign, one: Account, two: Account, at: datetime) -> None:
    """A record with both signatures on every step, closed."""
    words = {account.pk: secrets.token_urlsafe(24) for account in (one, two)}
    for account in (one, two):
        account.set_password(words[account.pk])
        account.save(update_fields=["password"])
    campaign.refresh_from_db()
    batch = pilot.open_batch(campaign=campaign, by=one, at=at)
    for step in batch.steps.all():
        values = {known["name"]: (known["low"] + known["high"]) / 2 for known in step.parameters}
        pilot.sign_step(step=step, values=values, password=words[one.pk], by=one, at=at)
        pilot.check_step(step=step, password=words[two.pk], by=two, at=at)
    for quantity, value in {"volume_m3": 0.4, "kla_per_h": 310, "titre_g_per_l": 6.2}.items():
        pilot.record_achieved(
            batch=batch, quantity=quantity, value=value, source="示例 / sample", by=one, at=at
        )
    pilot.close_batch(batch=batch, conclusion="示例记录。", password=words[one.pk], by=one, at=at)
