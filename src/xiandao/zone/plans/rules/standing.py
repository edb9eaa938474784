"""How a measure and a target stand on a day. Lateness is computed from dates, never typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from xiandao.zone.plans.rules.states import Comparator, Standing, Status

SOON = timedelta(days=30)  # a due day this near is worth a reminder
SILENT_AFTER = timedelta(days=92)  # a quarter without a report is worth a reminder
ABOUT = Decimal("0.1")  # "about 50" is judged met within a tenth: an assumption, shown with the target


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone, and the day it was reached where it was."""

    key: str
    due_on: date | None
    reached_on: date | None = None

    def overdue(self, as_of: date) -> bool:
        """Whether its day has passed without its being reached by then."""
        return self.due_on is not None and self.due_on < as_of and not self.reached(as_of)

    def reached(self, as_of: date) -> bool:
        """Whether it had been reached by that day."""
        return self.reached_on is not None and self.reached_on <= as_of


def standing_of(
    said: Status | None, due_on: date | None, milestones: Sequence[MilestoneState], *, as_of: date
) -> Standing:
    """What a measure's unit said last, overruled by its due days."""
    if said is Status.DONE:
        return Standing.DONE
    if (due_on is not None and due_on < as_of) or any(m.overdue(as_of) for m in milestones):
        return Standing.LATE
    return Standing(said.value) if said is not None else Standing.NOT_STARTED


class Attention(StrEnum):
    """Why a measure wants a look today, most pressing first."""

    LATE = "late"
    AT_RISK = "at_risk"
    DUE_SOON = "due_soon"
    SILENT = "silent"
    LEAD_UNCONFIRMED = "lead_unconfirmed"
    NO_UNIT = "no_unit"


def attention_for(
    standing: Standing,
    due_days: Sequence[date],
    last_report_on: date | None,
    in_force_since: date,
    *,
    has_units: bool,
    lead_confirmed: bool,
    as_of: date,
) -> tuple[Attention, ...]:
    """Every reason to look at a measure on a day; `due_days` are those still open."""
    if standing is Standing.DONE:
        return ()
    reasons: list[Attention] = []
    if standing is Standing.LATE:
        reasons.append(Attention.LATE)
    if standing is Standing.AT_RISK:
        reasons.append(Attention.AT_RISK)
    if any(as_of <= day <= as_of + SOON for day in due_days):
        reasons.append(Attention.DUE_SOON)
    if (last_report_on or in_force_since) + SILENT_AFTER < as_of:
        reasons.append(Attention.SILENT)
    if not has_units:
        reasons.append(Attention.NO_UNIT)
    elif not lead_confirmed:
        reasons.append(Attention.LEAD_UNCONFIRMED)
    return tuple(reasons)


class TargetStanding(StrEnum):
    """How a target's value stands against what the plan asks."""

    NO_FIGURES = "no_figures"
    QUALITATIVE = "qualitative"
    ON_THE_WAY = "on_the_way"
    MET = "met"
    EXCEEDED = "exceeded"  # above the upper end of a range that the plan states
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a target asks for, in its own unit."""

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    due_on: date | None
    counted: bool = True


def target_standing(goal: Goal, value: Decimal | None, *, as_of: date) -> TargetStanding:
    """Judge a value on a day. A goal without numbers is never judged by one."""
    if (
        not goal.counted
        or goal.comparator is Comparator.QUALITATIVE
        or (goal.low is None and goal.high is None)
    ):
        return TargetStanding.QUALITATIVE
    if value is None:
        return TargetStanding.NO_FIGURES
    if goal.high is not None and goal.comparator is Comparator.BETWEEN and value > goal.high:
        return TargetStanding.EXCEEDED
    if is_met(goal, value):
        return TargetStanding.MET
    if goal.due_on is not None and goal.due_on < as_of:
        return TargetStanding.MISSED
    return TargetStanding.ON_THE_WAY


def is_met(goal: Goal, value: Decimal) -> bool:
    """Whether the value does what the goal asks. An exact count is met by reaching it."""
    low, high = goal.low, goal.high
    match goal.comparator:
        case Comparator.AT_MOST:
            return high is not None and value <= high
        case Comparator.LESS_THAN:
            return high is not None and value < high
        case Comparator.MORE_THAN:
            return low is not None and value > low
        case Comparator.ABOUT:
            return low is not None and value >= low * (1 - ABOUT)
        case Comparator.GROWS_BY if low is not None and low < 0:
            return value <= low
        case _:
            return low is not None and value >= low


def lowest_met(goal: Goal) -> Decimal | None:
    """The smallest value that meets the goal by growing to it; None where no number is to be grown to."""
    growing = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.BETWEEN, Comparator.EXACTLY}
    if not goal.counted or goal.low is None or goal.low <= 0:
        return None
    if goal.comparator is Comparator.ABOUT:
        return goal.low * (1 - ABOUT)
    return goal.low if goal.comparator in growing else None


def share_of(goal: Goal, value: Decimal | None) -> Decimal | None:
    """Value over what is asked, between 0 and 1; None where a share means nothing (falls, ceilings)."""
    if value is None or goal.low is None or goal.low <= 0:
        return None
    if goal.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.QUALITATIVE}:
        return None
    return max(Decimal(0), min(Decimal(1), value / goal.low))
