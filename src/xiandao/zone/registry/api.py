"""The door of the registry."""

from __future__ import annotations

from xiandao.zone.registry.models import (
    Identifier,
    Import,
    ImportRow,
    Merge,
    Name,
    Pair,
    Record,
    Relation,
    Statement,
    StatementClaim,
)
from xiandao.zone.registry.operations.erasing import erase_personal, export_personal
from xiandao.zone.registry.operations.imports.applying import apply_import
from xiandao.zone.registry.operations.imports.beginning import begin_import
from xiandao.zone.registry.operations.imports.checking import discard_import, leave_out, settle_columns
from xiandao.zone.registry.operations.imports.undoing import undo_import
from xiandao.zone.registry.operations.matching import find_pairs_of, report_duplicate
from xiandao.zone.registry.operations.members import join_member, leave_member
from xiandao.zone.registry.operations.merging import MergeRefused, decide_different, merge, unmerge
from xiandao.zone.registry.operations.retracting import retract_statement
from xiandao.zone.registry.operations.stating import (
    IdentifierTaken,
    Said,
    Saying,
    StatementRefused,
    register,
    say,
    say_many,
)
from xiandao.zone.registry.permissions import (
    IMPORTERS,
    KEEPERS,
    RegistryAccessRefused,
    check_keeps_registry,
    check_sees,
    classes_seen,
    is_own,
    keeps_registry,
    visible,
)
from xiandao.zone.registry.rules.codes import CodeRefused, check_character
from xiandao.zone.registry.rules.kinds import KINDS, Field, KindOfRecord
from xiandao.zone.registry.rules.values import Named, ValueRefused, normal_name
from xiandao.zone.registry.rules.vocabulary import (
    Confidence,
    FieldClass,
    Kind,
    NameKind,
    PairState,
    RelationKind,
)

__all__ = [
    "IMPORTERS",
    "KEEPERS",
    "KINDS",
    "CodeRefused",
    "Confidence",
    "Field",
    "FieldClass",
    "Identifier",
    "IdentifierTaken",
    "Import",
    "ImportRow",
    "Kind",
    "KindOfRecord",
    "Merge",
    "MergeRefused",
    "Name",
    "NameKind",
    "Named",
    "Pair",
    "PairState",
    "Record",
    "RegistryAccessRefused",
    "Relation",
    "RelationKind",
    "Said",
    "Saying",
    "Statement",
    "StatementClaim",
    "StatementRefused",
    "ValueRefused",
    "apply_import",
    "begin_import",
    "check_character",
    "check_keeps_registry",
    "check_sees",
    "classes_seen",
    "decide_different",
    "discard_import",
    "erase_personal",
    "export_personal",
    "find_pairs_of",
    "is_own",
    "join_member",
    "keeps_registry",
    "leave_member",
    "leave_out",
    "merge",
    "normal_name",
    "register",
    "report_duplicate",
    "retract_statement",
    "say",
    "say_many",
    "settle_columns",
    "undo_import",
    "unmerge",
    "visible",
]
