"""`xiandao foundry guides`: every place that guides could bind."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing


@click.command("guides")
@click.argument("genome", type=EXISTING)
@click.argument("guides", nargs=-1, required=True)
@click.option("--nuclease", default="SpCas9", show_default=True)
@click.option("--mismatches", default=4, show_default=True)
@click.option("--bulges", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each site.")
@refusing
def guides(
    genome: Path, guides: tuple[str, ...], nuclease: str, mismatches: int, bulges: int, as_json: bool
) -> None:
    """Every place in GENOME (FASTA or GenBank) that the GUIDES could bind, with where it would be cut."""
    from xiandao.foundry.editing import NUCLEASES, EditingRefused, find_sites, genome_of, index_of

    if nuclease not in NUCLEASES:
        raise EditingRefused(
            "there is no nuclease {name}; there are {known}", name=nuclease, known=", ".join(NUCLEASES)
        )
    index = index_of(genome_of(records_of(genome)), NUCLEASES[nuclease])
    found = find_sites(index, guides, mismatches=mismatches, bulges=bulges)
    if as_json:
        for site in found:
            click.echo(json.dumps(asdict(site)))
        return
    click.echo("guide\tchromosome\tstart\tend\tstrand\tcut after\tmismatches\tbulge")
    for site in found:
        click.echo(
            f"{guides[site.guide]}\t{site.chromosome}\t{site.start + 1}\t{site.end}\t{site.strand:+d}\t"
            f"{site.cut}\t{site.mismatches}\t{site.bulge}"
        )
