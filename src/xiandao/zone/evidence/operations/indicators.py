"""Indicators as versions, and their daily totals kept in step with the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.batching import batched
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import insert_rows, record
from xiandao.zone.evidence.models import Claim, DayTotal, GroupStep, Indicator, IndicatorVersion
from xiandao.zone.evidence.operations.ledger import lock_head
from xiandao.zone.evidence.permissions import check_changes_indicators
from xiandao.zone.evidence.queries.indicators import read
from xiandao.zone.evidence.queries.values import facts
from xiandao.zone.evidence.rules.fold import NOUGHT, Standing, group_of, steps
from xiandao.zone.evidence.rules.indicator import Definition, IndicatorRefused, definition_of, written

FROM_THE_START: Final = date(2000, 1, 1)  # a bundled indicator holds for every plan
AT_ONCE: Final = 2_000  # groups that are held in memory together
KEPT_WAITING: Final = 2_000
Moves = dict[date, tuple[Decimal, Decimal]]
Step = tuple[int, str, date, Decimal, Decimal]
STEP: Final = ("version", "group", "day", "verified", "claimed")


@transaction.atomic
def ensure_indicators(*, at: datetime) -> None:
    """The bundled indicators; one whose file has changed gets a version from today on."""
    folder = resources.files("xiandao.zone.evidence") / "indicators"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            _keep(file.read_text("utf-8"), FROM_THE_START, None, at, changed_since=timezone.localdate(at))


@transaction.atomic
def save_indicator(*, source: str, since: date, by: Account, at: datetime) -> IndicatorVersion:
    """What an indicator says from a day on. What it said before stays for the days before."""
    check_changes_indicators(by)
    version = _keep(source, since, by, at)
    if version is None:
        raise IndicatorRefused(gettext_noop("The indicator says this already."))
    record(
        verb=gettext_noop("changed what an indicator counts"),
        subject=version.indicator,
        by=by,
        at=at,
        after={"version": version.number, "since": since},
    )
    return version


def _keep(
    source: str, since: date, by: Account | None, at: datetime, changed_since: date | None = None
) -> IndicatorVersion | None:
    content = written(source)
    definition = definition_of(content)
    indicator, _ = Indicator.objects.get_or_create(key=definition.key)
    latest = indicator.versions.order_by("number").last()
    if latest is not None and latest.definition == content:
        return None
    if latest is not None and changed_since is not None:
        if indicator.versions.filter(by__isnull=False).exists():
            return None  # the office has taken it over; its word stands
        since = changed_since
    lock_head()  # nobody records while its totals are counted
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        number=latest.number + 1 if latest else 1,
        source=source,
        definition=content,
        since=since,
        recorded_at=at,
        by=by,
    )
    rebuild_totals([version])
    return version


def refresh_subjects(subjects: Iterable[str]) -> None:
    """Compute anew what these subjects bring to each indicator, however long the ledger is.

    The caller holds the ledger's head, so that nobody else moves the same totals meanwhile.
    """
    versions = [(version, read(version)) for version in IndicatorVersion.objects.all()]
    by_family = [pair for pair in versions if pair[1].by_family]
    by_subject = [pair for pair in versions if not pair[1].by_family]
    touched = sorted(set(subjects))
    moved: dict[int, Moves] = defaultdict(dict)
    for some in batched(touched, AT_ONCE):
        _refresh(by_subject, "canonical", some, moved)
    if by_family:
        kinds = {kind for _, definition in by_family for kind in definition.kinds}
        found = Claim.objects.filter(canonical__among=touched, kind__in=kinds)
        families = {*touched, *found.values_list("family", flat=True)}
        for some in batched(sorted(families), AT_ONCE):
            _refresh(by_family, "family", some, moved)
    for version_id, moves in moved.items():
        _move_totals(version_id, moves)


def rebuild_totals(versions: Sequence[IndicatorVersion]) -> None:
    """The daily totals of these versions from nothing."""
    GroupStep.objects.filter(version__in=versions).delete()
    DayTotal.objects.filter(version__in=versions).delete()
    for version in versions:
        definition, total = read(version), Moves()
        column = "family" if definition.by_family else "canonical"
        claims = Claim.objects.filter(kind__in=(*definition.kinds, *definition.ended_by)).order_by(column)
        waiting: list[Step] = []
        for group, members in _grouped(definition, facts(claims)):
            moves = steps(definition, members)
            waiting += _steps(version.pk, group, moves)
            for day, (verified, claimed) in moves.items():
                _add(total, day, verified, claimed)
            if len(waiting) > KEPT_WAITING:
                insert_rows(GroupStep, STEP, waiting)
                waiting = []
        insert_rows(GroupStep, STEP, waiting)
        DayTotal.objects.bulk_create(
            DayTotal(version=version, day=day, verified=verified, claimed=claimed)
            for day, (verified, claimed) in sorted(total.items())
            if verified or claimed
        )


def _refresh(
    versions: Sequence[tuple[IndicatorVersion, Definition]],
    column: str,
    groups: list[str],
    moved: dict[int, Moves],
) -> None:
    """Write the steps of these groups anew and add to `moved` by how much the days moved."""
    members: dict[str, list[Standing]] = defaultdict(list)
    kinds = {kind for _, d in versions for kind in (*d.kinds, *d.ended_by)}
    for claim in facts(Claim.objects.filter(**{f"{column}__among": groups}, kind__in=kinds)):
        members[claim.family if column == "family" else claim.canonical].append(claim)
    known = GroupStep.objects.filter(version__in=[version for version, _ in versions], group__among=groups)
    before = {
        (version, group, day): (pk, verified, claimed)
        for pk, version, group, day, verified, claimed in known.values_list(
            "pk", "version", "group", "day", "verified", "claimed"
        )
    }
    waiting: list[Step] = []
    for version, definition in versions:
        counted = {*definition.kinds, *definition.ended_by}
        for group, own in members.items():
            relevant = [claim for claim in own if claim.kind in counted]
            for step in _steps(version.pk, group, steps(definition, relevant) if relevant else {}):
                *_, day, verified, claimed = step
                same = before.get((version.pk, group, day))
                if same is not None and same[1:] == (verified, claimed):
                    del before[version.pk, group, day]
                    continue
                waiting.append(step)
                _add(moved[version.pk], day, verified, claimed)
    for (version_id, _, day), (_, verified, claimed) in before.items():
        _add(moved[version_id], day, -verified, -claimed)
    GroupStep.objects.filter(pk__among=[pk for pk, _, _ in before.values()]).delete()
    insert_rows(GroupStep, STEP, waiting)


def _move_totals(version_id: int, moves: Moves) -> None:
    days = [day for day, change in moves.items() if any(change)]
    rows: list[DayTotal] = []
    totals = DayTotal.objects.filter(version_id=version_id, day__among=days)
    known = {row.day: row for row in totals}
    for day in days:
        row = known.get(day) or DayTotal(version_id=version_id, day=day, verified=NOUGHT, claimed=NOUGHT)
        row.verified, row.claimed = row.verified + moves[day][0], row.claimed + moves[day][1]
        if row.verified or row.claimed:
            rows.append(row)
        elif row.pk:
            row.delete()  # a day on which nothing moved any more
    DayTotal.objects.bulk_create(
        [
            DayTotal(version_id=row.version_id, day=row.day, verified=row.verified, claimed=row.claimed)
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["version", "day"],
        update_fields=["verified", "claimed"],
    )


def _add(moves: Moves, day: date, verified: Decimal, claimed: Decimal) -> None:
    before = moves.get(day, (NOUGHT, NOUGHT))
    moves[day] = (before[0] + verified, before[1] + claimed)


def _steps(version: int, group: str, moves: Moves) -> list[Step]:
    return [(version, group, day, verified, claimed) for day, (verified, claimed) in moves.items()]


def _grouped(definition: Definition, claims: Iterable[Standing]) -> Iterator[tuple[str, list[Standing]]]:
    group, members = "", list[Standing]()
    for claim in claims:
        own = group_of(definition, claim)
        if own != group and members:
            yield group, members
            members = []
        group = own
        members.append(claim)
    if members:
        yield group, members
