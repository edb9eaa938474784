"""Feed profiles that make most of a vessel, within what oxygen, cooling and volume allow."""

from __future__ import annotations

from xiandao.scaleup.feeding.profile import Profile, constant, exponential
from xiandao.scaleup.feeding.search import Plan, best_feed
from xiandao.scaleup.feeding.task import (
    HEAT_KJ_PER_MOL_O2,
    FeedingRefused,
    FeedTask,
    Goal,
    Limits,
    Outcome,
    outcome,
)

__all__ = [
    "HEAT_KJ_PER_MOL_O2",
    "FeedTask",
    "FeedingRefused",
    "Goal",
    "Limits",
    "Outcome",
    "Plan",
    "Profile",
    "best_feed",
    "constant",
    "exponential",
    "outcome",
]
