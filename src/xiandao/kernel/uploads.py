"""What a file really is, and whether it is safe to open: by content, never by name alone.

Office files are zips of XML, so a zip bomb or an XML entity trick would otherwise reach every reader.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

from xiandao.kernel.refusals import Refusal

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120  # characters; below the 255-byte limit of common file systems in UTF-8 Chinese
MOST_ARCHIVE_MEMBERS = 5_000
MOST_UNPACKED_BYTES = 200 * MEGABYTE
HIGHEST_COMPRESSION = 200  # deflate's own ceiling is about 1032:1; office XML stays below 60:1
RATIO_MATTERS_FROM = MEGABYTE  # a small member cannot hurt, however well it packs
TEXT_SAMPLE = 65_536  # bytes; a binary file shows itself sooner
# Control bytes that text files use: tab, line feed, soft break, page break, return, end of file, escape.
CONTROL_BYTES = bytes(sorted(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b")))
# Text copied out of other programs brings a stray control byte now and then; a binary brings one in eight.
MOST_CONTROL_SHARE = 1 / 200
# What Python's zip reader may raise over damaged bytes, beside its own BadZipFile.
ARCHIVE_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    RuntimeError,  # a part behind a password; NotImplementedError (an unknown packing) is one too
)
_WORD_MAIN = re.compile(r"word/document\d*\.xml", re.IGNORECASE)  # some programs number the part
_HTML_START = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,1000}?-->|\s)*+<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


class UploadRefused(Refusal):
    """A file was refused before anything was read from it."""


class FileType(StrEnum):
    """The kinds of file that people may bring."""

    TEXT = "txt"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at and found to be what it says."""

    name: str
    type: FileType
    content: bytes


def neutral_name(name: str) -> str:
    """The bare file name: no folders, no control or bidirectional characters, of bearable length."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    bare = "".join(c for c in unicodedata.normalize("NFC", bare) if unicodedata.category(c)[0] != "C")
    bare = re.sub(r'[<>:"/\\|?*]', "_", bare).strip(" .")
    if len(bare) <= LONGEST_NAME:
        return bare or "file"
    stem, dot, suffix = bare.rpartition(".")
    if not dot or len(suffix) > 8:
        return bare[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def inspect(name: str, content: bytes, *, allowed: frozenset[FileType], most_bytes: int) -> Upload:
    """Name the file's type by its content and refuse what is empty, too large, not allowed or unsafe."""
    name = neutral_name(name)
    check_size(name, content, most_bytes=most_bytes)
    found = sniff(name, content)
    if found not in allowed:
        raise UploadRefused(
            "{name} is a {found} file by its content; accepted here: {allowed}. Choose another file.",
            name=name,
            found=found.value if found else "binary",
            allowed=", ".join(sorted(allowed)),
        )
    return Upload(name, found, content)


def check_size(name: str, content: bytes, *, most_bytes: int) -> None:
    """Refuse what is empty or too large, before anything looks inside."""
    if not content:
        raise UploadRefused("{name} is empty (0 bytes). Choose the file again.", name=name)
    if len(content) > most_bytes:
        raise UploadRefused(
            "{name} has {size} MB; at most {most} MB are accepted. Remove pictures or split the file.",
            name=name,
            size=round(len(content) / MEGABYTE, 1),
            most=round(most_bytes / MEGABYTE, 1),
        )


def sniff(name: str, content: bytes) -> FileType | None:
    """The file type by content, or None where it is none of ours. Archives are checked for safety."""
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office_type(name, content)
    if not _looks_like_text(content):
        return None
    return FileType.HTML if _HTML_START.match(_head(content)) else FileType.TEXT


def open_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """An office file's zip, opened only after its table of contents was found to be harmless."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except ARCHIVE_DAMAGE as broken:
        raise UploadRefused(
            "{name} is damaged or was cut off: its archive cannot be opened. Save it again and retry.",
            name=name,
        ) from broken
    unpacked = sum(member.file_size for member in members)
    packed_hard = any(
        m.file_size > RATIO_MATTERS_FROM and m.file_size > HIGHEST_COMPRESSION * max(m.compress_size, 1)
        for m in members
    )
    if len(members) > MOST_ARCHIVE_MEMBERS or unpacked > MOST_UNPACKED_BYTES or packed_hard:
        raise UploadRefused(
            "{name} would unpack to {size} MB in {count} parts; that is not a document. It was not opened.",
            name=name,
            size=round(unpacked / MEGABYTE, 1),
            count=len(members),
        )
    return archive


def read_member(
    name: str,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    *,
    most_bytes: int = MOST_UNPACKED_BYTES,
    first_bytes: int = -1,
) -> bytes:
    """One part of an archive, or its first bytes; a damaged or oversized part is refused by name."""
    if member.file_size > most_bytes:
        raise UploadRefused(
            "{name} holds a part of {size} MB ({part}); at most {most} MB are read. Split the file.",
            name=name,
            part=member.filename,
            size=round(member.file_size / MEGABYTE, 1),
            most=round(most_bytes / MEGABYTE, 1),
        )
    try:
        with archive.open(member) as part:
            return part.read(first_bytes)
    except ARCHIVE_DAMAGE as broken:
        raise UploadRefused(
            "{name} is damaged: its part {part} cannot be read. Save it again and retry.",
            name=name,
            part=member.filename,
        ) from broken


def _office_type(name: str, content: bytes) -> FileType | None:
    with open_archive(name, content) as archive:
        names = set(archive.namelist())
        _refuse_entities(name, archive)
    if any(_WORD_MAIN.fullmatch(part) for part in names):
        return FileType.DOCX
    if "xl/workbook.xml" in names:
        return FileType.XLSX
    return None


def _refuse_entities(name: str, archive: zipfile.ZipFile) -> None:
    """Office XML never declares a document type; one that does is an entity trick."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        head = read_member(name, archive, member, first_bytes=4096)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00D\x00O\x00C" in head:
            raise UploadRefused(
                "{name} declares XML entities in {part}; such files are not opened.",
                name=name,
                part=member.filename,
            )


def _looks_like_text(content: bytes) -> bool:
    sample = content[:TEXT_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in sample:
        return False
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls <= MOST_CONTROL_SHARE * len(sample)


def _head(content: bytes) -> bytes:
    """The first characters, one byte each, whatever mark the file begins with."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
