"""Strains and vessels: rate laws composed so that carbon and electrons close, and run over time."""

from __future__ import annotations

from xiandao.scaleup.kinetics.compounds import (
    ACETATE,
    BIOMASS,
    ETHANOL,
    GLUCOSE,
    GLUTAMINE,
    GLYCEROL,
    LACTATE,
    PHB,
    Compound,
    KineticsRefused,
)
from xiandao.scaleup.kinetics.model import Model, Surroundings
from xiandao.scaleup.kinetics.models import aerobe, bacterium, mammalian, microcarrier, storing, yeast
from xiandao.scaleup.kinetics.operation import (
    Addition,
    Change,
    Operation,
    Outflow,
    Stream,
    Transfer,
    Trigger,
    Withdrawal,
)
from xiandao.scaleup.kinetics.reactor import Course, run
from xiandao.scaleup.kinetics.species import Species, grams, millimoles
from xiandao.scaleup.kinetics.strains import Rates, Strain, rates
from xiandao.scaleup.kinetics.vessels import Feed, Start, Trajectory, changed, operation_of, simulate

__all__ = [
    "ACETATE",
    "BIOMASS",
    "ETHANOL",
    "GLUCOSE",
    "GLUTAMINE",
    "GLYCEROL",
    "LACTATE",
    "PHB",
    "Addition",
    "Change",
    "Compound",
    "Course",
    "Feed",
    "KineticsRefused",
    "Model",
    "Operation",
    "Outflow",
    "Rates",
    "Species",
    "Start",
    "Strain",
    "Stream",
    "Surroundings",
    "Trajectory",
    "Transfer",
    "Trigger",
    "Withdrawal",
    "aerobe",
    "bacterium",
    "changed",
    "grams",
    "mammalian",
    "microcarrier",
    "millimoles",
    "operation_of",
    "rates",
    "run",
    "simulate",
    "storing",
    "yeast",
]
