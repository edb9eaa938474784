"""The tables of the pilot plant."""

from __future__ import annotations

from xiandao.zone.pilot.models.batches import (
    Achieved,
    Addition,
    Attachment,
    Batch,
    BatchStep,
    Deviation,
    Material,
)
from xiandao.zone.pilot.models.campaigns import Booking, Campaign, Plan
from xiandao.zone.pilot.models.costing import BenchFit, CostCase
from xiandao.zone.pilot.models.equipment import Closure, Equipment, Operative, Upkeep, Utility
from xiandao.zone.pilot.models.templates import Template, TemplateVersion
from xiandao.zone.pilot.models.transfers import OpenQuestion, Risk, TechTransfer

__all__ = [
    "Achieved",
    "Addition",
    "Attachment",
    "Batch",
    "BatchStep",
    "BenchFit",
    "Booking",
    "Campaign",
    "Closure",
    "CostCase",
    "Deviation",
    "Equipment",
    "Material",
    "OpenQuestion",
    "Operative",
    "Plan",
    "Risk",
    "TechTransfer",
    "Template",
    "TemplateVersion",
    "Upkeep",
    "Utility",
]
