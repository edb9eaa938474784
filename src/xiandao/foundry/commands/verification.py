"""`xiandao foundry verify`: is this construct what was wished?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing


@click.command("verify")
@click.argument("construct", type=EXISTING)
@click.argument("reads", type=EXISTING)
@click.option("--technology", type=click.Choice(["illumina", "nanopore"]), required=True)
@click.option("--json", "as_json", is_flag=True, help="The whole verdict, as JSON.")
@refusing
def verify(construct: Path, reads: Path, technology: str, as_json: bool) -> None:
    """Judge the CONSTRUCT (GenBank or FASTA) by its READS (FASTQ, plain or gz): pass, fail or look."""
    from xiandao.foundry.verification import ILLUMINA, NANOPORE
    from xiandao.foundry.verification import verify as judged

    (wished,) = records_of(construct)[:1]
    found = judged(wished, records_of(reads), ILLUMINA if technology == "illumina" else NANOPORE)
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    click.echo(
        f"{found.construct}: {found.result.value} "
        f"({found.reads} reads, depth {found.mean_depth:.0f}, at least {found.least_depth})"
    )
    for one in found.findings:
        place = f"{one.start + 1}" if one.end <= one.start + 1 else f"{one.start + 1}..{one.end}"
        change = f" {one.expected or '-'} > {one.seen or '-'}" if one.expected or one.seen else ""
        click.echo(
            f"  {one.kind.value} at {place}{change}, {100 * one.share:.0f} % of {one.depth}  {one.effect}"
        )
