"""Patents, papers and research grants."""

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

PATENT = KindOfRecord(
    Kind.PATENT,
    "专利",
    "Patent",
    "title",
    (
        Field(
            "title", "专利名称", "Title", "name", PUBLIC, required=True, headings=("名称", "发明名称", "标题")
        ),
        Field(
            "number",
            "申请号",
            "Application number",
            "identifier",
            PUBLIC,
            headings=("专利号", "专利申请号"),
            scheme="application",
        ),
        Field(
            "publication",
            "公开号",
            "Publication number",
            "identifier",
            PUBLIC,
            headings=("公开（公告）号", "公告号", "授权公告号"),
            scheme="publication",
        ),
        Field(
            "type",
            "专利类型",
            "Type",
            "choice",
            PUBLIC,
            headings=("类型",),
            choices=choices(
                ("invention", "发明", "invention"),
                ("utility", "实用新型", "utility model"),
                ("design", "外观设计", "design"),
                ("pct", "PCT", "PCT"),
            ),
        ),
        Field("office", "受理局", "Office", "text", PUBLIC, headings=("国别",), example="CN"),
        Field("family", "同族号", "Family", "text", PUBLIC, headings=("专利族", "简单同族")),
        Field(
            "applicant",
            "申请人",
            "Applicant",
            "relation",
            PUBLIC,
            headings=("专利权人", "申请（专利权）人"),
            relation=RelationKind.APPLICANT,
            towards=(Kind.ORGANISATION,),
        ),
        Field(
            "inventor",
            "发明人",
            "Inventor",
            "relation",
            headings=("设计人",),
            relation=RelationKind.INVENTOR,
            towards=(Kind.PERSON,),
        ),
        TOPIC,
        Field("filed_on", "申请日", "Filed on", "day", PUBLIC, headings=("申请日期",)),
        Field("granted_on", "授权日", "Granted on", "day", PUBLIC, headings=("授权日期", "授权公告日")),
        *stages(
            ("disclosed", "交底", "disclosed"), ("drafted", "撰写", "drafted"), ("filed", "申请", "filed")
        ),
        LEFT,
        NOTE,
    ),
    (
        Event("filed", "patent-filed", "filed_on", {"type": "type", "family": "family"}, needs=("type",)),
        Event(
            "granted", "patent-granted", "granted_on", {"type": "type", "family": "family"}, needs=("type",)
        ),
        *staged("patent"),
    ),
    ("title", "number", "type", "applicant", "filed_on"),
)

PAPER = KindOfRecord(
    Kind.PAPER,
    "论文",
    "Paper",
    "title",
    (
        Field("title", "题目", "Title", "name", PUBLIC, required=True, headings=("论文题目", "标题", "篇名")),
        Field("doi", "DOI", "DOI", "identifier", PUBLIC, scheme="doi"),
        Field("venue", "期刊", "Venue", "text", PUBLIC, headings=("刊名", "发表期刊", "会议")),
        Field("issn", "ISSN", "ISSN", "text", PUBLIC),
        Field("year", "年份", "Year", "year", PUBLIC, headings=("发表年份",)),
        Field("published_on", "发表日期", "Published on", "day", PUBLIC, headings=("出版日期", "见刊日期")),
        Field(
            "authors",
            "作者",
            "Authors",
            "relation",
            PUBLIC,
            headings=("作者姓名",),
            relation=RelationKind.AUTHOR,
            towards=(Kind.PERSON,),
        ),
        Field(
            "affiliation",
            "作者单位",
            "Affiliation",
            "relation",
            PUBLIC,
            headings=("第一单位", "单位"),
            relation=RelationKind.CARRIED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        Field(
            "index",
            "收录",
            "Indexed in",
            "choice",
            PUBLIC,
            headings=("收录情况",),
            choices=choices(
                ("sci", "SCI", "SCI"),
                ("ei", "EI", "EI"),
                ("core", "核心", "core"),
                ("other", "其他", "other"),
            ),
        ),
        Field("type", "文献类型", "Type", "text", PUBLIC),
        TOPIC,
        NOTE,
    ),
    (Event("published", "paper-published", "published_on", {"index": "index"}),),
    ("title", "venue", "authors", "published_on", "doi"),
)

GRANT = KindOfRecord(
    Kind.GRANT,
    "课题",
    "Research grant",
    "name",
    (
        Field("name", "课题名称", "Name", "name", PUBLIC, required=True, headings=("名称", "项目名称")),
        Field(
            "grant_number",
            "课题编号",
            "Grant number",
            "identifier",
            PUBLIC,
            headings=("立项编号", "批准号"),
            scheme="grant",
        ),
        Field(
            "level",
            "级别",
            "Level",
            "choice",
            PUBLIC,
            headings=("课题级别",),
            choices=choices(
                ("national", "国家级", "national"),
                ("municipal", "市级", "municipal"),
                ("district", "区级", "district"),
                ("other", "其他", "other"),
            ),
        ),
        Field("funder", "资助机构", "Funder", "text", PUBLIC),
        Field(
            "carrier",
            "承担单位",
            "Carried by",
            "relation",
            PUBLIC,
            headings=("单位",),
            relation=RelationKind.CARRIED_BY,
            towards=(Kind.ORGANISATION,),
        ),
        Field(
            "leader",
            "负责人",
            "Led by",
            "relation",
            headings=("课题负责人",),
            relation=RelationKind.LED_BY,
            towards=(Kind.PERSON,),
        ),
        Field("awarded_on", "立项日期", "Awarded on", "day", PUBLIC),
        Field("amount", "经费", "Amount", "money", RESTRICTED, unit="CNY", headings=("资助金额",)),
        TOPIC,
        NOTE,
    ),
    (Event("awarded", "grant-awarded", "awarded_on", {"level": "level"}, needs=("level",)),),
    ("name", "level", "carrier", "awarded_on"),
)
