"""A whole plan as it stood on a day, in a fixed number of queries; every page and export reads this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from xiandao.zone.plans.models import (
    Edition,
    FocusArea,
    Measure,
    MeasureRevision,
    MilestoneReached,
    Plan,
    ProgressReport,
    ReportedFigure,
    Site,
    Target,
    TargetLink,
    TargetRevision,
    Unit,
)
from xiandao.zone.plans.queries.counting import Counted, counted
from xiandao.zone.plans.rules.standing import (
    Attention,
    Goal,
    MilestoneState,
    TargetStanding,
    attention_for,
    lowest_met,
    share_of,
    standing_of,
    target_standing,
)
from xiandao.zone.plans.rules.states import (
    LEADING,
    AssignmentRole,
    Comparator,
    EditionState,
    Standing,
    Status,
)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit and its part in a measure."""

    unit: Unit
    role: AssignmentRole


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone and whether it was reached by the day."""

    key: str
    text: str
    text_en: str
    quantity: str
    due_on: date | None
    reached_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as it stood on a day."""

    id: int
    key: str
    revision: MeasureRevision
    parts: tuple[UnitPart, ...]
    milestones: tuple[MilestoneView, ...]
    due_on: date
    reports: tuple[ProgressReport, ...]  # newest first
    spoken: ProgressReport | None  # the report that counts: the leading unit's latest, else the latest
    standing: Standing
    attention: tuple[Attention, ...]
    targets: tuple[str, ...]

    @property
    def leads(self) -> tuple[UnitPart, ...]:
        """The leading units, confirmed or proposed."""
        return tuple(part for part in self.parts if part.role in LEADING)

    @property
    def supports(self) -> tuple[UnitPart, ...]:
        """The other units."""
        return tuple(part for part in self.parts if part.role not in LEADING)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The ids of all its units."""
        return frozenset(part.unit.pk for part in self.parts)

    @property
    def number(self) -> str:
        """Its number as the document prints it, without the outer levels."""
        return "".join(self.revision.path[2:]) or self.key


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target as it stood on a day, with what it had come to."""

    id: int
    key: str
    revision: TargetRevision
    goal: Goal
    counted: Counted
    standing: TargetStanding
    share: Decimal | None
    measures: tuple[str, ...]

    @property
    def value(self) -> Decimal | None:
        """The value that is judged."""
        return self.counted.value

    @property
    def figures(self) -> tuple[ReportedFigure, ...]:
        """What units reported towards it."""
        return self.counted.figures

    @property
    def missing(self) -> Decimal | None:
        """How much is left to the least that is asked; None where no number is to be reached."""
        if self.goal.low is None or lowest_met(self.goal) is None:
            return None
        met = self.standing is TargetStanding.MET
        return Decimal(0) if met else max(Decimal(0), self.goal.low - (self.value or Decimal(0)))

    @property
    def can_be_forecast(self) -> bool:
        """Only a number to reach by a day can be."""
        return lowest_met(self.goal) is not None and self.goal.due_on is not None

    @property
    def unverified(self) -> Decimal | None:
        """How much is claimed beyond what somebody else has verified; None where nothing is."""
        found = self.counted
        more = (found.claimed or Decimal(0)) - (found.verified or Decimal(0))
        return more if more > 0 else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it stood on a day."""

    plan: Plan
    edition: Edition
    as_of: date
    measures: tuple[MeasureView, ...]
    targets: tuple[TargetView, ...]
    sites: tuple[Site, ...]
    focus: tuple[FocusArea, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit with a part, those with most measures first."""
        counts: dict[Unit, int] = defaultdict(int)
        for measure in self.measures:
            for part in measure.parts:
                counts[part.unit] += 1
        return tuple(sorted(counts, key=lambda unit: -counts[unit]))

    @property
    def groups(self) -> tuple[tuple[str, tuple[MeasureView, ...]], ...]:
        """The measures under their groups, in the order of the text."""
        grouped: dict[str, list[MeasureView]] = defaultdict(list)
        for measure in self.measures:
            grouped[measure.revision.group].append(measure)
        return tuple((group, tuple(measures)) for group, measures in grouped.items())

    def measure(self, key: str) -> MeasureView | None:
        """The measure under this key, where it was in force on the day."""
        return next((measure for measure in self.measures if measure.key == key), None)

    def target(self, key: str) -> TargetView | None:
        """The target under this key, where it was in force on the day."""
        return next((target for target in self.targets if target.key == key), None)

    def of_unit(self, unit_id: int) -> tuple[MeasureView, ...]:
        """The measures in which a unit has a part."""
        return tuple(measure for measure in self.measures if unit_id in measure.unit_ids)


def edition_in_force(plan: Plan, as_of: date) -> Edition | None:
    """The edition that held on a day."""
    return (
        plan.editions.filter(state=EditionState.IN_FORCE, in_force_since__lte=as_of)
        .order_by("-in_force_since", "-number")
        .first()
    )


def snapshot(plan: Plan, as_of: date) -> Snapshot | None:
    """The plan as it stood on a day, or None where it was not yet in force."""
    edition = edition_in_force(plan, as_of)
    if edition is None:
        return None
    links = TargetLink.objects.filter(target__plan=plan, since__lte=as_of).exclude(until__lte=as_of)
    pairs = list(links.values_list("target__key", "measure__key"))
    return Snapshot(
        plan=plan,
        edition=edition,
        as_of=as_of,
        measures=_measures(plan, edition, as_of, pairs),
        targets=_targets(plan, as_of, pairs),
        sites=tuple(Site.objects.filter(edition=edition)),
        focus=tuple(FocusArea.objects.filter(edition=edition)),
    )


def current_measure_revisions(plan: Plan, as_of: date) -> QuerySet[MeasureRevision]:
    """The revision of each measure that held on a day, in the order of the text."""
    latest = (
        MeasureRevision.objects.filter(measure=OuterRef("pk"), since__lte=as_of)
        .order_by("-since", "-pk")
        .values("pk")[:1]
    )
    ids = Measure.objects.filter(plan=plan).annotate(current=Subquery(latest)).values("current")
    return (
        MeasureRevision.objects.filter(pk__in=ids, withdrawn=False)
        .select_related("measure")
        .prefetch_related("assignments__unit", "milestones")
        .order_by("position", "pk")
    )


def current_target_revisions(plan: Plan, as_of: date) -> QuerySet[TargetRevision]:
    """The revision of each target that held on a day, in the order of the text."""
    latest = (
        TargetRevision.objects.filter(target=OuterRef("pk"), since__lte=as_of)
        .order_by("-since", "-pk")
        .values("pk")[:1]
    )
    ids = Target.objects.filter(plan=plan).annotate(current=Subquery(latest)).values("current")
    return (
        TargetRevision.objects.filter(pk__in=ids, withdrawn=False)
        .select_related("target")
        .order_by("position", "pk")
    )


def goal_of(revision: TargetRevision) -> Goal:
    """What a target's revision asks for."""
    return Goal(
        Comparator(revision.comparator),
        revision.low,
        revision.high,
        revision.due_on,
        counted=revision.counted,
    )


def _measures(
    plan: Plan, edition: Edition, as_of: date, pairs: Iterable[tuple[str, str]]
) -> tuple[MeasureView, ...]:
    reports: dict[int, list[ProgressReport]] = defaultdict(list)
    for report in (
        ProgressReport.objects.filter(measure__plan=plan, reported_on__lte=as_of)
        .select_related("unit", "by")
        .order_by("-reported_on", "-pk")
    ):
        reports[report.measure_id].append(report)
    reached: dict[tuple[int, str], date] = {}
    for claim in MilestoneReached.objects.filter(
        report__measure__plan=plan, happened_on__lte=as_of
    ).select_related("report"):
        place = (claim.report.measure_id, claim.milestone)
        reached[place] = min(claim.happened_on, reached.get(place, claim.happened_on))
    served: dict[str, list[str]] = defaultdict(list)
    for target_key, measure_key in pairs:
        served[measure_key].append(target_key)
    ends_on = date(edition.period_end, 12, 31)
    return tuple(
        _measure(revision, reports[revision.measure_id], reached, served, edition, ends_on, as_of)
        for revision in current_measure_revisions(plan, as_of)
    )


def _measure(
    revision: MeasureRevision,
    reports: list[ProgressReport],
    reached: Mapping[tuple[int, str], date],
    served: Mapping[str, list[str]],
    edition: Edition,
    ends_on: date,
    as_of: date,
) -> MeasureView:
    parts = tuple(UnitPart(a.unit, AssignmentRole(a.role)) for a in revision.assignments.all())
    states = [
        (row, MilestoneState(row.key, row.due_on, reached.get((revision.measure_id, row.key))))
        for row in revision.milestones.all()
    ]
    leading = {part.unit.pk for part in parts if part.role in LEADING}
    spoken = next((r for r in reports if r.unit_id in leading), reports[0] if reports else None)
    due_on = revision.due_on or ends_on
    standing = standing_of(
        Status(spoken.status) if spoken else None, due_on, [s for _, s in states], as_of=as_of
    )
    open_days = [due_on, *(s.due_on for _, s in states if s.due_on and not s.reached(as_of))]
    attention = attention_for(
        standing,
        open_days,
        reports[0].reported_on if reports else None,
        edition.in_force_since or ends_on,
        has_units=bool(parts),
        lead_confirmed=any(part.role is AssignmentRole.LEAD for part in parts),
        as_of=as_of,
    )
    return MeasureView(
        id=revision.measure_id,
        key=revision.measure.key,
        revision=revision,
        parts=parts,
        milestones=tuple(
            MilestoneView(
                row.key, row.text, row.text_en, row.quantity, row.due_on, s.reached_on, s.overdue(as_of)
            )
            for row, s in states
        ),
        due_on=due_on,
        reports=tuple(reports),
        spoken=spoken,
        standing=standing,
        attention=attention,
        targets=tuple(served.get(revision.measure.key, ())),
    )


def _targets(plan: Plan, as_of: date, pairs: Iterable[tuple[str, str]]) -> tuple[TargetView, ...]:
    served: dict[str, list[str]] = defaultdict(list)
    for target_key, measure_key in pairs:
        served[target_key].append(measure_key)
    revisions = list(current_target_revisions(plan, as_of))
    come_to = counted(plan, {revision.target_id: revision.unit for revision in revisions}, as_of)
    views = []
    for revision in revisions:
        goal, behind = goal_of(revision), come_to[revision.target_id]
        views.append(
            TargetView(
                id=revision.target_id,
                key=revision.target.key,
                revision=revision,
                goal=goal,
                counted=behind,
                standing=target_standing(goal, behind.value, as_of=as_of),
                share=share_of(goal, behind.value),
                measures=tuple(served.get(revision.target.key, ())),
            )
        )
    return tuple(views)
