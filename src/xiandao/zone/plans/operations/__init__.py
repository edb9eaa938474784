"""What people do with plans: keyword-only, atomic, audited; each takes `by` and `at`."""

from __future__ import annotations

from xiandao.zone.plans.operations.bundled import load_bundled
from xiandao.zone.plans.operations.counting import count_target_by
from xiandao.zone.plans.operations.dispatching import (
    appoint_officer,
    dismiss_officer,
    dispatch,
    link_target,
    unlink_target,
)
from xiandao.zone.plans.operations.editions import (
    add_measure,
    bring_document,
    bring_text,
    confirm_edition,
    correct,
    discard_edition,
    drop_item,
    settle_warning,
)
from xiandao.zone.plans.operations.ledger import LedgerOutcome, import_ledger
from xiandao.zone.plans.operations.progress import FigureClaim, MilestoneClaim, report_progress
from xiandao.zone.plans.operations.reminders import send_reminders

__all__ = [
    "FigureClaim",
    "LedgerOutcome",
    "MilestoneClaim",
    "add_measure",
    "appoint_officer",
    "bring_document",
    "bring_text",
    "confirm_edition",
    "correct",
    "count_target_by",
    "discard_edition",
    "dismiss_officer",
    "dispatch",
    "drop_item",
    "import_ledger",
    "link_target",
    "load_bundled",
    "report_progress",
    "send_reminders",
    "settle_warning",
    "unlink_target",
]
