"""Keeps a file once, under the hash of its content; a file is whole on the disk before its row exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext_noop

from xiandao.kernel.content import keep_in
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import Upload
from xiandao.zone.evidence.models import StoredFile
from xiandao.zone.evidence.queries.files import place_of


class FileNotKept(Refusal):
    """The store could not take a file."""

    http_status = 507


def keep_file(*, upload: Upload, at: datetime) -> StoredFile:
    """The stored file with this content, written now if it is new."""
    try:
        digest = keep_in(Path(settings.MEDIA_ROOT), upload.content)
    except OSError as fault:
        raise FileNotKept(
            gettext_noop(
                "{name} could not be stored ({fault}). Free space in the store, then send it again."
            ),
            name=upload.name,
            fault=fault.strerror or str(fault),
        ) from fault
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={"size": len(upload.content), "type": upload.type.value, "stored_at": at},
    )
    if stored.forgotten_at is not None:
        stored.forgotten_at = None
        stored.save(update_fields=["forgotten_at"])
    return stored


def forget_files(*, digests: Sequence[str], at: datetime) -> None:
    """Erase the content of files that nothing leans on, once this transaction is sure; their hashes stay."""
    for stored in StoredFile.objects.select_for_update().filter(sha256__in=digests, forgotten_at=None):
        if not _leaned_on(stored):
            stored.forgotten_at = at
            stored.save(update_fields=["forgotten_at"])
            transaction.on_commit(partial(place_of(stored.sha256).unlink, missing_ok=True))


def _leaned_on(stored: StoredFile) -> bool:
    """Whether a row of any room points to the file."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: stored}).exists()
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    )
