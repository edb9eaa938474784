"""From bench runs to the page that a board reads. What goes in is invented; it shows how parts are joined."""

from __future__ import annotations

from xiandao.scaleup.demonstration.folder import as_json, record, write
from xiandao.scaleup.demonstration.joined import DRAWS, Demonstration, demonstrate
from xiandao.scaleup.demonstration.page import net_worth, page
from xiandao.scaleup.demonstration.plots import plots

__all__ = [
    "DRAWS",
    "Demonstration",
    "as_json",
    "demonstrate",
    "net_worth",
    "page",
    "plots",
    "record",
    "write",
]
