"""A minimal ABIF writer: what a sequencer's file needs for its letters and qualities to be read."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_ENTRY = ">4sIHHIIII"
_HEAD = 128


def abif(letters: str, qualities: Sequence[int], *, without: str = "") -> bytes:
    """The bytes of a trace; `without` names a tag that is left out."""
    tags = [
        (b"PBAS", 2, 2, letters.encode("ascii")),
        (b"PCON", 2, 2, bytes(qualities)),
        (b"SMPL", 1, 18, b"\x06sample"),
    ]
    tags = [one for one in tags if one[0].decode() != without]
    stored, entries, at = b"", [], _HEAD
    for name, number, kind, content in tags:
        entries.append(struct.pack(_ENTRY, name, number, kind, 1, len(content), len(content), at, 0))
        stored += content
        at += len(content)
    head = b"ABIF" + struct.pack(">H", 101)
    size = len(entries) * struct.calcsize(_ENTRY)
    head += struct.pack(_ENTRY, b"tdir", 1, 1023, 28, len(entries), size, at, 0)
    return head.ljust(_HEAD, b"\0") + stored + b"".join(entries)
