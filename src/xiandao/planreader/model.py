"""What an action plan says, as plain frozen data. Its names are a public contract (plan.schema.json)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

SCHEMA_VERSION = "1.0"


class Span(NamedTuple):
    """[start, end) in characters of the extracted text: text[start:end] is the item's own words."""

    start: int
    end: int


class Status(StrEnum):
    """How far the document itself says it has come."""

    DRAFT = "draft"
    APPROVED = "approved"


class Comparator(StrEnum):
    """How a value is held against a target's low and high."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    BETWEEN = "between"
    EXACTLY = "exactly"
    GROWS_BY = "grows_by"
    QUALITATIVE = "qualitative"


class Strength(StrEnum):
    """How firmly the text commits to a target."""

    BINDING = "binding"
    EXPECTED = "expected"
    ASPIRATIONAL = "aspirational"


class Layer(StrEnum):
    """The technology layer of a focus area, where the text names one."""

    FOUNDATION = "foundation"
    PLATFORM = "platform"
    APPLICATION = "application"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Period:
    """The years a plan runs for, both included."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the plan cites as its ground; its number is not the plan's own."""

    title: str
    doc_no: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """One aim. `low` and `high` are numbers in `unit`; 万 and 亿 stay in the unit (50 亿元, not 5e9 元).

    at_least, more_than: `low` set. at_most, less_than: `high` set. between: both. about, exactly:
    low == high. grows_by: `low` is the growth (negative for a fall), unit "%" or "倍". qualitative: none.
    `spans` holds every place that says it; `span` is the first.
    """

    id: str
    group: str | None
    name: str
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None
    due: date | None
    text: str
    span: Span
    strength: Strength
    counted: bool
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something a measure promises by a day, with its quantity where it names one."""

    due: date | None
    text: str
    quantity: str | None
    span: Span
    strength: Strength
    counted: bool


@dataclass(frozen=True, slots=True)
class Focus:
    """A thing the plan concentrates on, with its topics."""

    name: str
    role: Layer
    topics: tuple[str, ...]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Site:
    """A place with a role in the plan's spatial layout; `code` is its figure in a "1+1+3"."""

    code: str
    name: str
    role: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """The smallest item with its own responsible units.

    `path` holds the numbers as printed, outermost first; "" stands for a sibling that lost its number.
    `units` keeps the order of the text; `lead` is filled only where the text marks a lead.
    `lead` and `support` stay empty where the text only lists 责任单位; support also holds all beside a lead.
    `units_span` is the place that names the units; it lies outside `span` where one block serves several.
    """

    id: str
    path: tuple[str, ...]
    group: str | None
    title: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    units: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    span: Span
    units_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit under the name the document uses first; every measure names it so.

    `lead` counts the measures that mark it as lead, `support` all others that name it.
    """

    name: str
    aliases: tuple[str, ...]
    lead: int
    support: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader will not decide alone; printed as a warning. Codes are listed in doubts.py.

    `message` is Chinese; `values` fill the sentence of any other language.
    """

    code: str
    message: str
    span: Span
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """Text that was read as nothing, kept in sight."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a plan was read from."""

    name: str
    format: str
    encoding: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything read from one document, beside the text that the spans point into."""

    title: str | None
    area: str | None
    status: Status | None
    doc_no: str | None
    issuer: str | None
    issued: date | None
    period: Period
    basis: tuple[Basis, ...]
    targets: tuple[Target, ...]
    focus: tuple[Focus, ...]
    sites: tuple[Site, ...]
    measures: tuple[Measure, ...]
    units: tuple[Unit, ...]
    warnings: tuple[Doubt, ...]
    remainder: tuple[Remainder, ...]
    text: str
    source: Origin | None = None
