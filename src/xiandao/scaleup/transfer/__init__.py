"""From one vessel to the next: what it can do, what scaling up does, how uneven it is, and a small twin."""

from __future__ import annotations

from xiandao.scaleup.transfer.estimates import Band, Estimate
from xiandao.scaleup.transfer.gradients import Gradients, Organism, gradients
from xiandao.scaleup.transfer.judging import Engineering, Limit, engineering, first_broken, heat_made, limits
from xiandao.scaleup.transfer.reactors import (
    Broth,
    Cooling,
    Demand,
    Impeller,
    Operation,
    Reactor,
    TransferRefused,
    impeller,
)
from xiandao.scaleup.transfer.scaling import Criterion, Gas, Place, Step, scale_up, window
from xiandao.scaleup.transfer.shrinking import ScaleDown, scale_down

__all__ = [
    "Band",
    "Broth",
    "Cooling",
    "Criterion",
    "Demand",
    "Engineering",
    "Estimate",
    "Gas",
    "Gradients",
    "Impeller",
    "Limit",
    "Operation",
    "Organism",
    "Place",
    "Reactor",
    "ScaleDown",
    "Step",
    "TransferRefused",
    "engineering",
    "first_broken",
    "gradients",
    "heat_made",
    "impeller",
    "limits",
    "scale_down",
    "scale_up",
    "window",
]
