"""Files kept once, under the hash of their content, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def place_in(folder: Path, digest: str) -> Path:
    """The path of the file with this content hash."""
    return folder / digest[:2] / digest


def keep_in(folder: Path, content: bytes) -> str:
    """The SHA-256 of the content, which is in the folder from now on. Raises OSError as the disk does."""
    digest = hashlib.sha256(content).hexdigest()
    place = place_in(folder, digest)
    if not place.exists():
        _write(place, content)
    return digest


def _write(place: Path, content: bytes) -> None:
    """A draft beside it takes its name only when every byte is on the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            os.replace(draft.name, place)  # noqa: PTH105  (one step, as rename(2) promises)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
