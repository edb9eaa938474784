"""What kind of document it is, so that nothing is invented from a news story, a recipe or a statute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from xiandao.planreader.annex import Grid
from xiandao.planreader.frontmatter import FrontMatter
from xiandao.planreader.measures.items import Blocks
from xiandao.planreader.outline import Outline, Role

_PLAN: Final = re.compile(r"方案|计划|规划|行动|意见|措施|要点|纲要|任务|分工|举措|路线图|工作安排|清单")
_LEGAL: Final = re.compile(r"(?:办法|条例|规定|细则|规则|章程|法|制度|规程|公约)(?:\([^)]*\))?$")
_PLAN_ROLES: Final = frozenset({Role.TARGETS, Role.TASKS, Role.SAFEGUARDS, Role.GENERAL, Role.LAYOUT})
_CHAPTERS: Final = ("cn_dun", "cn_paren", "part", "named")
_ARTICLES: Final = 0.5  # a statute is mostly articles


class Genre(StrEnum):
    """A plan, a legal text, or something else."""

    PLAN = "plan"
    LEGAL = "legal"
    OTHER = "other"


def genre_of(front: FrontMatter, outline: Outline, blocks: Blocks, grids: Sequence[Grid]) -> Genre:
    """Judge by the title, the headings and the blocks of units; one sign alone is not enough."""
    nodes = outline.nodes[1:]
    articles = sum(node.marker.family == "part:条" for node in nodes)
    title = front.title or ""
    if (nodes and articles > _ARTICLES * len(nodes)) or (articles and _LEGAL.search(title)):
        return Genre.LEGAL
    labelled = sum(bool(block.parts) for block in blocks.all)
    roles = {node.role for node in nodes if node.role in _PLAN_ROLES}
    chapters = any(node.marker.style in _CHAPTERS for node in nodes)
    named = _PLAN.search(title) is not None
    signs = sum(grid.has_tasks for grid in grids) + (
        (labelled > 0) + (labelled > 2) + (len(roles) > 0) + (len(roles) > 1) + named + (named and chapters)
    )
    return Genre.PLAN if signs > 1 else Genre.OTHER
