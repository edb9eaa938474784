"""Published scores of guides, each with where it was trained: none is passed off as general."""

from __future__ import annotations

from xiandao.foundry.editing.scoring.activity import rule_set_1
from xiandao.foundry.editing.scoring.specificity import aggregated, cfd, hsu
from xiandao.foundry.editing.scoring.tables import TRAINED_ON

__all__ = ["TRAINED_ON", "aggregated", "cfd", "hsu", "rule_set_1"]
