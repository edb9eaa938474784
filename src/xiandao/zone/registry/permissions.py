"""Who may see a field, keep the registry, merge and erase: `check_` raises the sentence, `can_` answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import ZONE_ROLES, Account, Role, parties_of
from xiandao.zone.registry.models import Record
from xiandao.zone.registry.rules.kinds import Field
from xiandao.zone.registry.rules.vocabulary import FieldClass, Kind

KEEPERS: Final = (Role.ADMINISTRATOR, Role.PLAN_OFFICE, Role.REGISTRAR)
IMPORTERS: Final = (*KEEPERS, Role.MEMBER)


class RegistryAccessRefused(Refusal):
    """Somebody asked of the registry what is not theirs."""

    http_status = 403


def keeps_registry(by: Account) -> bool:
    """Whether this account keeps the registry."""
    return by.is_active and by.role in KEEPERS


def check_keeps_registry(by: Account) -> None:
    """Only registrars, the plan office and administrators change what is registered for the zone."""
    if not keeps_registry(by):
        raise RegistryAccessRefused(
            gettext_noop("The registry is kept by registrars and the plan office. Ask one of them.")
        )


def is_own(by: Account, record: Record, parties: frozenset[str]) -> bool:
    """Whether the record is this account's organisation, or belongs to it."""
    holder = record.owner if record.owner is not None else record
    return by.is_active and holder.kind == Kind.ORGANISATION and holder.party in parties


def classes_seen(by: Account, record: Record, parties: frozenset[str]) -> frozenset[FieldClass]:
    """Which classes of field this account sees of a record; nothing where it may not see the record at all.

    The one place that decides it. Public: every account. Zone: whoever works for the zone, and the owner.
    Restricted: those who keep the registry, and the owner. A person's record is for the zone and its owner.
    """
    if not by.is_active:
        return frozenset()
    if keeps_registry(by) or is_own(by, record, parties):
        return frozenset(FieldClass)
    if by.role in ZONE_ROLES:
        return frozenset({FieldClass.PUBLIC, FieldClass.ZONE})
    return frozenset() if record.kind == Kind.PERSON else frozenset({FieldClass.PUBLIC})


def visible(fields: Iterable[Field], classes: frozenset[FieldClass]) -> tuple[Field, ...]:
    """The fields of these classes."""
    return tuple(field for field in fields if field.field_class in classes)


def check_sees(by: Account, record: Record, parties: frozenset[str]) -> frozenset[FieldClass]:
    """What is seen of a record, or a refusal that does not say what it is."""
    classes = classes_seen(by, record, parties)
    if not classes:
        raise RegistryAccessRefused(gettext_noop("This record is not open to you."))
    return classes


def check_states(by: Account | None, owner: Record | None, record: Record | None = None) -> None:
    """A keeper states of every record; a member of what belongs to its organisation. Nobody: the system."""
    if by is None or keeps_registry(by):
        return
    parties = parties_of(by)
    holder = owner
    if record is not None:
        holder = record.owner if record.owner is not None else record
    if by.role == Role.MEMBER and holder is not None and by.is_active and holder.party in parties:
        return
    raise RegistryAccessRefused(
        gettext_noop("You can register and change only what belongs to your own organisation.")
    )


def check_imports(by: Account, owner: Record | None) -> None:
    """Keepers import for the zone or an owner; a member for its own organisation only."""
    check_states(by, owner)
