"""Sequence files in and out: one door for every format; a reader raises nothing but refusals."""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from xiandao.foundry.sequences.formats import (
    embl,
    fasta,
    fastq,
    genbank,
    sbol_reading,
    sbol_writing,
    snapgene,
)
from xiandao.foundry.sequences.formats.detecting import format_of, format_of_name
from xiandao.foundry.sequences.formats.reading import (
    MOST_BYTES,
    Fault,
    Format,
    FormatRefusal,
    Outcome,
    Reading,
    check_letters,
    gathered,
)
from xiandao.foundry.sequences.records import Record

__all__ = [
    "MOST_BYTES",
    "Fault",
    "Format",
    "FormatRefusal",
    "Reading",
    "check_letters",
    "format_of_name",
    "read",
    "read_file",
    "write",
    "write_file",
]

_PARSERS: Final[dict[Format, Callable[[str], Iterator[Outcome]]]] = {
    Format.GENBANK: genbank.parse,
    Format.EMBL: embl.parse,
    Format.FASTA: fasta.parse,
    Format.FASTQ: fastq.parse,
    Format.SBOL3: sbol_reading.parse,
    Format.SBOL2: sbol_reading.parse,
}
_WRITERS: Final[dict[Format, Callable[[Record], Iterator[str]]]] = {
    Format.GENBANK: genbank.write,
    Format.EMBL: embl.write,
    Format.FASTA: fasta.write,
    Format.FASTQ: fastq.write,
}


def read_file(path: Path, *, most_bytes: int = MOST_BYTES) -> Reading:
    """The records of a file. Raises FormatRefusal; a faulty record is a fault of the reading."""
    try:
        if path.stat().st_size > most_bytes:
            raise _too_large(path.name, most_bytes)
        content = path.read_bytes()
    except OSError as fault:
        raise FormatRefusal(
            "{file} cannot be read: {reason}", file=path.name, reason=str(fault.strerror)
        ) from fault
    return read(content, path.name, most_bytes=most_bytes)


def read(content: bytes, name: str, *, most_bytes: int = MOST_BYTES) -> Reading:
    """The records in bytes, plain or gzip; the format is told by the content, not by the name.

    Raises FormatRefusal for what is no sequence file; a record that cannot be read is a fault of the reading.
    """
    content = _unpacked(content, name, most_bytes)
    if content.startswith(snapgene.COOKIE):
        return gathered(name, Format.SNAPGENE, snapgene.parse(content, name))
    text = _text(content)
    format_ = format_of(text, name)
    try:
        return gathered(name, format_, _PARSERS[format_](text))
    except FormatRefusal as refusal:
        if "file" in refusal.values:
            raise
        line = refusal.values.get("line", 1)
        raise FormatRefusal("{file}, line {line}: {fault}", file=name, line=line, fault=refusal) from refusal


def write(records: Iterable[Record], format_: Format) -> bytes:
    """The records in a format. Raises FormatRefusal for what the format cannot hold."""
    if not format_.written:
        raise FormatRefusal(
            "{format} is read, not written; choose one of {known}",
            format=format_.value,
            known=", ".join(one.value for one in Format if one.written),
        )
    if format_ is Format.SBOL3:
        lines: Sequence[str] = sbol_writing.write(records)
    else:
        lines = [line for record in records for line in _WRITERS[format_](record)]
    return ("\n".join(lines) + "\n").encode(errors="replace") if lines else b""


def write_file(path: Path, records: Iterable[Record], format_: Format | None = None) -> None:
    """The records in a file, whole or not at all; packed where its name ends in .gz.

    Without a format the name tells it. Raises FormatRefusal.
    """
    wanted = format_ or format_of_name(path.name)
    if wanted is None:
        raise FormatRefusal("the name {file} tells no format; name one", file=path.name)
    content = write(records, wanted)
    if path.suffix.lower() == ".gz":
        content = gzip.compress(content, mtime=0)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as begun:
            begun.write(content)
        made = Path(begun.name)
        made.chmod(0o666 & ~_mask())
        made.replace(path)
    except OSError as fault:
        raise FormatRefusal(
            "{file} cannot be written: {reason}", file=path.name, reason=str(fault.strerror)
        ) from fault


def _mask() -> int:
    """The permissions that this process takes from new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unpacked(content: bytes, name: str, most_bytes: int) -> bytes:
    if content[:2] == b"\x1f\x8b":
        content = _gunzipped(content, name, most_bytes)
    if len(content) > most_bytes:
        raise _too_large(name, most_bytes)
    return content


def _gunzipped(content: bytes, name: str, most_bytes: int) -> bytes:
    """Every member of a gzip file: bgzip and `cat` make files of several."""
    parts, size = [], 0
    while content and size <= most_bytes:
        try:
            unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
            parts.append(unpacking.decompress(content, most_bytes + 1 - size))
        except zlib.error as fault:
            raise FormatRefusal("{file} is a damaged gzip file", file=name) from fault
        size += len(parts[-1])
        if not unpacking.eof and size <= most_bytes:
            raise FormatRefusal("{file} is a gzip file that is cut off", file=name)
        content = unpacking.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _too_large(name: str, most_bytes: int) -> FormatRefusal:
    return FormatRefusal(
        "{file} is larger than {most} MB; split it", file=name, most=most_bytes // 1024 // 1024
    )
