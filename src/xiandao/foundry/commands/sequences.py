"""`xiandao foundry convert`: sequence files in other formats."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, kept_of, refusing
from xiandao.foundry.sequences.formats import Fault, Format, read_file, write_file


@click.command("convert")
@click.argument("file", type=EXISTING)
@click.option(
    "--to",
    "wanted",
    type=click.Choice([one.value for one in Format if one.written]),
    help="The format; else the name of the output tells it.",
)
@click.option("-o", "--output", "out", type=WRITTEN, required=True, help="A name that ends in .gz is packed.")
@click.option("--json", "as_json", is_flag=True, help="What was read and what was wrong, as JSON.")
@refusing
def convert(file: Path, wanted: str | None, out: Path, as_json: bool) -> None:
    """A sequence FILE in another format; what is wrong in it is named on the way."""
    reading = read_file(file)
    records = kept_of(reading)
    write_file(out, records, Format(wanted) if wanted else None)
    if as_json:
        said = {
            "file": reading.file,
            "format": reading.format.value,
            "records": [
                {"name": one.name, "length": len(one), "features": len(one.features)} for one in records
            ],
            "faults": [fault_values(fault) for fault in reading.faults],
        }
        click.echo(json.dumps(said, ensure_ascii=False))


def fault_values(fault: Fault) -> dict[str, object]:
    """A fault for a program to read."""
    return {
        "number": fault.number,
        "record": fault.record,
        "line": fault.line,
        "kept": fault.kept,
        "sentence": fault.sentence,
    }
