"""The plan's tables."""

from __future__ import annotations

from xiandao.zone.plans.models.content import (
    Assignment,
    FocusArea,
    Measure,
    MeasureRevision,
    Milestone,
    Site,
    Target,
    TargetLink,
    TargetRevision,
    Unit,
)
from xiandao.zone.plans.models.counting import TargetIndicator
from xiandao.zone.plans.models.document import Correction, Edition, Plan
from xiandao.zone.plans.models.progress import (
    Attachment,
    MilestoneReached,
    Officer,
    ProgressReport,
    ReportedFigure,
)

__all__ = [
    "Assignment",
    "Attachment",
    "Correction",
    "Edition",
    "FocusArea",
    "Measure",
    "MeasureRevision",
    "Milestone",
    "MilestoneReached",
    "Officer",
    "Plan",
    "ProgressReport",
    "ReportedFigure",
    "Site",
    "Target",
    "TargetIndicator",
    "TargetLink",
    "TargetRevision",
    "Unit",
]
