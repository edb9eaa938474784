"""Cross-check with BioSTEAM, in its own environment and process, and with the published design of NREL."""

from __future__ import annotations

from xiandao.scaleup.crosscheck.peer import CrosscheckRefused, PeerRun, PeerUnit, ask, found, read
from xiandao.scaleup.crosscheck.reconcile import (
    NREL_2011,
    Row,
    cane_in_dollars,
    design_of_2011,
    reconciled,
    violations,
)

__all__ = [
    "NREL_2011",
    "CrosscheckRefused",
    "PeerRun",
    "PeerUnit",
    "Row",
    "ask",
    "cane_in_dollars",
    "design_of_2011",
    "found",
    "read",
    "reconciled",
    "violations",
]
