"""What a wish waits for: the next step, from what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xiandao.zone.lab.rules.vocabulary import OrderState, ReadingResult


class Step(StrEnum):
    """The next step of a wish; a closed one has none."""

    NONE = "none"
    DESIGN = "design"
    COMPUTING = "computing"
    ORDER = "order"
    RECORD_CUSTOMER = "record_customer"
    REVIEW = "review"
    TAKE_SHEET = "take_sheet"
    REGISTER_SAMPLE = "register_sample"
    UPLOAD_READS = "upload_reads"
    LOOK = "look"
    DESIGN_AGAIN = "design_again"
    LINK_PROJECT = "link_project"
    RECORD_EVIDENCE = "record_evidence"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of a wish. `order`: the furthest order; `reading`: the best verdict."""

    open: bool
    designs: int = 0
    computing: bool = False
    order: OrderState | None = None
    customer: bool = True
    samples: int = 0
    readings: int = 0
    reading: ReadingResult | None = None
    has_project: bool = True
    has_evidence: bool = False
    notes: int = 0


def next_step(at: Standing) -> Step:
    """The one thing that brings the wish on, the latest stage first."""
    if not at.open:
        return Step.NONE
    if at.reading is not None:
        return _after_reading(at)
    if at.computing:
        return Step.COMPUTING
    if at.samples:
        return Step.UPLOAD_READS if not at.readings else Step.COMPUTING
    if at.order is not None:
        return _after_order(at)
    return Step.ORDER if at.designs else Step.DESIGN


def _after_reading(at: Standing) -> Step:
    if at.reading is ReadingResult.FAIL:
        return Step.DESIGN_AGAIN
    if at.reading is ReadingResult.LOOK:
        return Step.LOOK
    if at.has_evidence:
        return Step.NONE if at.notes else Step.LEARN
    return Step.RECORD_EVIDENCE if at.has_project else Step.LINK_PROJECT


def _after_order(at: Standing) -> Step:
    if at.order is OrderState.HELD:
        return Step.REVIEW if at.customer else Step.RECORD_CUSTOMER
    if at.order in (OrderState.REFUSED, OrderState.REJECTED):
        return Step.DESIGN_AGAIN
    return Step.TAKE_SHEET if at.order is OrderState.CLEARED else Step.REGISTER_SAMPLE
