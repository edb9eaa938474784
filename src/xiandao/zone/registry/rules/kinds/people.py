"""People: what they are and where they work; how to reach them is for few eyes."""

from __future__ import annotations

from xiandao.zone.registry.rules.kinds.fields import (
    LEFT,
    NOTE,
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

PERSON = KindOfRecord(
    Kind.PERSON,
    "人才",
    "Person",
    "name",
    (
        Field("name", "姓名", "Name", "name", required=True, headings=("人才姓名",), example="张示例"),
        Field("english_name", "英文姓名", "English name", "name", headings=("英文名",)),
        Field(
            "level",
            "层次",
            "Level",
            "choice",
            headings=("人才层次", "职称"),
            choices=choices(
                ("academician", "院士", "academician"),
                ("professor", "教授级", "professor level"),
                ("associate", "副高级", "associate level"),
                ("young", "青年人才", "young talent"),
                ("other", "其他", "other"),
            ),
        ),
        Field("leading", "领军人才", "Leading talent", "flag"),
        Field(
            "employer",
            "所在单位",
            "Employer",
            "relation",
            headings=("单位", "工作单位"),
            relation=RelationKind.EMPLOYED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        TOPIC,
        Field("arrived_on", "到岗日期", "Arrived on", "day", headings=("引进日期", "入职日期")),
        Field("left_on", "离开日期", "Left on", "day"),
        Field("orcid", "ORCID", "ORCID", "identifier", PUBLIC, scheme="orcid"),
        Field("birth_year", "出生年份", "Birth year", "year", RESTRICTED, headings=("出生年",)),
        Field("phone", "联系电话", "Phone", "text", RESTRICTED, headings=("电话", "手机")),
        Field("email", "电子邮箱", "Email", "text", RESTRICTED, headings=("邮箱",)),
        *stages(
            ("contact", "接洽", "contact"),
            ("offer", "意向", "offer"),
            ("contract", "签约", "contract"),
            ("arrived", "到岗", "arrived"),
        ),
        LEFT,
        NOTE,
    ),
    (
        Event(
            "arrived",
            "person-arrived",
            "arrived_on",
            {"level": "level", "leading": "leading"},
            needs=("level",),
        ),
        Event("left_zone", "person-left", "left_on"),
        *staged("talent"),
    ),
    ("name", "level", "employer", "arrived_on"),
)
