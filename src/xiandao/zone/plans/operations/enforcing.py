"""Turns a confirmed reading into rows: a new revision of every item, since the day it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import (
    Assignment,
    Edition,
    FocusArea,
    Measure,
    MeasureRevision,
    Milestone,
    Site,
    Target,
    TargetRevision,
    Unit,
)
from xiandao.zone.plans.queries.snapshot import (
    current_measure_revisions,
    current_target_revisions,
    edition_in_force,
)
from xiandao.zone.plans.rules.changes import with_keys_of
from xiandao.zone.plans.rules.content import (
    Header,
    MeasureContent,
    PlanContent,
    TargetContent,
    UnitContent,
    roles_of,
)
from xiandao.zone.plans.rules.reading import content_of
from xiandao.zone.plans.rules.states import AssignmentRole, EditionState


def put_in_force(edition: Edition, *, since: date, by: Account | None, at: datetime) -> None:
    """Make an edition the one that holds since a day. Call it inside a transaction."""
    content = content_of(edition.reading)
    current = edition_in_force(edition.plan, since)
    if current is not None:
        content = with_keys_of(content, content_of(current.reading))
    edition.reading = _with_final_keys(edition.reading, content)
    _set_header(edition, content.header)
    edition.state = EditionState.IN_FORCE
    edition.in_force_since, edition.confirmed_at, edition.confirmed_by = since, at, by
    edition.save()
    units = _units_by_name(content)
    kept = {revision.measure.key: revision for revision in current_measure_revisions(edition.plan, since)}
    for position, measure in enumerate(content.measures, 1):
        _write_measure(edition, position, measure, kept.get(measure.key), units, by, at)
    _withdraw_measures(edition, kept, {m.key for m in content.measures}, by, at)
    aims = {revision.target.key: revision for revision in current_target_revisions(edition.plan, since)}
    for position, target in enumerate(content.targets, 1):
        _write_target(edition, position, target, by, at)
    _withdraw_targets(edition, aims, {t.key for t in content.targets}, by, at)
    _write_places(edition, content)


def assign(revision: MeasureRevision, roles: Iterable[tuple[Unit, AssignmentRole]]) -> None:
    """Write the units of a revision, in order."""
    Assignment.objects.bulk_create(
        Assignment(revision=revision, unit=unit, role=role, position=place)
        for place, (unit, role) in enumerate(roles, 1)
    )


def _with_final_keys(reading: dict[str, Any], content: PlanContent) -> dict[str, Any]:
    for entry, measure in zip(reading["measures"], content.measures, strict=True):
        entry["id"] = measure.key
    for entry, target in zip(reading["targets"], content.targets, strict=True):
        entry["id"] = target.key
    return reading


def _set_header(edition: Edition, header: Header) -> None:
    for name in ("title", "title_en", "area", "area_en", "issuer", "doc_no", "status"):
        setattr(edition, name, getattr(header, name))
    edition.period_start, edition.period_end = header.period_start, header.period_end


def _units_by_name(content: PlanContent) -> dict[str, Unit]:
    """Every unit named, found by its name or another name of the same body, or made."""
    known: dict[str, Unit] = {}
    for unit in Unit.objects.all():
        for name in (unit.name, *unit.aliases):
            known.setdefault(name, unit)
    described = {unit.name: unit for unit in content.units}
    named = [name for measure in content.measures for name in (*measure.units, *measure.lead)]
    for name in dict.fromkeys([*described, *named]):
        if name not in known:
            said = described.get(name, UnitContent(name))
            known[name] = Unit.objects.create(
                name=name[:80],
                name_en=said.name_en[:200],
                aliases=list(said.aliases),
                collective=said.collective or name.startswith("各"),
            )
    return known


def _write_measure(
    edition: Edition,
    position: int,
    content: MeasureContent,
    before: MeasureRevision | None,
    units: dict[str, Unit],
    by: Account | None,
    at: datetime,
) -> None:
    """What the office had decided (lead, owner, due day) stays where the new text does not say otherwise."""
    measure, _ = Measure.objects.get_or_create(plan=edition.plan, key=content.key)
    lead = content.lead or _confirmed_lead(before, content.units)
    revision = MeasureRevision.objects.create(
        measure=measure,
        path=list(content.path),
        title=content.title,
        title_en=content.title_en,
        due_on=content.due_on or (before.due_on if before else None),
        owner=before.owner if before else "",
        **_shared(edition, position, content, by, at),
    )
    assign(revision, [(units[name], role) for name, role in roles_of(content.units, lead)])
    Milestone.objects.bulk_create(
        Milestone(
            revision=revision,
            key=milestone.key,
            position=place,
            text=milestone.text[:500],
            text_en=milestone.text_en[:500],
            quantity=milestone.quantity[:80],
            due_on=milestone.due_on,
        )
        for place, milestone in enumerate(content.milestones, 1)
    )


def _confirmed_lead(before: MeasureRevision | None, units: tuple[str, ...]) -> tuple[str, ...]:
    if before is None:
        return ()
    lead = [a.unit.name for a in before.assignments.all() if a.role == AssignmentRole.LEAD]
    return tuple(name for name in lead if name in units)


def _write_target(
    edition: Edition, position: int, content: TargetContent, by: Account | None, at: datetime
) -> None:
    target, _ = Target.objects.get_or_create(plan=edition.plan, key=content.key)
    TargetRevision.objects.create(
        target=target,
        name=content.name,
        name_en=content.name_en,
        comparator=content.comparator,
        low=content.low,
        high=content.high,
        unit=content.unit[:20],
        due_on=content.due_on,
        strength=content.strength,
        counted=content.counted,
        **_shared(edition, position, content, by, at),
    )


def _shared(
    edition: Edition,
    position: int,
    content: MeasureContent | TargetContent,
    by: Account | None,
    at: datetime,
) -> dict[str, Any]:
    start, end = content.span or (None, None)
    return {
        "edition": edition,
        "since": edition.in_force_since,
        "recorded_at": at,
        "recorded_by": by,
        "position": position,
        "group": content.group[:120],
        "group_en": content.group_en[:200],
        "text": content.text,
        "text_en": content.text_en,
        "span_start": start,
        "span_end": end,
    }


def _withdraw_measures(
    edition: Edition, kept: dict[str, MeasureRevision], still: set[str], by: Account | None, at: datetime
) -> None:
    for key, revision in kept.items():
        if key not in still:
            _repeat_as_withdrawn(revision, edition, by, at)


def _withdraw_targets(
    edition: Edition, kept: dict[str, TargetRevision], still: set[str], by: Account | None, at: datetime
) -> None:
    for key, revision in kept.items():
        if key not in still:
            _repeat_as_withdrawn(revision, edition, by, at)


def _repeat_as_withdrawn(
    revision: MeasureRevision | TargetRevision, edition: Edition, by: Account | None, at: datetime
) -> None:
    """The same words once more, marked as no longer asked for; progress on them stays on record."""
    assert edition.in_force_since is not None  # noqa: S101  put_in_force has set it
    revision.pk = None
    revision._state.adding = True
    revision.withdrawn = True
    revision.edition, revision.since = edition, edition.in_force_since
    revision.recorded_by, revision.recorded_at = by, at
    revision.span_start = revision.span_end = None
    revision.save()


def _write_places(edition: Edition, content: PlanContent) -> None:
    for position, site in enumerate(content.sites, 1):
        start, end = site.span or (None, None)
        Site.objects.create(
            edition=edition,
            key=site.key,
            position=position,
            code=site.code[:10],
            name=site.name[:120],
            name_en=site.name_en,
            role=site.role,
            role_en=site.role_en,
            span_start=start,
            span_end=end,
        )
    for position, focus in enumerate(content.focus, 1):
        start, end = focus.span or (None, None)
        FocusArea.objects.create(
            edition=edition,
            position=position,
            layer=focus.layer,
            name=focus.name[:120],
            name_en=focus.name_en,
            topics=list(focus.topics),
            topics_en=list(focus.topics_en),
            span_start=start,
            span_end=end,
        )
