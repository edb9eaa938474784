"""Projects, achievements, their transfers, and products."""

from __future__ import annotations

from xiandao.zone.registry.rules.kinds.fields import (
    LEFT,
    LEVELS,
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

PUBLIC, RESTRICTED = FieldClass.PUBLIC, FieldClass.RESTRICTED
CARRIER = Field(
    "carrier",
    "承担单位",
    "Carried by",
    "relation",
    PUBLIC,
    headings=("单位", "实施单位"),
    relation=RelationKind.CARRIED_BY,
    towards=(Kind.ORGANISATION,),
)
MODE = Field(
    "mode",
    "转化方式",
    "Mode of transfer",
    "choice",
    PUBLIC,
    choices=choices(
        ("licence", "许可", "licence"),
        ("assignment", "转让", "assignment"),
        ("equity", "作价入股", "equity"),
        ("service", "技术服务", "service"),
        ("other", "其他", "other"),
    ),
)

PROJECT = KindOfRecord(
    Kind.PROJECT,
    "项目",
    "Project",
    "name",
    (
        Field("name", "项目名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        CARRIER,
        Field(
            "leader",
            "负责人",
            "Led by",
            "relation",
            headings=("项目负责人",),
            relation=RelationKind.LED_BY,
            towards=(Kind.PERSON,),
        ),
        TOPIC,
        SITE,
        Field(
            "rank",
            "引领性",
            "Rank",
            "choice",
            PUBLIC,
            choices=choices(("leading", "引领性", "leading"), ("other", "其他", "other")),
        ),
        Field("trl", "技术就绪度", "TRL", "choice", PUBLIC, headings=("技术成熟度",), choices=LEVELS),
        Field("mrl", "制造就绪度", "MRL", "choice", PUBLIC, headings=("制造成熟度",), choices=LEVELS),
        Field("started_on", "启动日期", "Started on", "day", PUBLIC, headings=("开始日期",)),
        Field("settled_on", "落地日期", "Settled on", "day", PUBLIC),
        Field("investment", "投资额", "Investment", "money", RESTRICTED, unit="CNY", headings=("总投资",)),
        Field("summary", "简介", "Summary", "text", PUBLIC, headings=("项目简介",)),
        *stages(
            ("concept", "概念", "concept"),
            ("laboratory", "小试", "laboratory"),
            ("pilot", "中试", "pilot"),
            ("settled", "落地", "settled"),
            ("production", "量产", "production"),
        ),
        LEFT,
        NOTE,
    ),
    (
        Event("settled", "project-settled", "settled_on", {"rank": "rank"}, needs=("rank",)),
        *staged("project"),
    ),
    ("name", "carrier", "trl", "stage", "site"),
)

ACHIEVEMENT = KindOfRecord(
    Kind.ACHIEVEMENT,
    "成果",
    "Achievement",
    "name",
    (
        Field("name", "成果名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        Field(
            "carrier",
            "完成单位",
            "Made by",
            "relation",
            PUBLIC,
            headings=("单位",),
            relation=RelationKind.CARRIED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        Field(
            "project",
            "来源项目",
            "From project",
            "relation",
            PUBLIC,
            relation=RelationKind.FROM,
            towards=(Kind.PROJECT,),
        ),
        TOPIC,
        Field("trl", "技术就绪度", "TRL", "choice", PUBLIC, choices=LEVELS),
        *stages(
            ("disclosed", "披露", "disclosed"),
            ("assessed", "评估", "assessed"),
            ("negotiating", "谈判", "negotiating"),
            ("transferred", "转化", "transferred"),
        ),
        LEFT,
        Field("transferred_on", "转化日期", "Transferred on", "day", PUBLIC),
        MODE,
        Field("amount", "转化金额", "Amount", "money", RESTRICTED, unit="CNY", headings=("合同金额",)),
        NOTE,
    ),
    (
        Event("transferred", "achievement-transferred", "transferred_on", {"mode": "mode"}),
        *staged("achievement"),
    ),
    ("name", "carrier", "stage", "transferred_on"),
)

TRANSFER = KindOfRecord(
    Kind.TRANSFER,
    "转化合同",
    "Transfer",
    "name",
    (
        Field("name", "合同名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        Field("contract_number", "合同编号", "Contract number", "identifier", PUBLIC, scheme="contract"),
        Field(
            "achievement",
            "转化成果",
            "Achievement",
            "relation",
            PUBLIC,
            relation=RelationKind.FROM,
            towards=(Kind.ACHIEVEMENT,),
        ),
        Field(
            "receiver",
            "受让单位",
            "Received by",
            "relation",
            PUBLIC,
            relation=RelationKind.RECEIVED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        Field("signed_on", "签订日期", "Signed on", "day", PUBLIC),
        Field("amount", "合同金额", "Amount", "money", RESTRICTED, unit="CNY"),
        MODE,
        NOTE,
    ),
    (Event("signed", "achievement-transferred", "signed_on", {"mode": "mode"}, subject="achievement"),),
    ("name", "achievement", "receiver", "signed_on"),
)

PRODUCT = KindOfRecord(
    Kind.PRODUCT,
    "产品",
    "Product",
    "name",
    (
        Field("name", "产品名称", "Name", "name", PUBLIC, required=True, headings=("名称",)),
        Field(
            "carrier",
            "生产单位",
            "Made by",
            "relation",
            PUBLIC,
            headings=("企业",),
            relation=RelationKind.CARRIED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        Field(
            "project",
            "来源项目",
            "From project",
            "relation",
            PUBLIC,
            relation=RelationKind.FROM,
            towards=(Kind.PROJECT,),
        ),
        TOPIC,
        Field("launched_on", "上市日期", "Launched on", "day", PUBLIC),
        Field("capacity", "年产能", "Yearly capacity", "text", PUBLIC),
        NOTE,
    ),
    (Event("launched", "product-launched", "launched_on"),),
    ("name", "carrier", "launched_on"),
)
