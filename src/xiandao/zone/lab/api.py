"""The door of the lab."""

from __future__ import annotations

from xiandao.zone.lab.models import Container, Customer, Design, Measurement, Order, Sample, Sequencing, Wish
from xiandao.zone.lab.operations.bench import (
    end_sample,
    make_container,
    measure,
    move_sample,
    register_samples,
)
from xiandao.zone.lab.operations.computing import compute_gene, compute_mrna
from xiandao.zone.lab.operations.designs import design_from, keep_design, predict
from xiandao.zone.lab.operations.ordering import (
    make_order,
    record_customer,
    review_order,
    screen_again,
    take_sheet,
    verify_customer,
)
from xiandao.zone.lab.operations.verifying import ReadsFile, bring_reads, record_evidence
from xiandao.zone.lab.operations.wishes import learn, link_project, make_wish, share, stop_sharing
from xiandao.zone.lab.permissions import LabAccessRefused, can_read_wish, organisations_of
from xiandao.zone.lab.queries.chains import Chain, chain_of, wishes_of
from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.rules.vocabulary import (
    ContainerKind,
    DesignWay,
    OrderState,
    ReadingResult,
    Reads,
    SampleKind,
    SampleState,
    WishKind,
    WishState,
)

__all__ = [
    "Chain",
    "Container",
    "ContainerKind",
    "Customer",
    "Design",
    "DesignWay",
    "LabAccessRefused",
    "Measurement",
    "Order",
    "OrderState",
    "ReadingResult",
    "Reads",
    "ReadsFile",
    "Sample",
    "SampleKind",
    "SampleState",
    "Sequencing",
    "Step",
    "Wish",
    "WishKind",
    "WishState",
    "bring_reads",
    "can_read_wish",
    "chain_of",
    "compute_gene",
    "compute_mrna",
    "design_from",
    "end_sample",
    "keep_design",
    "learn",
    "link_project",
    "make_container",
    "make_order",
    "make_wish",
    "measure",
    "move_sample",
    "organisations_of",
    "predict",
    "record_customer",
    "record_evidence",
    "register_samples",
    "review_order",
    "screen_again",
    "share",
    "stop_sharing",
    "take_sheet",
    "verify_customer",
    "wishes_of",
]
