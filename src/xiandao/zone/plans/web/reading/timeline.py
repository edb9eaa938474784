"""What the plan promises, quarter by quarter, with a mark where the reader stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import MeasureView, MilestoneView, Snapshot, TargetView
from xiandao.zone.plans.web.reading.frame import Shown, plan_page

Quarter = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due: a milestone of a measure, a measure itself, or a target."""

    day: date
    measure: MeasureView | None = None
    milestone: MilestoneView | None = None
    target: TargetView | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quarter with what falls due in it."""

    year: int
    quarter: int
    dues: tuple[Due, ...]
    is_now: bool
    is_past: bool

    @property
    def place(self) -> Quarter:
        """Its place in time."""
        return self.year, self.quarter


@zone_only
@plan_page("timeline")
def timeline(_request: HttpRequest, seen: Snapshot) -> Shown:
    """Every quarter of the period, and those beyond in which something falls due."""
    by_quarter: dict[Quarter, list[Due]] = defaultdict(list)
    for due in dues_of(seen):
        by_quarter[quarter_of(due.day)].append(due)
    now = quarter_of(seen.as_of)
    period = [
        (year, quarter)
        for year in range(seen.edition.period_start, seen.edition.period_end + 1)
        for quarter in (1, 2, 3, 4)
    ]
    stretches = [
        Stretch(*place, tuple(sorted(by_quarter[place], key=lambda due: due.day)), place == now, place < now)
        for place in sorted({*period, *by_quarter})
    ]
    years: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        years[stretch.year].append(stretch)
    open_ended = [m for m in seen.measures if m.revision.due_on is None]
    return {
        "years": list(years.items()),
        "open_ended": open_ended,
        "ends_on": date(seen.edition.period_end, 12, 31),
        "is_before": now < period[0],
        "is_after": now > stretches[-1].place if stretches else False,
    }


def dues_of(seen: Snapshot) -> list[Due]:
    """Everything with a day of its own; measures that merely end with the plan are told apart."""
    dues = [Due(t.revision.due_on, target=t) for t in seen.targets if t.revision.due_on is not None]
    for measure in seen.measures:
        if measure.revision.due_on is not None:
            dues.append(Due(measure.revision.due_on, measure=measure))
        dues += [Due(m.due_on, measure, m) for m in measure.milestones if m.due_on is not None]
    return dues


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return day.year, (day.month + 2) // 3
