"""A file comes in: kept, opened, its columns guessed. Nothing of it is in the registry yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.uploads import MEGABYTE, Upload, UploadRefused, inspect, neutral_name
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import keep_file
from xiandao.zone.registry.models import ColumnMap, Import, Record
from xiandao.zone.registry.permissions import check_imports
from xiandao.zone.registry.queries.imports import open_file
from xiandao.zone.registry.rules.importing.columns import guess
from xiandao.zone.registry.rules.importing.opening import ACCEPTED
from xiandao.zone.registry.rules.importing.table import MOST_BYTES, ImportRefused
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import Kind

LONGEST_SOURCE = 120


@transaction.atomic
def begin_import(
    *,
    upload: Upload,
    kind: Kind,
    source: str,
    happened_on: date,
    owner: Record | None,
    by: Account,
    at: datetime,
    sample: bool = False,
) -> Import:
    """Keep the file, and guess what its columns mean. `happened_on` is for rows without their own day."""
    check_imports(by, owner)
    source = " ".join(source.split())
    if not source:
        raise ImportRefused(gettext_noop("Say who or what the rows come from."))
    if len(source) > LONGEST_SOURCE:
        raise ImportRefused(
            gettext_noop("The source has more than {most} characters. Shorten it."), most=LONGEST_SOURCE
        )
    if happened_on > timezone.localdate(at):
        raise ImportRefused(
            gettext_noop("{day} is still to come; rows speak of what has happened."), day=happened_on
        )
    remembered = _remembered(source, kind, owner)
    table = open_file(upload, kind, remembered)
    stored = keep_file(upload=upload, at=at)
    brought = Import.objects.create(
        kind=kind,
        source=source,
        file_name=upload.name,
        file_sha256=stored.sha256,
        format=table.format,
        columns=guess(table.headings, KINDS[kind].fields, remembered),
        happened_on=happened_on,
        by=by,
        owner=owner,
        created_at=at,
        sample=sample,
    )
    record(
        verb=gettext_noop("brought a file to import"),
        subject=brought,
        by=by,
        at=at,
        after={"kind": kind.value, "source": source, "file": stored.sha256},
    )
    return brought


def uploaded(file: Any) -> Upload:
    """The file's content if it is what it may be; its size is looked at before it is read."""
    name = neutral_name(file.name or "")
    if file.size is not None and file.size > MOST_BYTES:
        raise UploadRefused(
            "{name} has {size} MB; at most {most} MB are accepted. Remove pictures or split the file.",
            name=name,
            size=round(file.size / MEGABYTE, 1),
            most=MOST_BYTES // MEGABYTE,
        )
    return inspect(name, file.read(), allowed=ACCEPTED, most_bytes=MOST_BYTES)


def remember_columns(*, brought: Import, at: datetime) -> None:
    """What was settled for this source serves its next file."""
    kept, _ = ColumnMap.objects.get_or_create(
        source=_map_name(brought.source, brought.owner),
        kind=brought.kind,
        defaults={"columns": {}, "changed_at": at},
    )
    kept.columns = {**kept.columns, **brought.columns}
    kept.changed_at = at
    kept.save()


def _remembered(source: str, kind: Kind, owner: Record | None) -> dict[str, str]:
    kept = ColumnMap.objects.filter(source=_map_name(source, owner), kind=kind).first()
    return dict(kept.columns) if kept else {}


def _map_name(source: str, owner: Record | None) -> str:
    """A member's columns are remembered for the member alone."""
    return source if owner is None else f"{owner.key}:{source}"[:LONGEST_SOURCE]
