"""The states that editions and measures go through; code, tests and the README read these tables."""

from __future__ import annotations

from enum import StrEnum


class PlanStatus(StrEnum):
    """How far the plan itself has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    CLOSED = "closed"


class EditionState(StrEnum):
    """Where one version of the plan's document stands between upload and being in force."""

    REVIEW = "review"
    IN_FORCE = "in_force"
    DISCARDED = "discarded"


NEXT_EDITION_STATE: dict[EditionState, frozenset[EditionState]] = {
    EditionState.REVIEW: frozenset({EditionState.IN_FORCE, EditionState.DISCARDED}),
    EditionState.IN_FORCE: frozenset(),
    EditionState.DISCARDED: frozenset(),
}


class Status(StrEnum):
    """What a unit says of its measure. Being late is never said: it follows from the dates."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DONE = "done"


class Standing(StrEnum):
    """How a measure stands on a day: what was said, overruled by the dates."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"


class AssignmentRole(StrEnum):
    """What a unit does. A proposed lead is the first unit named, until the office confirms it."""

    LEAD = "lead"
    PROPOSED_LEAD = "proposed_lead"
    SUPPORT = "support"


LEADING = frozenset({AssignmentRole.LEAD, AssignmentRole.PROPOSED_LEAD})


class Comparator(StrEnum):
    """How a value is held against a target; the same words as the reader's public contract."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    BETWEEN = "between"
    EXACTLY = "exactly"
    GROWS_BY = "grows_by"
    QUALITATIVE = "qualitative"


class Strength(StrEnum):
    """How firmly the plan commits to a target; the same words as the reader's public contract."""

    BINDING = "binding"
    EXPECTED = "expected"
    ASPIRATIONAL = "aspirational"


class Layer(StrEnum):
    """The technology layer of a focus area; the same words as the reader's public contract."""

    FOUNDATION = "foundation"
    PLATFORM = "platform"
    APPLICATION = "application"
    OTHER = "other"
