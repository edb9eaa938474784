"""Where stored files lie, and their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from xiandao.kernel.content import place_in
from xiandao.kernel.refusals import Refusal
from xiandao.zone.evidence.models import StoredFile


class FileMissing(Refusal):
    """A file that should be there is not, or is not what was stored."""

    http_status = 404


def place_of(digest: str) -> Path:
    """The path of a file with this content hash."""
    return place_in(Path(settings.MEDIA_ROOT), digest)


def file_content(stored: StoredFile) -> bytes:
    """The bytes as they were stored; a file that was tampered with is not handed out."""
    if stored.forgotten_at is not None:
        raise FileMissing(
            gettext_noop("The content of the file {digest} was erased on {day}, with personal data in it."),
            digest=stored.sha256[:12],
            day=stored.forgotten_at.date(),
        )
    try:
        content = place_of(stored.sha256).read_bytes()
    except OSError as missing:
        raise FileMissing(
            gettext_noop("The file {digest} is missing from the store. Restore it from a backup."),
            digest=stored.sha256[:12],
        ) from missing
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileMissing(
            gettext_noop("The file {digest} was changed in the store. Restore it from a backup."),
            digest=stored.sha256[:12],
        )
    return content
