"""Small plans in our own words, shared by the reader's tests, and the shortest way to read one."""

from __future__ import annotations

from xiandao.planreader import Plan, from_text, read

SHORT_PLAN = """澄江区微生物制造产业三年行动计划（2024-2026年）
（征求意见稿）

为落实《江南省生物制造发展规划》（江政发\u30142023\u30158号），制定本行动计划。

一、总体要求
（一）指导思想
坚持创新引领，做强本地发酵产业。
（二）主要目标
——平台能力更强。到2026年，建成中试平台不少于3个，申请专利60项。
——企业集聚更快。到2026年，引进企业20家左右，力争产业规模突破30亿元。

二、重点任务
（一）建强平台
1、建设中试基地。2025年建成首条中试线。（责任单位：区科委、云湖镇、澄新公司）
2、开放仪器共享。支持高校开放大型仪器。（牵头单位：区科委；配合单位：区教育局、各街镇）
（二）招引企业
3、开展产业链招商。区经委牵头编制招商目录，区投促办配合。
"""


def plan_of(text: str) -> Plan:
    """Read a text as if it had been pasted."""
    return read(from_text(text))


def measures_of(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """Path and units of every measure, the two things a clerk checks first."""
    return [("".join(measure.path), measure.units) for measure in plan.measures]


def task_chapter(items: str, area: str = "澄江区") -> str:
    """A small plan whose only chapter holds these items."""
    return f"{area}微生物制造产业行动计划（2024-2026年）\n一、重点任务\n{items}"


def codes_of(plan: Plan) -> list[str]:
    """The codes of all warnings."""
    return [warning.code for warning in plan.warnings]
