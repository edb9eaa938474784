"""What a kind of record is described by: its fields, who may see them, and what they claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from xiandao.zone.registry.rules.vocabulary import FieldClass, Kind, RelationKind

FieldType = Literal[
    "text",
    "name",
    "number",
    "money",
    "day",
    "year",
    "choice",
    "choices",
    "flag",
    "identifier",
    "relation",
    "link",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field may have."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be said of a record.

    `scheme` is an identifier's, `relation` and `towards` a relation's; `past` days cannot lie in the future.
    """

    key: str
    zh: str
    en: str
    type: FieldType = "text"
    field_class: FieldClass = FieldClass.ZONE
    required: bool = False
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    headings: tuple[str, ...] = ()
    example: str = ""
    scheme: str = ""
    relation: RelationKind | None = None
    towards: tuple[Kind, ...] = ()
    past: bool = True


@dataclass(frozen=True)
class Event:
    """What is claimed in the evidence ledger when a record says that something happened.

    `details` maps a detail of the claim to a field, or to a fixed value written `=value`. The claim waits
    until the day and every field in `needs` are stated. `day_of` is the field of the day; empty means the day
    of the statement. `per` tells occurrences apart: one claim for each of its values. `subject` is a relation
    whose record the claim speaks of; empty means the record itself.
    """

    name: str
    claim: str
    day_of: str
    details: Mapping[str, str] = field(default_factory=dict)
    quantity: str = ""
    needs: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    subject: str = ""

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that it speaks of."""
        named = {self.day_of, self.quantity, self.subject, *self.needs, *self.per}
        return frozenset(
            (named | {name for name in self.details.values() if not name.startswith("=")}) - {""}
        )


@dataclass(frozen=True)
class KindOfRecord:
    """A kind of record: its words, its fields in the order of a page, and its events."""

    kind: Kind
    zh: str
    en: str
    label: str  # the field by which it is called
    fields: tuple[Field, ...]
    events: tuple[Event, ...] = ()
    columns: tuple[str, ...] = ()  # what a list shows unless it is told otherwise

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """The fields under their keys."""
        return {known.key: known for known in self.fields}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """What every record must say."""
        return tuple(known for known in self.fields if known.required)

    @cached_property
    def searched(self) -> tuple[Field, ...]:
        """The names and the numbers, by which a record is found."""
        return tuple(known for known in self.fields if known.type in ("name", "identifier"))

    @cached_property
    def relations(self) -> tuple[Field, ...]:
        """What names other records."""
        return tuple(known for known in self.fields if known.relation is not None)


def choices(*pairs: tuple[str, str, str]) -> tuple[Choice, ...]:
    """Choices from (key, zh, en)."""
    return tuple(Choice(*pair) for pair in pairs)


TOPIC = Field(
    "topics",
    "聚焦方向",
    "Focus areas",
    "choices",
    FieldClass.PUBLIC,
    headings=("细分领域", "技术方向"),
    choices=choices(
        ("synthesis", "DNA合成", "DNA synthesis"),
        ("sequencing", "基因测序", "Sequencing"),
        ("parts", "元件", "Parts"),
        ("chassis", "底盘细胞", "Chassis"),
        ("enzymes", "工具酶", "Enzymes"),
        ("editing", "基因编辑", "Genome editing"),
        ("bio-eda", "生物设计软件", "Bio-EDA"),
        ("microfluidics", "微流控", "Microfluidics"),
        ("screening", "高通量筛选", "High-throughput screening"),
        ("pathways", "代谢通路", "Pathway engineering"),
        ("automation", "自动化铸造", "Automation and biofoundry"),
        ("ai", "人工智能", "Artificial intelligence"),
        ("medicine", "医药健康", "Medicine"),
        ("materials", "生物材料", "Materials"),
        ("consumer", "消费品", "Consumer goods"),
        ("green", "绿色低碳", "Green and low carbon"),
    ),
)
LEVELS = choices(*((str(n), f"{n}级", f"level {n}") for n in range(1, 10)))
RANK = Field(
    "rank",
    "引领/关联",
    "Leading or affiliated",
    "choice",
    FieldClass.PUBLIC,
    headings=("企业类别", "层级"),
    choices=choices(
        ("leading", "引领性", "leading"), ("affiliated", "关联", "affiliated"), ("other", "其他", "other")
    ),
)
SITE = Field("site", "园区", "Site", "text", FieldClass.PUBLIC, headings=("所在园区", "载体"), example="南大")
NOTE = Field("note", "备注", "Note", "text", FieldClass.ZONE, headings=("说明",))


def stages(*pairs: tuple[str, str, str]) -> tuple[Field, Field]:
    """The stage of a pipeline and the day on which it was reached."""
    return (
        Field("stage", "储备阶段", "Stage", "choice", headings=("阶段", "推进阶段"), choices=choices(*pairs)),
        Field("stage_on", "进入阶段日期", "Stage reached on", "day", headings=("阶段日期",)),
    )


def staged(pipeline: str) -> tuple[Event, Event]:
    """Reaching a stage, and leaving the pipeline."""
    keys = {"pipeline": f"={pipeline}", "stage": "stage"}
    return (
        Event("stage", "stage-reached", "stage_on", keys, needs=("stage",), per=("stage",)),
        Event("left", "pipeline-left", "left_pipeline_on", {"pipeline": f"={pipeline}"}),
    )


LEFT = Field("left_pipeline_on", "退出储备日期", "Left the pipeline on", "day")
