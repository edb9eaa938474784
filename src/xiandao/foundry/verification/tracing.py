"""Sanger traces (ABIF, .ab1) as reads: the letters called with their qualities, bad ends cut off."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Final

from Bio import SeqIO

from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.piling import VerificationRefused

LIMIT: Final = 0.05  # chance of an error above which a letter costs more than it brings; as Phred's -trim_alt
SHORTEST: Final = 50  # letters of a trimmed read that are worth laying
MOST_BYTES: Final = 16 * 1024 * 1024
MAGIC: Final = b"ABIF"
_NOT_READ: Final = "{file} is a damaged trace, or holds no called letters with qualities"
_DAMAGES: Final = (
    AssertionError, KeyError, AttributeError, ValueError, IndexError, TypeError, OSError, EOFError,
    struct.error, MemoryError, OverflowError,
)  # fmt: skip


def read_trace(path: Path) -> Record:
    """The trimmed read of an .ab1 file. Raises VerificationRefused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise VerificationRefused("{file} is too large for a trace", file=path.name)
        content = path.read_bytes()
    except OSError as fault:
        raise VerificationRefused("{file} cannot be read", file=path.name) from fault
    return trace_in(content, path.name)


def trace_in(content: bytes, file: str) -> Record:
    """The same from bytes."""
    if content[:4] != MAGIC:
        raise VerificationRefused("{file} is no ABIF trace: it does not begin with ABIF", file=file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = SeqIO.read(io.BytesIO(content), "abi")  # type: ignore[no-untyped-call]
        letters = str(found.seq).upper()
        qualities = tuple(int(one) for one in found.letter_annotations["phred_quality"])
    except _DAMAGES as fault:
        raise VerificationRefused(_NOT_READ, file=file) from fault
    if not letters or len(letters) != len(qualities) or not set(letters) <= set("ACGTRYSWKMBDHVN"):
        raise VerificationRefused(_NOT_READ, file=file)
    read = trimmed(Record(Path(file).stem or "trace", letters, qualities=qualities))
    if len(read) < SHORTEST:
        raise VerificationRefused(
            "{file} has {count} good letters, fewer than {least}; read it again",
            file=file,
            count=len(read),
            least=SHORTEST,
        )
    return read


def trimmed(read: Record) -> Record:
    """The stretch whose letters bring most above the limit of error (Mott's algorithm, as in Phred)."""
    if read.qualities is None:
        return read
    best, start, end, run, begun = 0.0, 0, 0, 0.0, 0
    for at, quality in enumerate(read.qualities):
        run += LIMIT - 10.0 ** (-quality / 10.0)
        if run <= 0.0:
            run, begun = 0.0, at + 1
        elif run > best:
            best, start, end = run, begun, at + 1
    return replace(read, sequence=read.sequence[start:end], qualities=read.qualities[start:end])
