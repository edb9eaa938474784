"""The files that leave the house: the ledger as a workbook, and the quarterly report as a Word document."""

from __future__ import annotations

from xiandao.publishing.official import Block, OfficialDocument, Signature, write_document
from xiandao.zone.plans.queries import quarterly
from xiandao.zone.plans.queries.ledger import ledger_workbook
from xiandao.zone.plans.queries.quarterly_evidence import evidence_annex, outlook
from xiandao.zone.plans.queries.snapshot import Snapshot, snapshot
from xiandao.zone.plans.queries.wording import said
from xiandao.zone.plans.rules.states import PlanStatus

__all__ = ["ledger_workbook", "previous_quarter", "quarterly_report"]


def previous_quarter(seen: Snapshot) -> Snapshot | None:
    """The plan as it stood when the quarter before ended, or None where it was not yet in force."""
    return snapshot(seen.plan, quarterly.quarter_end_before(seen.as_of))


def quarterly_report(seen: Snapshot, language: str, previous: Snapshot | None) -> bytes:
    """The progress report of the quarter in which the day lies; `previous` is what it changed from."""
    return write_document(quarterly_document(seen, language, previous))


def quarterly_document(seen: Snapshot, language: str, previous: Snapshot | None) -> OfficialDocument:
    """The report's words, tables and pictures."""
    edition = seen.edition
    title = said(language, edition.title, edition.title_en)
    quarter = quarterly.quarter_words(seen.as_of, language)
    blocks: tuple[Block, ...] = (
        *quarterly.overall(seen, language),
        *quarterly.targets(seen, language),
        *outlook(seen, language),
        *quarterly.measures(seen, language),
        *quarterly.late(seen, language),
        *quarterly.attention(seen, language),
        *quarterly.changes(seen, previous, language),
        *evidence_annex(seen, language),
    )
    is_draft = edition.status == PlanStatus.DRAFT
    return OfficialDocument(
        title=f"{title}\n{quarter}{said(language, '推进情况报告', ' progress report')}",
        dated=seen.as_of,
        blocks=blocks,
        draft_note=said(language, "送审稿", "draft submitted for approval") if is_draft else "",
        signature=Signature(
            edition.issuer or said(language, "（落款单位待填）", "(issuing office, to be filled in)"),
            seen.as_of,
        ),
        author="Xiandao",
        language="zh-CN" if language.startswith("zh") else "en-US",
    )
