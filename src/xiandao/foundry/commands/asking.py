"""What every command shares: a refusal is a sentence and exit code 2; the faults of a file are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

import click

from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.formats import Reading, read_file
from xiandao.kernel import terminal
from xiandao.kernel.refusals import Refusal

EXISTING: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
WRITTEN: Final = click.Path(path_type=Path, dir_okay=False)
refusing = terminal.refusing("xiandao foundry")


@contextmanager
def about(path: Path, record: Record) -> Iterator[None]:
    """A refusal within is told with the file and the record."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(
            "{file}, {record}: {sentence}", file=path.name, record=record.name, sentence=refusal
        ) from refusal


def stop() -> NoReturn:
    """End with the code of a refusal."""
    sys.exit(terminal.REFUSED)


def records_of(path: Path) -> Sequence[Record]:
    """The records of a file; its faults are told, and what could be read is used."""
    return kept_of(read_file(path))


def kept_of(reading: Reading) -> Sequence[Record]:
    """The records of a reading; its faults are told, and nothing at all ends the command."""
    for fault in reading.faults:
        click.echo(f"xiandao foundry: {fault.sentence}", err=True)
    if not reading.records:
        stop()
    return reading.records
