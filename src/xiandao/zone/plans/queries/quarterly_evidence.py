"""Chapters of the quarterly report that come out of the ledger: forecasts, and the evidence as an annex."""

from __future__ import annotations

from xiandao.publishing.official import Align, Block, Heading, Note, Paragraph, Table, TableColumn
from xiandao.zone.evidence.api import explanation, head
from xiandao.zone.plans.queries.forecasts import forecasts
from xiandao.zone.plans.queries.snapshot import Snapshot
from xiandao.zone.plans.queries.wording import figure, said

MOST_LINES = 40  # of a target; the ledger has them all


def outlook(seen: Snapshot, language: str) -> list[Block]:
    """The chance and the range of each target that can be forecast."""
    heading = Heading(said(language, "目标预测", "Forecast"))
    found = forecasts(seen)
    if not found:
        return [heading, Paragraph(said(language, "没有可预测的目标。", "No target can be forecast."))]
    columns = (
        TableColumn(said(language, "目标", "Target"), 3),
        TableColumn(said(language, "达成可能性", "Chance"), 1.4, Align.RIGHT),
        TableColumn(said(language, "九成区间", "Nine in ten"), 2, Align.RIGHT),
        TableColumn(said(language, "数据", "Data"), 1.2),
    )
    rows = tuple(
        (
            said(language, target.revision.name, target.revision.name_en),
            f"{found[target.id].chance:.0%}",
            f"{found[target.id].low90:,.4g}–{found[target.id].high90:,.4g} {target.revision.unit}".strip(),
            said(language, "较少", "little") if found[target.id].thin else said(language, "充分", "enough"),
        )
        for target in seen.targets
        if target.id in found
    )
    note = said(
        language,
        "由账本中已计入的事项和在途阶段推算；方法与校准见平台文档。",
        "Computed from what is counted and what is on its way; the documentation has the method.",
    )
    return [heading, Table(columns, rows, small=True), Note(note)]


def evidence_annex(seen: Snapshot, language: str) -> list[Block]:
    """What was counted for each target, entry by entry, and the ledger's last digest to hold it against."""
    number, digest = head()
    blocks: list[Block] = [Heading(said(language, "附：证据清单", "Annex: evidence"))]
    columns = (
        TableColumn(said(language, "条目", "Entry"), 1),
        TableColumn(said(language, "日期", "Day"), 1.4),
        TableColumn(said(language, "内容", "What"), 4),
        TableColumn(said(language, "数值", "Figure"), 1.4, Align.RIGHT),
    )
    for target in seen.targets:
        version = target.counted.version
        lines = explanation(version, as_of=seen.as_of).lines[:MOST_LINES] if version else ()
        rows = tuple(
            (
                f"#{line.claim.pk}",
                line.claim.happened_on.isoformat(),
                line.claim.label or line.claim.subject,
                figure(line.amount),
            )
            for line in lines
            if line.verified
        )
        if rows:
            name = said(language, target.revision.name, target.revision.name_en)
            blocks += [Heading(name, 2), Table(columns, rows, small=True)]
    ends = said(
        language,
        f"账本止于第{number}号条目，摘要值{digest or '—'}。",
        f"The ledger ends at entry {number}, digest {digest or '—'}.",
    )
    return [*blocks, Note(ends)]
