"""Which record a row speaks of, and whether it says anything new; many rows with few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.registry.models import Identifier, Import, Name, Record, Statement
from xiandao.zone.registry.permissions import is_own, keeps_registry
from xiandao.zone.registry.rules.importing.rows import CellFault, RowRead
from xiandao.zone.registry.rules.importing.table import RowRefused
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.values import normal_name
from xiandao.zone.registry.rules.vocabulary import Kind, NameKind, RowState

# A full name belongs to one organisation; a title to one paper of a year; of people and things it says less.
NAMED_ONCE = frozenset({Kind.ORGANISATION, Kind.PLATFORM, Kind.SCENARIO})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row would do.

    `notes` are remarks that stop nothing, `alike` the records that it may be, `taken` the numbers in it that
    are somebody else's.
    """

    read: RowRead
    state: RowState
    record: Record | None = None
    notes: tuple[CellFault, ...] = ()
    alike: tuple[Record, ...] = ()
    taken: frozenset[str] = frozenset()


class Matcher:
    """Finds the records of an import's rows, batch by batch, as the one who imports may know them."""

    def __init__(self, brought: Import, by: Account) -> None:
        self.brought = brought
        self.by = by
        self.keeps = keeps_registry(by)
        self.parties = frozenset() if self.keeps else parties_of(by)
        self.kind = KINDS[Kind(brought.kind)]
        self.identifiers = [field for field in self.kind.fields if field.type == "identifier"]

    def propose(self, reads: Sequence[RowRead]) -> list[Proposal]:
        """What each row would do, in their order."""
        sound = [read for read in reads if not read.faults]
        by_key = self._by_key(sound)
        by_identifier = self._by_identifier(sound)
        by_name = self._by_name(sound)
        proposals = []
        for read in reads:
            if read.faults:
                proposals.append(Proposal(read, RowState.FAULTY))
                continue
            try:
                proposals.append(self._propose(read, by_key, by_identifier, by_name))
            except Refusal as refusal:
                proposals.append(Proposal(_with_fault(read, refusal), RowState.FAULTY))
        return self._said_before(proposals)

    def _said_before(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """What this source said of the same day in the same words is known, whatever was said since."""
        changed = [p.record.pk for p in proposals if p.record is not None and p.state is RowState.CHANGES]
        said: dict[tuple[int, date], list[dict[str, Any]]] = defaultdict(list)
        rows = Statement.objects.filter(record__among=changed, source=self.brought.source, retracted_at=None)
        for pk, day, values in rows.values_list("record_id", "happened_on", "values"):
            said[pk, day].append(values)
        return [
            replace(p, state=RowState.KNOWN)
            if p.record is not None
            and p.state is RowState.CHANGES
            and any(
                same_words(old, p.read.stored)
                for old in said.get((p.record.pk, p.read.on or self.brought.happened_on), ())
            )
            else p
            for p in proposals
        ]

    def _propose(
        self,
        read: RowRead,
        by_key: Mapping[str, Record],
        by_identifier: Mapping[tuple[str, str], Record],
        by_name: Mapping[str, tuple[Record, ...]],
    ) -> Proposal:
        if read.key:
            record = by_key.get(read.key)
            if record is None or not self._may_state(record):
                raise RowRefused("There is no record of yours under the key “{key}”.", key=read.key[:40])
            return self._against(read, record)
        meant = {
            found.pk: found
            for field in self.identifiers
            if (found := by_identifier.get((field.scheme, read.stored.get(field.key, "")))) is not None
        }
        if len(meant) > 1:
            labels = "、".join(sorted(record.label for record in meant.values())) if self.keeps else "…"
            raise RowRefused("The numbers of this row belong to different records: {labels}.", labels=labels)
        if meant:
            return self._against(read, next(iter(meant.values())))
        return self._by_its_name(read, by_name.get(self.name_of(read), ()))

    def _by_its_name(
        self,
        read: RowRead,
        alike: Sequence[Record],
    ) -> Proposal:
        """Without a number that is known: the name decides where it can, else a person does later."""
        open_ones = [record for record in alike if self._may_state(record)]
        said_before = [record for record in open_ones if says_nothing_new(record, read.stored)]
        if len(said_before) == 1:
            return Proposal(read, RowState.KNOWN, said_before[0])
        fitting = [record for record in open_ones if not self._contradicts(record, read)]
        if len(fitting) == 1 == len(alike) and self._is_decided_by_name(fitting[0], read):
            return self._against(read, fitting[0])
        if len(open_ones) < len(alike):
            return Proposal(read, RowState.DOUBTFUL, None, (_a_look(),), tuple(alike))
        if alike:
            doubt = RowRefused(
                "A record with this name is there. It becomes a new one, and a pair to review."
            )
            return Proposal(read, RowState.DOUBTFUL, alike[0], (CellFault("", doubt),), tuple(alike))
        return Proposal(read, RowState.NEW)

    def _is_decided_by_name(self, record: Record, read: RowRead) -> bool:
        """Never by a former name: an old list would give it back."""
        now = (record.current.get(self.kind.label) or {}).get("value", "")
        if normal_name(str(now)) != self.name_of(read):
            return False
        if self.kind.kind in NAMED_ONCE:
            return True
        year = (record.current.get("year") or {}).get("value")
        return self.kind.kind is Kind.PAPER and year is not None and year == read.stored.get("year")

    def _contradicts(self, record: Record, read: RowRead) -> bool:
        """Whether record and row have different numbers of one scheme."""
        return any(
            field.key in read.stored
            and field.key in record.current
            and record.current[field.key]["value"] != read.stored[field.key]
            for field in self.identifiers
        )

    def _against(self, read: RowRead, record: Record) -> Proposal:
        if not self._may_state(record):
            taken = frozenset(field.key for field in self.identifiers if field.key in read.stored)
            return Proposal(read, RowState.DOUBTFUL, None, (_a_look(),), (record,), taken)
        state = RowState.KNOWN if says_nothing_new(record, read.stored, read.on) else RowState.CHANGES
        return Proposal(read, state, record)

    def _may_state(self, record: Record) -> bool:
        return self.keeps or is_own(self.by, record, self.parties)

    def name_of(self, read: RowRead) -> str:
        return normal_name(str(read.stored.get(self.kind.label, "")))

    def _by_key(self, reads: Iterable[RowRead]) -> dict[str, Record]:
        wanted = [read.key for read in reads if read.key]
        rows = Record.objects.filter(kind=self.kind.kind, key__among=wanted, retracted_at=None)
        return {record.key: standing(record) for record in rows.select_related("merged_into", "owner")}

    def _by_identifier(self, reads: Sequence[RowRead]) -> dict[tuple[str, str], Record]:
        found: dict[tuple[str, str], Record] = {}
        for field in self.identifiers:
            wanted = [read.stored[field.key] for read in reads if field.key in read.stored]
            rows = Identifier.objects.filter(
                kind=self.kind.kind, scheme=field.scheme, value__among=wanted, retracted_at=None
            )
            for row in rows.select_related("record__merged_into", "record__owner"):
                found[field.scheme, row.value] = standing(row.record)
        return found

    def _by_name(self, reads: Iterable[RowRead]) -> dict[str, tuple[Record, ...]]:
        names = {self.name_of(read) for read in reads if not read.key}
        # Two people of one name in a file are two people; what the file itself made is no doubt about it.
        made = None if self.kind.kind in NAMED_ONCE else self.brought
        return _named(self.kind.kind, names - {""}, made)


def says_nothing_new(record: Record, stored: Mapping[str, Any], on: date | None = None) -> bool:
    """Whether a record says all of this already; a later day of its own makes even the same figure news."""
    for key, value in stored.items():
        known = record.current.get(key)
        if known is None or not _same(known["value"], value):
            return False
        if on is not None and known["on"] < on.isoformat():
            return False
    return True


def standing(record: Record) -> Record:
    """The record that speaks for this one after its merges."""
    while record.merged_into is not None:
        record = record.merged_into
    return record


def _named(kind: Kind, names: Collection[str], but_by: Import | None) -> dict[str, tuple[Record, ...]]:
    """Normal name -> the standing records that bear it, fully or formerly.

    Table by table, by key alone: inside an import a database has no statistics to join or to choose by.
    """
    found: dict[str, dict[int, Record]] = defaultdict(dict)
    borne = Name.objects.filter(normal__among=names, retracted_at=None).exclude(kind=NameKind.SHORT)
    told = list(borne.values_list("normal", "record", "statement"))
    own = _brought_by(but_by, {statement for _, _, statement in told})
    rows = Record.objects.filter(pk__among={of for _, of, _ in told})
    records = {record.pk: record for record in rows.select_related("merged_into", "owner")}
    for normal, of, statement in told:
        record = records[of]
        if statement in own or record.kind != kind or record.retracted_at or record.erased_at:
            continue
        record = standing(record)
        found[normal][record.pk] = record
    return {name: tuple(records.values()) for name, records in found.items()}


def _brought_by(brought: Import | None, statements: Iterable[int]) -> set[int]:
    """Those of the statements that this import brought itself."""
    if brought is None:
        return set()
    known = Statement.objects.filter(pk__among=statements).values_list("pk", "brought_by")
    return {statement for statement, by in known if by == brought.pk}


def same_words(known: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether two statements say the same of the same fields."""
    return known.keys() == said.keys() and all(_same(known[key], said[key]) for key in said)


def _same(known: Any, said: Any) -> bool:
    """Relations are compared by what they are called: the key of an end may have been found since."""
    if isinstance(known, list) and known and isinstance(known[0], dict):
        return [normal_name(end["label"]) for end in known] == [normal_name(end["label"]) for end in said]
    return bool(known == said)


def _a_look() -> CellFault:
    """Not a word of what is there: that there is something may not be known to a member."""
    return CellFault("", RowRefused("A registrar will look at this row; it may be known already."))


def _with_fault(read: RowRead, refusal: Refusal) -> RowRead:
    return replace(read, faults=(*read.faults, CellFault("", refusal)))
