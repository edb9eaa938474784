"""What the JSON API answers and takes: figures with their unit, ISO days, numbers as decimal strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Self

from ninja import Schema

from xiandao.zone.plans import api
from xiandao.zone.plans.rules.states import AssignmentRole, Status


class Words(Schema):
    """The same thing in both languages; `en` is empty where the plan was read from a Chinese document."""

    zh: str
    en: str


class PlanLine(Schema):
    """A plan in a list."""

    slug: str
    title: Words
    status: str
    period_start: int
    period_end: int
    in_force_since: date
    is_sample: bool


class UnitOut(Schema):
    """A responsible unit."""

    id: int
    name: Words
    aliases: list[str]
    collective: bool

    @classmethod
    def of(cls, unit: api.Unit) -> Self:
        """As the API says it."""
        return cls(
            id=unit.pk,
            name=Words(zh=unit.name, en=unit.name_en),
            aliases=unit.aliases,
            collective=unit.collective,
        )


class PartOut(Schema):
    """A unit and its part in a measure."""

    unit: UnitOut
    role: AssignmentRole


class MilestoneOut(Schema):
    """A dated promise."""

    key: str
    text: Words
    quantity: str
    due_on: date | None
    reached_on: date | None
    overdue: bool


class FigureOut(Schema):
    """One entry behind a target's value."""

    id: int
    quantity: Decimal
    happened_on: date
    note: str
    unit: str
    measure: str
    reported_on: date
    recorded_at: datetime
    by: str

    @classmethod
    def of(cls, figure: api.ReportedFigure) -> Self:
        """As the API says it."""
        report = figure.report
        return cls(
            id=figure.pk,
            quantity=figure.quantity,
            happened_on=figure.happened_on,
            note=figure.note,
            unit=report.unit.name,
            measure=report.measure.key,
            reported_on=report.reported_on,
            recorded_at=report.recorded_at,
            by=str(report.by),
        )


class ReportOut(Schema):
    """What a unit said of a measure."""

    id: int
    unit: str
    status: Status
    text: str
    reported_on: date
    recorded_at: datetime
    by: str

    @classmethod
    def of(cls, report: api.ProgressReport) -> Self:
        """As the API says it."""
        return cls(
            id=report.pk,
            unit=report.unit.name,
            status=Status(report.status),
            text=report.text,
            reported_on=report.reported_on,
            recorded_at=report.recorded_at,
            by=str(report.by),
        )


class MeasureOut(Schema):
    """A measure as it stood on a day."""

    key: str
    path: list[str]
    group: Words
    title: Words
    text: Words
    span: tuple[int, int] | None
    parts: list[PartOut]
    owner: str
    due_on: date
    milestones: list[MilestoneOut]
    standing: str
    attention: list[str]
    targets: list[str]
    reports: list[ReportOut]

    @classmethod
    def of(cls, view: api.MeasureView) -> Self:
        """As the API says it."""
        r = view.revision
        return cls(
            key=view.key,
            path=r.path,
            group=Words(zh=r.group, en=r.group_en),
            title=Words(zh=r.title, en=r.title_en),
            text=Words(zh=r.text, en=r.text_en),
            span=_span(r.span_start, r.span_end),
            parts=[PartOut(unit=UnitOut.of(part.unit), role=part.role) for part in view.parts],
            owner=r.owner,
            due_on=view.due_on,
            milestones=[
                MilestoneOut(
                    key=m.key,
                    text=Words(zh=m.text, en=m.text_en),
                    quantity=m.quantity,
                    due_on=m.due_on,
                    reached_on=m.reached_on,
                    overdue=m.overdue,
                )
                for m in view.milestones
            ],
            standing=view.standing.value,
            attention=[reason.value for reason in view.attention],
            targets=list(view.targets),
            reports=[ReportOut.of(report) for report in view.reports],
        )


class TargetOut(Schema):
    """A target as it stood on a day, with the entries behind its value."""

    key: str
    group: Words
    name: Words
    comparator: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    due_on: date | None
    strength: str
    counted: bool
    span: tuple[int, int] | None
    value: Decimal | None
    standing: str
    measures: list[str]
    figures: list[FigureOut]

    @classmethod
    def of(cls, view: api.TargetView) -> Self:
        """As the API says it."""
        r = view.revision
        return cls(
            key=view.key,
            group=Words(zh=r.group, en=r.group_en),
            name=Words(zh=r.name, en=r.name_en),
            comparator=r.comparator,
            low=r.low,
            high=r.high,
            unit=r.unit,
            due_on=r.due_on,
            strength=r.strength,
            counted=r.counted,
            span=_span(r.span_start, r.span_end),
            value=view.value,
            standing=view.standing.value,
            measures=list(view.measures),
            figures=[FigureOut.of(figure) for figure in view.figures],
        )


class SiteOut(Schema):
    """A place with a role in the plan."""

    key: str
    code: str
    name: Words
    role: Words


class PlanOut(PlanLine):
    """A whole plan as it stood on a day."""

    as_of: date
    measures: list[MeasureOut]
    targets: list[TargetOut]
    units: list[UnitOut]
    sites: list[SiteOut]

    @classmethod
    def of(cls, seen: api.Snapshot) -> Self:
        """As the API says it."""
        return cls(
            **line_of(seen.plan, seen.edition).model_dump(),
            as_of=seen.as_of,
            measures=[MeasureOut.of(view) for view in seen.measures],
            targets=[TargetOut.of(view) for view in seen.targets],
            units=[UnitOut.of(unit) for unit in seen.units],
            sites=[
                SiteOut(
                    key=site.key,
                    code=site.code,
                    name=Words(zh=site.name, en=site.name_en),
                    role=Words(zh=site.role, en=site.role_en),
                )
                for site in seen.sites
            ],
        )


class ReportIn(Schema):
    """A progress report to keep."""

    unit: int
    status: Status
    text: str
    reported_on: date
    figures: list[FigureIn] = []
    milestones: list[MilestoneIn] = []


class FigureIn(Schema):
    """A quantity that the report adds to a target; `supersedes` names the figure it corrects."""

    target: str
    quantity: Decimal
    happened_on: date
    note: str
    supersedes: int | None = None


class MilestoneIn(Schema):
    """A milestone that was reached."""

    key: str
    happened_on: date


class DispatchIn(Schema):
    """Who does a measure, by names of units."""

    lead: list[str]
    support: list[str]
    due_on: date | None = None
    owner: str = ""
    since: date


class TextIn(Schema):
    """A plan's text to read; `plan` names an existing plan that this is a newer version of."""

    text: str
    plan: str | None = None


class EditionOut(Schema):
    """An edition under review or in force."""

    plan: str
    number: int
    state: str
    title: str
    measures: int
    targets: int
    open_warnings: int

    @classmethod
    def of(cls, edition: api.Edition) -> Self:
        """As the API says it."""
        reading = edition.reading
        return cls(
            plan=edition.plan.slug,
            number=edition.number,
            state=edition.state,
            title=edition.title,
            measures=len(reading["measures"]),
            targets=len(reading["targets"]),
            open_warnings=sum(not warning["settled"] for warning in reading["warnings"]),
        )


class CorrectionIn(Schema):
    """One field of one item of a reading."""

    item: str
    field: str
    value: str


class ConfirmIn(Schema):
    """The day from which the edition holds."""

    since: date


def line_of(plan: api.Plan, edition: api.Edition) -> PlanLine:
    """A plan in a list."""
    assert edition.in_force_since is not None  # noqa: S101  the database says so of every edition in force
    return PlanLine(
        slug=plan.slug,
        title=Words(zh=edition.title, en=edition.title_en),
        status=edition.status,
        period_start=edition.period_start,
        period_end=edition.period_end,
        in_force_since=edition.in_force_since,
        is_sample=plan.is_sample,
    )


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)
