"""Office files whose bytes depend on their content alone: no clock in the zip, no clock in the properties."""

from __future__ import annotations

import io
import re
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
CORE_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def repacked(content: bytes, *, modified: str | None = None) -> bytes:
    """The same parts in the same order at one fixed time; `modified` (W3CDTF) replaces the one inside."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            part = old.read(member)
            if modified is not None and member.filename == CORE_PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>" + modified.encode() + rb"\g<2>", part)
            entry = zipfile.ZipInfo(member.filename, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return packed.getvalue()
