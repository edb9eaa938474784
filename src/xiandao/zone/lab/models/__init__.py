"""The tables of the lab."""

from __future__ import annotations

from xiandao.zone.lab.models.bench import Container, Measurement, PlateReading, ReadFile, Sample, Sequencing
from xiandao.zone.lab.models.ordering import Customer, Order, OrderItem, OrderReview
from xiandao.zone.lab.models.wishes import Design, LabRun, Note, Share, Wish

__all__ = [
    "Container",
    "Customer",
    "Design",
    "LabRun",
    "Measurement",
    "Note",
    "Order",
    "OrderItem",
    "OrderReview",
    "PlateReading",
    "ReadFile",
    "Sample",
    "Sequencing",
    "Share",
    "Wish",
]
