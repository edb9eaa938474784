"""Keeps a file once, under the hash of its content; a file is whole on the disk before its row exists."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime

from xiandao.kernel.uploads import Upload
from xiandao.zone.evidence.models import StoredFile
from xiandao.zone.plans.queries.files import place_of


def keep_file(*, upload: Upload, at: datetime) -> StoredFile:
    """The stored file with this content, written now if it is new."""
    digest = hashlib.sha256(upload.content).hexdigest()
    place = place_of(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            draft.write(upload.content)
            draft.flush()
            os.fsync(draft.fileno())
        os.replace(draft.name, place)  # noqa: PTH105  (one step, as rename(2) promises)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={"size": len(upload.content), "type": upload.type.value, "stored_at": at},
    )
    return stored
