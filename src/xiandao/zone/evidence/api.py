"""The door of the evidence room."""

from __future__ import annotations

from xiandao.zone.evidence.models import Alias, Claim, Entry, IndicatorVersion, StoredFile
from xiandao.zone.evidence.operations.claims import ClaimIn, record_claims
from xiandao.zone.evidence.operations.files import FileNotKept, forget_files, keep_file
from xiandao.zone.evidence.operations.indicators import ensure_indicators, rebuild_totals, save_indicator
from xiandao.zone.evidence.operations.judging import reject_claims, verify_claims, withdraw_claims
from xiandao.zone.evidence.operations.rebuilding import LedgerDamaged, Rebuilt
from xiandao.zone.evidence.operations.rebuilding import rebuild as rebuild_tables
from xiandao.zone.evidence.operations.subjects import declare_apart, declare_same, erase_words
from xiandao.zone.evidence.permissions import (
    VERIFIERS,
    EvidenceAccessRefused,
    can_read_claim,
    can_verify,
    can_withdraw,
    check_reads_claim,
    check_verifies,
    why_not_verify,
)
from xiandao.zone.evidence.queries.claims import (
    ClaimFilter,
    ClaimMissing,
    StageHistory,
    claim_numbered,
    claim_states,
    claims,
    claims_of,
    head,
    histories,
    holds_samples,
    state_of,
)
from xiandao.zone.evidence.queries.comparison import compare_tables
from xiandao.zone.evidence.queries.explanations import Explanation, ExplanationLine, explained, explanation
from xiandao.zone.evidence.queries.files import FileMissing, file_content, place_of
from xiandao.zone.evidence.queries.indicators import (
    IndicatorMissing,
    indicator_named,
    indicator_version,
    indicator_versions,
    read,
    versions_of,
)
from xiandao.zone.evidence.queries.values import (
    IndicatorValue,
    SeriesDay,
    series,
    value,
    value_by,
    values_ready,
)
from xiandao.zone.evidence.queries.verification import ChainFault, ChainReport, verify_chain
from xiandao.zone.evidence.rules.claims import ClaimRefused, State
from xiandao.zone.evidence.rules.indicator import Definition, IndicatorRefused, definition_of, written
from xiandao.zone.evidence.rules.vocabulary import ClaimKind, PipelineWay, Vocabulary, vocabulary

__all__ = [
    "VERIFIERS",
    "Alias",
    "ChainFault",
    "ChainReport",
    "Claim",
    "ClaimFilter",
    "ClaimIn",
    "ClaimKind",
    "ClaimMissing",
    "ClaimRefused",
    "Definition",
    "Entry",
    "EvidenceAccessRefused",
    "Explanation",
    "ExplanationLine",
    "FileMissing",
    "FileNotKept",
    "IndicatorMissing",
    "IndicatorRefused",
    "IndicatorValue",
    "IndicatorVersion",
    "LedgerDamaged",
    "PipelineWay",
    "Rebuilt",
    "SeriesDay",
    "StageHistory",
    "State",
    "StoredFile",
    "Vocabulary",
    "can_read_claim",
    "can_verify",
    "can_withdraw",
    "check_reads_claim",
    "check_verifies",
    "claim_numbered",
    "claim_states",
    "claims",
    "claims_of",
    "compare_tables",
    "declare_apart",
    "declare_same",
    "definition_of",
    "ensure_indicators",
    "erase_words",
    "explained",
    "explanation",
    "file_content",
    "forget_files",
    "head",
    "histories",
    "holds_samples",
    "indicator_named",
    "indicator_version",
    "indicator_versions",
    "keep_file",
    "place_of",
    "read",
    "rebuild_tables",
    "rebuild_totals",
    "record_claims",
    "reject_claims",
    "save_indicator",
    "series",
    "state_of",
    "value",
    "value_by",
    "values_ready",
    "verify_chain",
    "verify_claims",
    "versions_of",
    "vocabulary",
    "why_not_verify",
    "withdraw_claims",
    "written",
]
