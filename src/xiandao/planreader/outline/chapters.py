"""What a chapter is for, by the words of its heading: aims, focus, layout, tasks or safeguards."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a reader expects below a heading."""

    GENERAL = "general"
    TARGETS = "targets"
    FOCUS = "focus"
    LAYOUT = "layout"
    TASKS = "tasks"
    SAFEGUARDS = "safeguards"
    SUPPLEMENT = "supplement"


# The first pattern that fits decides, so the narrow words stand before the wide ones.
_ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.SUPPLEMENT,
            r"^(?:附则|附件|附表|附录|名词解释|有关说明|其他事项|其它事项|解释|编制说明|起草说明|施行日期|有效期)",
        ),
        (
            Role.TARGETS,
            (
                r"^(?:(?:总体|主要|发展|工作|行动|具体|阶段性?|年度|预期|建设|量化|绩效|产业|规划|近期|远期|中期|实施|总)*(?:目标|指标)"
                r"(?:任务体系|体系|要求|设定|任务)?|目标(?:任务|定位|愿景)?|(?:发展)?愿景|总体要求[和与及](?:主要|发展|工作)?目标|.{0,12}(?:发展|工作|主要|总体|预期)(?:预期)?目标)$"
            ),
        ),
        (
            Role.GENERAL,
            (
                r"^(?:总体(?:要求|思路|考虑|部署)|指导思想|基本原则|工作原则|发展原则|实施原则|建设原则|主要原则|基本思路|工作思路|发展思路|"
                r"重要意义|重大意义|意义|背景|编制背景|形势|面临|发展现状|现状|现实基础|发展基础|工作基础|基本情况|存在(?:的)?问题|"
                r"主要问题|编制依据|制定依据|依据|适用(?:范围|对象)|总则|基础(?:条件|与)|战略定位|总体定位|发展定位|功能定位|前言|引言|原则|战略思路)(?:$|[和与及、(:]|分析|情况|回顾|概况)"
            ),
        ),
        (
            Role.LAYOUT,
            r"(?:发展|空间|总体|产业|区域|功能|规划|重点|优化)*(?:格局|布局)$|^空间(?:载体|安排|规划)$|^(?:空间|产业|区域|功能|总体)布局",
        ),
        (
            Role.FOCUS,
            (
                r"^(?:重点聚焦|聚焦(?:重点|方向|领域|赛道)?|(?:重点|主要|优先|主攻|发展)+(?:发展)?(?:领域|方向|产业|赛道)|产业(?:方向|重点)|"
                r"发展重点|主攻方向|重点(?:发展)?(?:领域|方向|赛道|产业|环节)(?:和环节)?|技术(?:方向|路线)|发展方向)$"
            ),
        ),
        (
            Role.SAFEGUARDS,
            (
                r"^(?:(?:强化|加强|完善|健全|落实|加大|做好)?(?:组织|政策|要素|服务|实施|支撑|支持|工作|统筹|综合|人才|资金)*(?:保障|推进|实施)"
                r"(?:措施|机制|体系|举措|条件|工作|支撑|要求)?|(?:加强)?组织(?:领导|实施|保障|推进)|工作要求|(?:工作)?(?:推进|协调|落实)机制|"
                r"监督(?:考核|检查|评估)|督查考核|实施步骤|进度安排|工作步骤|时间安排|工作安排|实施要求|有关要求|相关要求|要求|工作保障|组织与保障)$"
            ),
        ),
        (
            Role.TASKS,
            (
                r"^(?:(?:主要|重点|工作|具体|核心|行动|专项|建设|发展|实施|改革|总体|落实|政策|推进|目标|年度|攻坚|创新|支持|扶持|强化|"
                r"加快|的|与|和|及)*(?:任务|举措|措施|行动|工程|工作|内容|事项|重点|路径|部署|政策|清单|分工|安排|计划)"
                r"(?:和|与|及|、)?(?:任务|举措|措施|行动|工程|部署|分工|清单|安排|内容|重点|计划|保障措施)*|任务部署|工作重点)(?:一览)?表?$"
            ),
        ),
    )
)
_FRINGE: Final = re.compile(r"^[\s*#:、.]+|[\s*:。.]+$")
_LONGEST_HEADING: Final = 24


def role_of(heading: str) -> Role | None:
    """The role that a heading names; None where it is about the matter itself. Takes folded text."""
    words = _FRINGE.sub("", heading.split("\n", 1)[0])
    words = re.sub(r"\s+|\([^)]*\)$", "", words)
    if not words or len(words) > _LONGEST_HEADING:
        return None
    for role, pattern in _ROLES:
        if pattern.search(words):
            return role
    return None


_BARE: Final = re.compile(
    r"^[\s#*]*((?:总体|指导|基本|工作|主要|重点|发展|组织|保障|实施|空间|产业|任务)[\u4e00-\u9fff]{2,6}|附则|目标)[\s*:]*$"
)


def bare_heading(line: str) -> bool:
    """Whether a line without a number is one of the genre's chapter headings, and nothing else."""
    return _BARE.match(line) is not None and role_of(line) is not None


# A heading glued to its text begins with one of these; a whole document on one line has no other sign.
_OPENING: Final = re.compile(
    r"\s?(?:总体要求|总体思路|总体目标|指导思想|基本原则|工作原则|主要目标|发展目标|工作目标|行动目标|目标任务|重点任务|主要任务|工作任务|"
    r"任务部署|工作举措|主要举措|重点举措|保障措施|组织保障|组织实施|空间布局|发展格局|重点领域|重点聚焦|重要意义|发展基础|工作重点|"
    r"工作要求|附则|总则|实施保障|组织领导|重点工作|工作措施|主要措施|政策措施|产业布局|发展重点|重点方向|工作内容|目标(?=[到为是:]))"
)


def opening_words(folded: str, start: int) -> re.Match[str] | None:
    """The chapter words that stand at `start`, if any."""
    return _OPENING.match(folded, start)
