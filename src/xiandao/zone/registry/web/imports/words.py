"""The words of kinds and fields on the import pages."""

from __future__ import annotations

from xiandao.zone.accounts.api import Account
from xiandao.zone.registry.models import Record
from xiandao.zone.registry.permissions import keeps_registry
from xiandao.zone.registry.queries.imports import own_organisations
from xiandao.zone.registry.rules.importing.columns import DAY_FIELD, KEY_FIELD
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import Kind


def kind_words(language: str) -> dict[Kind, str]:
    """The name of each kind of record."""
    return {kind: known.zh if language == "zh" else known.en for kind, known in KINDS.items()}


def field_words(kind: Kind, language: str) -> list[tuple[str, str]]:
    """Every field that a column can mean, with its name."""
    chinese = language == "zh"
    own = [
        (DAY_FIELD, "数据日期" if chinese else "day of the row"),
        (KEY_FIELD, "登记编号" if chinese else "registry key"),
    ]
    return [*((field.key, field.zh if chinese else field.en) for field in KINDS[kind].fields), *own]


def owners_for(by: Account) -> list[tuple[str, str, Record | None]]:
    """For whom this account may import: the zone for those who keep the registry, else its organisations."""
    own: list[tuple[str, str, Record | None]] = [
        (record.key, record.label, record) for record in own_organisations(by)
    ]
    return [("", "—", None), *own] if keeps_registry(by) else own
