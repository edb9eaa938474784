"""The evidence room's tables."""

from __future__ import annotations

from xiandao.zone.evidence.models.claims import Alias, Claim, ClaimTarget
from xiandao.zone.evidence.models.files import StoredFile
from xiandao.zone.evidence.models.indicators import DayTotal, GroupStep, Indicator, IndicatorVersion
from xiandao.zone.evidence.models.ledger import Entry, Head

__all__ = [
    "Alias",
    "Claim",
    "ClaimTarget",
    "DayTotal",
    "Entry",
    "GroupStep",
    "Head",
    "Indicator",
    "IndicatorVersion",
    "StoredFile",
]
