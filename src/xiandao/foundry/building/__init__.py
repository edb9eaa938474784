"""From a wished circle to the bench: the cheapest plan, its protocol, what to order, every intermediate."""

from __future__ import annotations

from xiandao.foundry.building.layouts import InStock, in_stock, layouts
from xiandao.foundry.building.plans import BuildPlan, Method, Option, Supply, plan_build
from xiandao.foundry.building.protocols import (
    Pipetted,
    Protocol,
    as_text,
    intermediates,
    nanograms_of,
    order_of,
    protocol,
)

__all__ = [
    "BuildPlan",
    "InStock",
    "Method",
    "Option",
    "Pipetted",
    "Protocol",
    "Supply",
    "as_text",
    "in_stock",
    "intermediates",
    "layouts",
    "nanograms_of",
    "order_of",
    "plan_build",
    "protocol",
]
