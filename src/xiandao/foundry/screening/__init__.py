"""The biosecurity gate: no order leaves without a screening against the operator's hazard database."""

from __future__ import annotations

from xiandao.foundry.screening.gate import METHOD, digest_of, reviewed, screen
from xiandao.foundry.screening.hazards import (
    Benign,
    DatabaseRefused,
    Entry,
    HazardDatabase,
    Kind,
    OnHit,
    Unusable,
)
from xiandao.foundry.screening.opening import database_at, open_database
from xiandao.foundry.screening.results import (
    VERDICTS,
    Concern,
    Customer,
    Hit,
    Method,
    Review,
    Screening,
    Verdict,
)
from xiandao.foundry.screening.texts import ScreeningRefused

__all__ = [
    "METHOD",
    "VERDICTS",
    "Benign",
    "Concern",
    "Customer",
    "DatabaseRefused",
    "Entry",
    "HazardDatabase",
    "Hit",
    "Kind",
    "Method",
    "OnHit",
    "Review",
    "Screening",
    "ScreeningRefused",
    "Unusable",
    "Verdict",
    "database_at",
    "digest_of",
    "open_database",
    "reviewed",
    "screen",
]
