"""Sequence files in and out: one door for every format; a reader raises nothing but refusals."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from xiandao.foundry.sequences.formats import fasta, fastq, genbank
from xiandao.foundry.sequences.formats.reading import (
    MOST_BYTES,
    Fault,
    Format,
    FormatRefusal,
    Outcome,
    Reading,
    gathered,
)
from xiandao.foundry.sequences.records import Record

__all__ = ["Fault", "Format", "FormatRefusal", "Reading", "read", "read_file", "write"]


class _Handler(NamedTuple):
    parse: Callable[[str], Iterator[Outcome]]
    write: Callable[[Record], Iterator[str]]


_HANDLERS: Final = {
    Format.GENBANK: _Handler(genbank.parse, genbank.write),
    Format.FASTA: _Handler(fasta.parse, fasta.write),
    Format.FASTQ: _Handler(fastq.parse, fastq.write),
}


def read_file(path: Path) -> Reading:
    """The records of a file. Raises FormatRefusal; a faulty record is a fault of the reading."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.name)
        content = path.read_bytes()
    except OSError as fault:
        raise FormatRefusal(
            "{file} cannot be read: {reason}", file=path.name, reason=str(fault.strerror)
        ) from fault
    return read(content, path.name)


def read(content: bytes, name: str) -> Reading:
    """The records in bytes, plain or gzip; the format is told by the content, not by the name.

    Raises FormatRefusal for what is no sequence file; a record that cannot be read is a fault of the reading.
    """
    text = _text(content, name)
    format_ = _format(text, name)
    try:
        return gathered(name, format_, _HANDLERS[format_].parse(text))
    except FormatRefusal as refusal:
        if "file" in refusal.values:
            raise
        line = refusal.values.get("line", 1)
        raise FormatRefusal(
            "{file}, line {line}: {fault}", file=name, line=line, fault=refusal.sentence
        ) from refusal


def write(records: Iterable[Record], format_: Format) -> bytes:
    """The records in a format. Raises FormatRefusal for what the format cannot hold."""
    lines = [line for record in records for line in _HANDLERS[format_].write(record)]
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _text(content: bytes, name: str) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
            content = unpacking.decompress(content, MOST_BYTES + 1)
        except zlib.error as fault:
            raise FormatRefusal("{file} is a damaged gzip file", file=name) from fault
        if not unpacking.eof and len(content) <= MOST_BYTES:
            raise FormatRefusal("{file} is a gzip file that is cut off", file=name)
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _format(text: str, name: str) -> Format:
    start = text.lstrip()
    if start.startswith(">"):
        return Format.FASTA
    if start.startswith("@"):
        return Format.FASTQ
    if start.startswith("LOCUS"):
        return Format.GENBANK
    raise FormatRefusal(
        "{file} is no sequence file: it begins neither with > (FASTA), @ (FASTQ) nor LOCUS (GenBank)",
        file=name,
    )


def _too_large(name: str) -> FormatRefusal:
    return FormatRefusal(
        "{file} is larger than {most} MB; split it", file=name, most=MOST_BYTES // 1024 // 1024
    )
