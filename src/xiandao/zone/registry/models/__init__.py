"""The registry's tables."""

from __future__ import annotations

from xiandao.zone.registry.models.imports import ColumnMap, Import, ImportRow
from xiandao.zone.registry.models.matching import Merge, Pair
from xiandao.zone.registry.models.records import Identifier, Name, Record, Relation, Statement, StatementClaim

__all__ = [
    "ColumnMap",
    "Identifier",
    "Import",
    "ImportRow",
    "Merge",
    "Name",
    "Pair",
    "Record",
    "Relation",
    "Statement",
    "StatementClaim",
]
