"""What each column of a table holds, by its heading, however the heading is wrapped, merged or repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.planreader.folding import fold, squeeze
from xiandao.planreader.source import Cell, Table
from xiandao.planreader.units.roles import LABEL, UnitRole


class Column(StrEnum):
    """The kinds of column that plans use."""

    NUMBER = "number"
    GROUP = "group"
    TASK = "task"
    CONTENT = "content"
    UNITS = "units"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    NAME = "name"
    MEASURED_IN = "measured_in"
    YEAR = "year"
    BASE = "base"
    GOAL = "goal"
    TOTAL = "total"
    STRENGTH = "strength"
    OTHER = "other"


UNIT_COLUMNS: Final = (Column.LEAD, Column.UNITS, Column.SUPPORT)
VALUE_COLUMNS: Final = (Column.YEAR, Column.GOAL, Column.TOTAL)
_KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Column.NUMBER, r"^(?:序号|编号|项次|号|序|任务序号|任务编号)$"),
        (Column.BASE, r"基数|基期|现状|实际|基准|上年|完成值|(?:19|20)\d\d年(?:值|底)$"),
        (Column.TOTAL, r"^(?:合计|总计|累计|总量|总数|小计|三年合计|五年合计|规划期合计)"),
        (
            Column.YEAR,
            r"^(?:到|至)?(?:19|20)\d\d年?(?:度)?(?:底)?(?:的)?(?:年度)?(?:目标值?|任务|计划|指标|预期|建设任务|数量|完成)?(?:\([^)]*\))?$",
        ),
        (Column.DUE, r"(?:完成|办结|推进|实施|达成)?(?:时限|时间|期限|节点|进度|日期)(?:要求|安排|节点)?$"),
        (
            Column.GOAL,
            r"^(?:\d{4}年)?(?:预期|发展|工作)?(?:目标值?|目标数|指标值|任务数|计划数|数值|预期值)$",
        ),
        (Column.STRENGTH, r"^(?:指标)?(?:属性|性质)$"),
        (Column.MEASURED_IN, r"^(?:计量)?单位(?:\([^)]*\))?$"),
        (Column.NAME, r"^(?:主要|核心|具体|评价|考核|量化|年度|目标)*指标(?:名称|内容|项)?$|^(?:目标)名称$"),
        (
            Column.GROUP,
            r"^(?:重点|所属|任务|工作)?(?:类别|领域|板块|分类|方面|专项|任务类别|任务分类|指标类别|指标类型|类型|行动|工程|一级任务|一级指标|专题|章节|大类|维度)$",
        ),
        (
            Column.TASK,
            (
                r"^(?:(?:重点|主要|工作|具体|目标|核心|改革|年度|攻坚|建设|二级|三级|实施|行动)*(?:任务|工作|举措|措施|事项|项目|要点|行动)"
                r"(?:名称|事项|清单|分解|分工|内容)?|项目名称|任务名称|工作名称|内容名称)$"
            ),
        ),
        (Column.CONTENT, r"(?:内容|要求|描述|说明|任务|举措|措施|目标|成果|标准|规模)(?:及.{1,6})?$"),
    )
)
_BLANK: Final = re.compile(r"\s+")
_FEWEST_COLUMNS: Final = 2
_MOST_HEADER_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its headings understood: `kinds` by column, and the rows below with their group lines."""

    table: Table
    kinds: tuple[Column, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[str | None, ...]

    def places(self, *wanted: Column) -> list[int]:
        """The columns of the kinds asked for, from the left."""
        return [place for place, kind in enumerate(self.kinds) if kind in wanted]

    @property
    def has_tasks(self) -> bool:
        """A list of tasks: something to do beside somebody or some day."""
        work = self.places(Column.TASK, Column.CONTENT)
        return bool(work) and bool(self.places(*UNIT_COLUMNS)) and not self.has_indicators

    @property
    def has_indicators(self) -> bool:
        """A list of figures: names beside values."""
        named = self.places(Column.NAME)
        return bool(named) and bool(self.places(*VALUE_COLUMNS))


def grids_of(tables: Iterable[Table]) -> tuple[Grid, ...]:
    """The tables whose headings say what they hold. One without headings goes on with those before it."""
    found: list[Grid] = []
    for table in tables:
        grid = _grid(table)
        if grid is None and found and _goes_on(found[-1], table):
            rows, groups = _body(table.rows, ())
            grid = Grid(table, found[-1].kinds, found[-1].headings, rows, groups)
        if grid is not None:
            found.append(grid)
    return tuple(found)


def _goes_on(before: Grid, table: Table) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(before.kinds)


def _grid(table: Table) -> Grid | None:
    for first in range(min(_MOST_HEADER_ROWS, len(table.rows))):
        last = _last_header_row(table, first)
        headings = tuple(_heading(column) for column in zip(*table.rows[first : last + 1], strict=True))
        kinds = tuple(_kind(heading) for heading in headings)
        if sum(kind is not Column.OTHER for kind in kinds) < _FEWEST_COLUMNS:
            continue
        kinds = _with_defaults(kinds)
        header_rows = table.rows[first : last + 1]
        rows, groups = _body(table.rows[last + 1 :], header_rows)
        grid = Grid(table, kinds, headings, rows, groups)
        if grid.has_tasks or grid.has_indicators:
            return grid
    return None


def _last_header_row(table: Table, first: int) -> int:
    """A heading may stand over several rows: as long as cells reach down into the next one."""
    last = first
    while last + 1 < len(table.rows) and last - first < 2:
        above, below = table.rows[last], table.rows[last + 1]
        if len(above) != len(below):
            break
        shared = [one.span == other.span for one, other in zip(above, below, strict=True)]
        fresh = [cell for cell, same in zip(below, shared, strict=True) if not same]
        if not any(shared) or not all(_kind(_words(cell)) is not Column.OTHER for cell in fresh):
            break
        last += 1
    return last


def _words(cell: Cell) -> str:
    return _BLANK.sub("", fold(cell.text))


def _heading(cells: tuple[Cell, ...]) -> str:
    """The words of a column's heading from top to bottom, a merged cell once."""
    words: list[str] = []
    for cell in cells:
        found = _words(cell)
        if found and (not words or words[-1] != found):
            words.append(found)
    lowest = words[-1] if words else ""
    return lowest if _kind(lowest) is not Column.OTHER else "".join(words)


def _kind(heading: str) -> Column:
    label = LABEL.fullmatch(heading)
    if label is not None:
        return _unit_kind(label)
    for kind, pattern in _KINDS:
        if pattern.search(heading):
            return kind
    return Column.OTHER


def _unit_kind(label: re.Match[str]) -> Column:
    if label[UnitRole.LEAD.name]:
        return Column.LEAD
    if label[UnitRole.SUPPORT.name]:
        return Column.SUPPORT
    if label[UnitRole.NAMED.name]:
        return Column.UNITS
    return Column.DUE if label[UnitRole.TIME.name] else Column.OTHER


def _with_defaults(kinds: tuple[Column, ...]) -> tuple[Column, ...]:
    """A table of figures whose first words stand under 类别 or 项目 names its figures there."""
    if Column.NAME in kinds or not any(kind in VALUE_COLUMNS for kind in kinds):
        return kinds
    if any(kind in UNIT_COLUMNS for kind in kinds):
        return kinds
    named = [place for place, kind in enumerate(kinds) if kind in (Column.TASK, Column.CONTENT, Column.GROUP)]
    if not named:
        return kinds
    return tuple(Column.NAME if place == named[-1] else kind for place, kind in enumerate(kinds))


def _body(
    rows: Iterable[tuple[Cell, ...]], header_rows: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[str | None, ...]]:
    """The rows with content, each with the group line above it, without repeated headings."""
    headings = {tuple(_words(cell) for cell in row) for row in header_rows}
    kept: list[tuple[Cell, ...]] = []
    groups: list[str | None] = []
    group: str | None = None
    for row in rows:
        words = tuple(_words(cell) for cell in row)
        if words in headings or not any(words):
            continue
        line = _group_line(row)
        if line is not None:
            group = line
            continue
        kept.append(row)
        groups.append(group)
    return tuple(kept), tuple(groups)


def _group_line(row: tuple[Cell, ...]) -> str | None:
    """One cell across the whole row, or the only one with words, is a heading inside the table."""
    spans = {cell.span for cell in row}
    filled = [cell for cell in row if cell.text.strip()]
    if len(row) > 2 and (
        len(spans) == 1 or (len({cell.span for cell in filled}) == 1 and not _is_number(filled[0]))
    ):
        return squeeze(filled[0].text)
    return None


def _is_number(cell: Cell) -> bool:
    return cell.text.strip().strip(".、").isdigit()
