"""The states of editions and measures; what is said of targets is the reader's public contract."""

from __future__ import annotations

from enum import StrEnum

from xiandao.planreader import Comparator, Layer, Strength

__all__ = [
    "LEADING",
    "NEXT_EDITION_STATE",
    "AssignmentRole",
    "Comparator",
    "EditionState",
    "Layer",
    "PlanStatus",
    "Standing",
    "Status",
    "Strength",
]


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
