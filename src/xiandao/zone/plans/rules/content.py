"""A plan's content as plain values, whether it was read from a document or written down by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xiandao.kernel.refusals import Refusal
from xiandao.zone.plans.rules.states import (
    AssignmentRole,
    Comparator,
    Layer,
    PlanStatus,
    Strength,
)


class ContentRefused(Refusal):
    """The content cannot become a plan; the sentence names the item and the field."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says of itself."""

    title: str
    period_start: int
    period_end: int
    status: PlanStatus = PlanStatus.DRAFT
    title_en: str = ""
    area: str = ""
    area_en: str = ""
    issuer: str = ""
    doc_no: str = ""

    @property
    def ends_on(self) -> date:
        """The last day of the plan's period."""
        return date(self.period_end, 12, 31)


@dataclass(frozen=True, slots=True)
class MilestoneContent:
    """A dated promise inside a measure."""

    key: str
    text: str
    due_on: date | None
    text_en: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """A measure with its units in the order of the text; `lead` only where somebody marked it."""

    key: str
    path: tuple[str, ...]
    title: str
    units: tuple[str, ...]
    lead: tuple[str, ...] = ()
    group: str = ""
    text: str = ""
    title_en: str = ""
    group_en: str = ""
    text_en: str = ""
    due_on: date | None = None
    milestones: tuple[MilestoneContent, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TargetContent:
    """A target with its figures in its own unit."""

    key: str
    name: str
    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str
    due_on: date | None
    strength: Strength
    counted: bool
    group: str = ""
    text: str = ""
    name_en: str = ""
    group_en: str = ""
    text_en: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SiteContent:
    """A place and its role."""

    key: str
    code: str
    name: str
    role: str = ""
    name_en: str = ""
    role_en: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FocusContent:
    """A focus area and its topics."""

    layer: Layer
    name: str
    topics: tuple[str, ...] = ()
    name_en: str = ""
    topics_en: tuple[str, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class UnitContent:
    """A unit with its other names."""

    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    collective: bool = False


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Everything that confirming an edition brings into force."""

    header: Header
    measures: tuple[MeasureContent, ...]
    targets: tuple[TargetContent, ...] = ()
    sites: tuple[SiteContent, ...] = ()
    focus: tuple[FocusContent, ...] = ()
    units: tuple[UnitContent, ...] = field(default=())


def roles_of(units: tuple[str, ...], lead: tuple[str, ...]) -> tuple[tuple[str, AssignmentRole], ...]:
    """Each unit's part. Without a marked lead the first unit is proposed, for the office to confirm."""
    ordered = (*units, *(name for name in lead if name not in units))
    unique = tuple(dict.fromkeys(ordered))
    if lead:
        return tuple(
            (name, AssignmentRole.LEAD if name in lead else AssignmentRole.SUPPORT) for name in unique
        )
    return tuple(
        (name, AssignmentRole.SUPPORT if place else AssignmentRole.PROPOSED_LEAD)
        for place, name in enumerate(unique)
    )
