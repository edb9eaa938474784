"""The lab's words: what is wished, how a design came about, where an order stands, what a sample is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class WishKind(StrEnum):
    """What is wished for; also what evidence says was verified."""

    GENE = "gene"
    OPERON = "operon"
    MRNA = "mrna"
    VECTOR = "vector"
    STRAIN = "strain"
    OTHER = "other"


class WishState(StrEnum):
    """Whether it is still worked on."""

    OPEN = "open"
    REACHED = "reached"
    GIVEN_UP = "given_up"


class DesignWay(StrEnum):
    """How a version of a design came about."""

    BY_HAND = "by_hand"
    GENE = "gene"
    MRNA = "mrna"


class OrderState(StrEnum):
    """Where an order stands; what the gate said is not set by anybody."""

    HELD = "held"
    REFUSED = "refused"
    CLEARED = "cleared"
    REJECTED = "rejected"
    LEFT = "left"  # its sheet was taken out


ORDER_NEXT: Final[Mapping[OrderState, frozenset[OrderState]]] = {
    # screened again, or reviewed
    OrderState.HELD: frozenset(
        {OrderState.HELD, OrderState.CLEARED, OrderState.REFUSED, OrderState.REJECTED}
    ),
    OrderState.REFUSED: frozenset(),
    OrderState.CLEARED: frozenset({OrderState.HELD, OrderState.REFUSED, OrderState.CLEARED, OrderState.LEFT}),
    OrderState.REJECTED: frozenset(),
    OrderState.LEFT: frozenset({OrderState.LEFT}),
}


class SampleKind(StrEnum):
    """What is in the tube or well."""

    PLASMID = "plasmid"
    FRAGMENT = "fragment"
    OLIGO = "oligo"
    RNA = "rna"
    STRAIN = "strain"
    CULTURE = "culture"
    OTHER = "other"


class SampleState(StrEnum):
    """Whether it is still there."""

    HERE = "here"
    USED_UP = "used_up"
    DISCARDED = "discarded"


class ContainerKind(StrEnum):
    """Where samples stand in order."""

    PLATE_96 = "plate96"
    PLATE_384 = "plate384"
    BOX_81 = "box81"
    BOX_100 = "box100"


class Reads(StrEnum):
    """How a sample was sequenced."""

    NANOPORE = "nanopore"
    ILLUMINA = "illumina"
    SANGER = "sanger"


class RunKind(StrEnum):
    """What the lab has computed in the background."""

    GENE = "gene"
    MRNA = "mrna"
    GUIDES = "guides"
    PLAN = "plan"
    VERIFICATION = "verification"
    SCREENING = "screening"


class ReadingResult(StrEnum):
    """What the reads say of a construct; the words of xiandao.foundry.verification."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    LOOK = "look"
