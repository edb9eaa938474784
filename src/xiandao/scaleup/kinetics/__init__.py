"""Strains and vessels: rate laws composed so that carbon and electrons close, and run over time."""

from __future__ import annotations

from xiandao.scaleup.kinetics.strains import (
    BIOMASS,
    GLUCOSE,
    PHB,
    Compound,
    KineticsRefused,
    Rates,
    Strain,
    rates,
)
from xiandao.scaleup.kinetics.vessels import Feed, Start, Trajectory, changed, simulate

__all__ = [
    "BIOMASS",
    "GLUCOSE",
    "PHB",
    "Compound",
    "Feed",
    "KineticsRefused",
    "Rates",
    "Start",
    "Strain",
    "Trajectory",
    "changed",
    "rates",
    "simulate",
]
