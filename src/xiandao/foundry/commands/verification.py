"""`xiandao foundry verify|verify-plate`: is this construct, are these ninety-six, what was wished?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing

if TYPE_CHECKING:
    from xiandao.foundry.verification import Well

TECHNOLOGY: Final = click.Choice(["illumina", "illumina-paired", "nanopore", "sanger"])


@click.command("verify")
@click.argument("construct", type=EXISTING)
@click.argument("reads", type=EXISTING, nargs=-1, required=True)
@click.option("--technology", type=TECHNOLOGY, required=True)
@click.option("--drawing", type=WRITTEN, help="Keep the evidence as a drawing (SVG).")
@click.option("--json", "as_json", is_flag=True, help="The whole verdict, as JSON.")
@refusing
def verify(
    construct: Path, reads: tuple[Path, ...], technology: str, drawing: Path | None, as_json: bool
) -> None:
    """Judge the CONSTRUCT (GenBank or FASTA) by its READS: pass, fail or look.

    READS are FASTQ files, plain or gz, or traces (.ab1). Of paired reads x_R1.fq and x_R2.fq are mates; where
    no name tells, two by two.
    """
    from xiandao.foundry.verification import ILLUMINA, TECHNOLOGIES, file_pairs, reads_of
    from xiandao.foundry.verification import drawing as drawn
    from xiandao.foundry.verification import verify as judged

    (wished,) = records_of(construct)[:1]
    kind = TECHNOLOGIES[technology]
    pairs, _ = file_pairs([str(path) for path in reads])
    for first, second in pairs:
        if kind.pair:
            click.echo(f"mates: {reads[first].name} and {reads[second].name}", err=True)
        elif kind is ILLUMINA:
            click.echo(
                f"{reads[first].name} and {reads[second].name} are named as mates; illumina-paired weighs "
                "their distances too",
                err=True,
            )
    found = judged(wished, reads_of(reads, kind), kind)
    if drawing:
        drawing.write_text(drawn(wished, found), "utf-8")
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    click.echo(
        f"{found.construct}: {found.result.value} "
        f"({found.reads} reads, depth {found.mean_depth:.0f}, at least {found.least_depth}, "
        f"{100 * found.covered:.1f} % covered)"
    )
    if found.mixed is not None:
        click.echo(f"  a mixture: {100 * found.mixed:.0f} % of it differ")
    for one in found.findings:
        click.echo(f"  {one.words}")


@click.command("verify-plate")
@click.argument("sheet", type=EXISTING)
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--technology", type=TECHNOLOGY, help="Of the wells whose line in the sheet names none.")
@click.option("--jobs", default=1, show_default=True, help="Wells judged at once.")
@refusing
def verify_plate(sheet: Path, folder: Path, technology: str | None, jobs: int) -> None:
    """Judge every well of a SHEET (CSV: well, construct, reads, technology): table, JSON, page, drawings.

    Files are named from the sheet's own folder, several reads files parted by ;. A fault in one well is told
    in that well and stops no other.
    """
    from xiandao.foundry.verification import read_sheet, write_plate
    from xiandao.foundry.verification import verify_plate as all_judged

    def noted(well: Well) -> None:
        click.echo(f"{well.well} {well.construct}: {well.result} {well.fault}".rstrip(), err=True)

    wishes, faults = read_sheet(sheet, technology=technology or "")
    for fault in faults:
        noted(fault)
    plate = all_judged(wishes, faults, name=sheet.stem, jobs=jobs, noted=noted)
    write_plate(plate, folder)
    told = ", ".join(f"{many} {name}" for name, many in sorted(plate.counts().items()))
    click.echo(f"{plate.name}: {told}; see {folder / 'index.html'}")
