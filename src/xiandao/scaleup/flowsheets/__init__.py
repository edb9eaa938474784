"""Flowsheets: streams by their elements, one block a file, process families; mass, carbon and energy
close.
"""

from __future__ import annotations

from xiandao.scaleup.flowsheets.families import FAMILIES, Family, Parameter, family
from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.sheets import Flowsheet, Sheet, converged, worst_first
from xiandao.scaleup.flowsheets.streams import Stream, mixed, stream, summed
from xiandao.scaleup.flowsheets.substances import FlowsheetRefused, Substance, substance

__all__ = [
    "FAMILIES",
    "Broken",
    "Duties",
    "Family",
    "Flowsheet",
    "FlowsheetRefused",
    "Machine",
    "Outcome",
    "Parameter",
    "Sheet",
    "Stream",
    "Substance",
    "converged",
    "family",
    "mixed",
    "stream",
    "substance",
    "summed",
    "worst_first",
]
