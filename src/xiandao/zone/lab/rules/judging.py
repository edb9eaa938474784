"""Reads held against a design, as a process or a cluster's worker does it: plain data, no Django."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.lab.rules.records import record_from, told
from xiandao.zone.lab.rules.vocabulary import Reads

if TYPE_CHECKING:
    from xiandao.foundry.sequences import Record

Files = Sequence[tuple[str, bytes]]  # name and content


class ReadsUnusableRefused(Refusal):
    """The files hold no reads that can be judged."""


class BroughtFileRefused(Refusal):
    """A file that was brought is gone, or is no longer what was brought."""


def judged(
    expected: Mapping[str, Any],
    technology: Reads,
    files: Files,
    say: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """The verdict on a design as it is kept, with the names of the files that are mates.

    Illumina files named as mates are judged as pairs. `say` is told how many reads there are, before they are
    mapped. Raises Refusal.
    """
    from xiandao.foundry.verification import TECHNOLOGIES, file_pairs, look_paired, mated, verify

    parts = [(name, _reads_in(content, name, technology)) for name, content in files]
    kind, mates = TECHNOLOGIES[technology.value], list[list[str]]()
    if technology is Reads.ILLUMINA and look_paired(parts):
        kind, reads = TECHNOLOGIES["illumina-paired"], mated(parts)
        mates = [
            [parts[one][0], parts[other][0]] for one, other in file_pairs([name for name, _ in parts])[0]
        ]
    else:
        reads = [read for _, part in parts for read in part]
    if not reads:
        raise ReadsUnusableRefused("The files hold no reads.")
    say(len(reads))
    return {**told(verify(record_from(expected), reads, kind)), "mates": mates}


def judged_well(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict of one well, or what is wrong with it; a fault in one stops no other.

    Takes expected, technology, files [{name, sha256, path}].
    """
    try:
        files = [(one["name"], content_at(one["path"], one["sha256"], one["name"])) for one in asked["files"]]
        return {"verdict": judged(asked["expected"], Reads(asked["technology"]), files)}
    except Refusal as refusal:
        return {"fault": kept(refusal)}


def content_at(path: str | Path, sha256: str, name: str) -> bytes:
    """The content of a kept file. Raises BroughtFileRefused where it is gone or was changed."""
    try:
        content = Path(path).read_bytes()
    except OSError as gone:
        raise BroughtFileRefused("{name} is missing from the store. Bring it again.", name=name) from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BroughtFileRefused("{name} was changed in the store. Bring it again.", name=name)
    return content


def _reads_in(content: bytes, name: str, technology: Reads) -> Sequence[Record]:
    from xiandao.foundry.sequences.formats import read
    from xiandao.foundry.verification import trace_in

    if technology is Reads.SANGER:
        return [trace_in(content, name)]
    reading = read(content, name)
    if not reading.records and reading.faults:
        raise ReadsUnusableRefused("{fault}", fault=reading.faults[0].sentence)
    return reading.records
