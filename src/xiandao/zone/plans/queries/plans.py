"""Finding plans, editions, units, and the words in them; what a person may not see is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import Edition, Officer, Plan, Unit
from xiandao.zone.plans.permissions import is_office
from xiandao.zone.plans.queries.snapshot import MeasureView, Snapshot, edition_in_force, snapshot
from xiandao.zone.plans.rules.changes import Change, changes_between, with_keys_of
from xiandao.zone.plans.rules.reading import content_of
from xiandao.zone.plans.rules.standing import Attention
from xiandao.zone.plans.rules.states import EditionState


class PlanMissing(Refusal):
    """There is no such plan, edition or item, or it is not for this person."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found; `key` opens it."""

    kind: str
    plan: Plan
    key: str
    title: str
    title_en: str
    excerpt: str


def bundled_names() -> tuple[str, ...]:
    """The plans that come with Xiandao."""
    folder = resources.files("xiandao.zone.plans") / "bundled"
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def plans_for(by: Account) -> list[Plan]:
    """The plans this account may see: those in force, and for the office also those still under review."""
    plans = Plan.objects.prefetch_related("editions").order_by("pk")
    if not is_office(by):
        plans = plans.filter(editions__state=EditionState.IN_FORCE).distinct()
    return list(plans)


def plan_named(slug: str, by: Account) -> Plan:
    """The plan under this name, where this account may see it."""
    plan = Plan.objects.filter(slug=slug).first()
    in_force = plan is not None and plan.editions.filter(state=EditionState.IN_FORCE).exists()
    if plan is None or not (in_force or is_office(by)):
        raise PlanMissing(gettext_noop("There is no plan “{slug}”."), slug=slug)
    return plan


def draft_of(plan: Plan) -> Edition | None:
    """The edition under review, where there is one."""
    return plan.editions.filter(state=EditionState.REVIEW).first()


def edition_of(plan: Plan, number: int) -> Edition:
    """One edition of a plan."""
    edition = plan.editions.filter(number=number).select_related("plan", "document").first()
    if edition is None:
        raise PlanMissing(
            gettext_noop("Plan “{slug}” has no edition {number}."), slug=plan.slug, number=number
        )
    return edition


def changes_in(edition: Edition, as_of: date) -> tuple[Change, ...]:
    """What an edition under review would change in the one in force; nothing for a first edition."""
    current = edition_in_force(edition.plan, as_of)
    if current is None or current.pk == edition.pk:
        return ()
    before = content_of(current.reading)
    return changes_between(before, with_keys_of(content_of(edition.reading), before))


def officers_of(unit: Unit) -> list[Officer]:
    """Who speaks for a unit."""
    return list(Officer.objects.filter(unit=unit).select_related("account").order_by("account__username"))


def offices_of(account: Account) -> list[Unit]:
    """The units that an account speaks for."""
    return list(Unit.objects.filter(officers__account=account).order_by("name"))


def attention_list(seen: Snapshot) -> tuple[tuple[MeasureView, tuple[Attention, ...]], ...]:
    """The measures that want a look, most pressing first."""
    order = list(Attention)
    pressing = [(measure, measure.attention) for measure in seen.measures if measure.attention]
    return tuple(sorted(pressing, key=lambda pair: (order.index(pair[1][0]), pair[0].due_on)))


def search(by: Account, text: str, as_of: date) -> tuple[Hit, ...]:
    """Everything in force on a day that says these words, in either language."""
    words = text.strip().casefold()
    if not words:
        return ()
    hits: list[Hit] = []
    for plan in plans_for(by):
        seen = snapshot(plan, as_of)
        if seen is not None:
            hits += _hits_in(seen, words)
    return tuple(hits)


def _hits_in(seen: Snapshot, words: str) -> list[Hit]:
    rows: list[tuple[str, str, str, str, Sequence[str]]] = []
    for measure in seen.measures:
        r = measure.revision
        rows.append(("measure", measure.key, r.title, r.title_en, (r.text, r.text_en, r.group, r.owner)))
        rows += [("report", measure.key, r.title, r.title_en, (report.text,)) for report in measure.reports]
    for target in seen.targets:
        t = target.revision
        rows.append(("target", target.key, t.name, t.name_en, (t.text, t.text_en, t.group)))
    rows += [("unit", str(u.pk), u.name, u.name_en, u.aliases) for u in seen.units]
    rows += [("site", site.key, site.name, site.name_en, (site.role, site.role_en)) for site in seen.sites]
    found = []
    for kind, key, title, title_en, others in rows:
        said = others if kind == "report" else (title, title_en, *others)
        place = next((part for part in said if words in part.casefold()), None)
        if place is not None:
            found.append(Hit(kind, seen.plan, key, title, title_en, _around(place, words)))
    return found


def _around(text: str, words: str, reach: int = 40) -> str:
    at = text.casefold().find(words)
    start, end = max(0, at - reach), at + len(words) + reach
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
