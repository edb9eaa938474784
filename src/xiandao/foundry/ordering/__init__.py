"""Order sheets, made only of what the biosecurity gate cleared."""

from __future__ import annotations

from xiandao.foundry.ordering.orders import Item, Order, OrderRefused
from xiandao.foundry.ordering.sheets import MOST_DAYS, Sheet
from xiandao.foundry.ordering.templates import Column, Template, template_from, template_named, templates

__all__ = [
    "MOST_DAYS",
    "Column",
    "Item",
    "Order",
    "OrderRefused",
    "Sheet",
    "Template",
    "template_from",
    "template_named",
    "templates",
]
