"""Files that came in one go, alone or packed in a zip, each read when its turn comes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import ARCHIVE_DAMAGE, MOST_ARCHIVE_MEMBERS, neutral_name, read_member

MOST_WELL_BYTES: Final = 20 * 1024 * 1024  # of one file; a well's reads have a megabyte or two
MOST_PLATE_BYTES: Final = 1024 * 1024 * 1024  # of all of them, unpacked
ZIP: Final = b"PK\x03\x04"


class PackedRefused(Refusal):
    """What came is damaged, or too much."""


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as it came."""

    name: str
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or one within a zip; its folder is part of its name."""

    name: str
    size: int
    read: Callable[[], bytes]


def parts_of(files: Sequence[BroughtFile]) -> Iterator[Part]:
    """Every file; those of a zip one by one. Raises PackedRefused, before anything is unpacked."""
    many = size = 0
    for file in files:
        for part in _unpacked(file):
            many, size = many + 1, size + part.size
            if many > MOST_ARCHIVE_MEMBERS or size > MOST_PLATE_BYTES:
                raise PackedRefused(
                    gettext_noop("More than {many} files or {most} MB. Bring fewer reads."),
                    many=MOST_ARCHIVE_MEMBERS,
                    most=MOST_PLATE_BYTES // 1024**2,
                )
            yield part


def _unpacked(brought: BroughtFile) -> Iterator[Part]:
    file, name = brought.file, brought.name
    head = file.read(len(ZIP))
    size = file.seek(0, 2)
    file.seek(0)
    if head != ZIP:
        yield Part(name, size, lambda: _content(file))
        return
    try:
        members = (archive := zipfile.ZipFile(file)).infolist()
    except ARCHIVE_DAMAGE as broken:
        raise PackedRefused(
            gettext_noop("{name} is damaged; pack it again."), name=neutral_name(name)
        ) from broken
    for member in members:
        if not member.is_dir() and not PurePosixPath(member.filename).name.startswith("."):
            yield Part(member.filename, member.file_size, _member(neutral_name(name), archive, member))


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(MOST_WELL_BYTES + 1)


def _member(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    return lambda: read_member(name, archive, member, most_bytes=MOST_WELL_BYTES)
