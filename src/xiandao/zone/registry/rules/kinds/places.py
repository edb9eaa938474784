"""Platforms that serve many, and scenarios in which products are shown at work."""

from __future__ import annotations

from xiandao.zone.registry.rules.kinds.fields import (
    LEFT,
    NOTE,
    SITE,
    TOPIC,
    Event,
    Field,
    KindOfRecord,
    choices,
    staged,
    stages,
)
from xiandao.zone.registry.rules.vocabulary import FieldClass, Kind, RelationKind

PUBLIC = FieldClass.PUBLIC
CARRIER = Field(
    "carrier",
    "运营单位",
    "Run by",
    "relation",
    PUBLIC,
    headings=("单位", "建设单位"),
    relation=RelationKind.CARRIED_BY,
    towards=(Kind.ORGANISATION,),
)

PLATFORM = KindOfRecord(
    Kind.PLATFORM,
    "平台",
    "Platform",
    "name",
    (
        Field("name", "平台名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        Field(
            "type",
            "平台类型",
            "Type",
            "choice",
            PUBLIC,
            headings=("类型",),
            choices=choices(
                ("functional", "功能性平台", "functional"),
                ("pilot", "中试平台", "pilot plant"),
                ("glp", "GLP平台", "GLP"),
                ("incubator", "孵化器", "incubator"),
                ("shared", "共享实验室", "shared laboratory"),
            ),
        ),
        CARRIER,
        SITE,
        TOPIC,
        Field("opened_on", "启用日期", "Opened on", "day", PUBLIC),
        *stages(
            ("planned", "谋划", "planned"),
            ("approved", "立项", "approved"),
            ("building", "在建", "building"),
            ("opened", "启用", "opened"),
        ),
        LEFT,
        NOTE,
    ),
    (
        Event("opened", "platform-opened", "opened_on", {"type": "type"}, needs=("type",)),
        *staged("platform"),
    ),
    ("name", "type", "carrier", "site", "opened_on"),
)

SCENARIO = KindOfRecord(
    Kind.SCENARIO,
    "示范场景",
    "Application scenario",
    "name",
    (
        Field("name", "场景名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        CARRIER,
        SITE,
        TOPIC,
        Field("opened_on", "启用日期", "Opened on", "day", PUBLIC),
        NOTE,
    ),
    (Event("opened", "scenario-opened", "opened_on"),),
    ("name", "carrier", "site", "opened_on"),
)
