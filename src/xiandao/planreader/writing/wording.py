"""The headings of the workbook and the table in both languages, and a target's value as a person says it."""

from __future__ import annotations

from typing import Final

from xiandao.planreader.doubts import Language
from xiandao.planreader.model import Comparator, Target

HEADINGS: Final[dict[str, tuple[str, str]]] = {
    "plan": ("计划", "Plan"),
    "targets": ("目标", "Targets"),
    "measures": ("任务举措", "Measures"),
    "milestones": ("时间节点", "Milestones"),
    "units": ("责任单位", "Units"),
    "focus": ("重点聚焦", "Focus"),
    "sites": ("空间布局", "Sites"),
    "warnings": ("提示", "Warnings"),
    "remainder": ("未读文字", "Left unread"),
    "id": ("序号", "No."),
    "path": ("编号", "Number"),
    "group": ("分组", "Group"),
    "title": ("标题", "Title"),
    "text": ("原文", "Text"),
    "lead": ("牵头", "Lead"),
    "support": ("配合", "Support"),
    "named": ("责任单位", "Units"),
    "due": ("期限", "Due"),
    "name": ("名称", "Name"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "strength": ("性质", "Strength"),
    "aliases": ("别称", "Other names"),
    "code": ("代码", "Code"),
    "role": ("作用", "Role"),
    "topics": ("内容", "Topics"),
    "message": ("说明", "Message"),
    "place": ("位置", "Place"),
    "quantity": ("数量", "Quantity"),
    "area": ("地区", "Area"),
    "status": ("状态", "Status"),
    "doc_no": ("文号", "Document number"),
    "issuer": ("印发单位", "Issuer"),
    "issued": ("印发日期", "Issued"),
    "period": ("起止年份", "Years"),
    "measure": ("任务", "Measure"),
    "leads": ("牵头数", "Leads"),
    "others": ("其他参与数", "Other measures"),
    "draft": ("草案", "draft"),
    "approved": ("已印发", "approved"),
    "binding": ("约束性", "binding"),
    "expected": ("预期性", "expected"),
    "aspirational": ("力争", "aspirational"),
    "foundation": ("基础层", "foundation"),
    "platform": ("平台层", "platform"),
    "application": ("应用层", "application"),
    "other": ("其他", "other"),
}
_VALUES: Final[dict[Comparator, tuple[str, str]]] = {
    Comparator.AT_LEAST: ("不少于 {low}", "at least {low}"),
    Comparator.AT_MOST: ("不超过 {high}", "at most {high}"),
    Comparator.MORE_THAN: ("超过 {low}", "more than {low}"),
    Comparator.LESS_THAN: ("少于 {high}", "less than {high}"),
    Comparator.ABOUT: ("约 {low}", "about {low}"),
    Comparator.BETWEEN: ("{low}–{high}", "{low} to {high}"),
    Comparator.EXACTLY: ("{low}", "{low}"),
    Comparator.GROWS_BY: ("增长 {low}", "grows by {low}"),
    Comparator.QUALITATIVE: ("定性", "qualitative"),
}


def word(key: str, language: Language) -> str:
    """A heading or a value's name in the language asked for."""
    return HEADINGS[key][language is Language.ENGLISH]


def value_of(target: Target, language: Language) -> str:
    """The target's value without its unit."""
    template = _VALUES[target.comparator][language is Language.ENGLISH]
    return template.format(low=_plain(target.low), high=_plain(target.high))


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if abs(number) < 1e6 else f"{number:,.0f}"
