"""`xiandao foundry convert`: sequence files in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing
from xiandao.foundry.sequences.formats import Format, write


@click.command("convert")
@click.argument("file", type=EXISTING)
@click.option("--to", "wanted", type=click.Choice([one.value for one in Format]), required=True)
@click.option("-o", "--output", "out", type=WRITTEN, required=True)
@refusing
def convert(file: Path, wanted: str, out: Path) -> None:
    """A sequence FILE in another format; what is wrong in it is named on the way."""
    out.write_bytes(write(records_of(file), Format(wanted)))
