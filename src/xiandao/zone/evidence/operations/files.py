"""Keeps a file once, under the hash of its content; a file is whole on the disk before its row exists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from xiandao.kernel.content import keep_in
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import Upload
from xiandao.zone.evidence.models import StoredFile


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
    return stored
