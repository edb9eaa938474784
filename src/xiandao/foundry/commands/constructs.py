"""`xiandao foundry construct`: proteins of several domains, from a grammar to DNA."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing
from xiandao.foundry.sequences.formats import Format, write


@click.command("construct")
@click.argument("grammar", default="second-generation-car")
@click.option("--catalogue", type=EXISTING, default=None, help="Domains, vectors and grammars of your own.")
@click.option("--domain", nargs=2, multiple=True, type=(str, EXISTING), help="KIND FASTA: domains to add.")
@click.option("--vector", default="lentivirus", show_default=True)
@click.option("--host", default="h_sapiens_9606", show_default=True, help="Codon table.")
@click.option("--most", default=3, show_default=True, help="So many designs as DNA.")
@click.option("--seed", default=0, show_default=True)
@click.option("-o", "--output", "out", type=WRITTEN, default=None, help="GenBank of the designs.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each design.")
@refusing
def construct(
    grammar: str,
    catalogue: Path | None,
    domain: tuple[tuple[str, Path], ...],
    vector: str,
    host: str,
    most: int,
    seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """The best designs of a GRAMMAR, such as second-generation-car: domains, DNA, what to look at."""
    from xiandao.foundry.constructs import Domain, designs, read_catalogue, starter, with_domains

    known = read_catalogue(catalogue.read_bytes(), catalogue.name) if catalogue else starter()
    for kind, path in domain:
        added = [Domain(one.name, kind, one.sequence.upper(), path.name) for one in records_of(path)]
        known = with_domains(known, *added)
    found = designs(known, grammar, vector, host=host, most=most, seed=seed)
    for number, one in enumerate(found, start=1):
        names = [part.name for part in one.row.domains]
        if as_json:
            told = {"domains": names, "coding": one.coding, "cai": one.cai, "room": one.room}
            click.echo(json.dumps({**told, "warnings": list(one.warnings)}))
            continue
        click.echo(f"{number}. {' - '.join(names)}")
        click.echo(f"   {len(one.coding):,} bases, {one.room:,} left in {vector}; CAI {one.cai:.4f}")
        for warning in one.warnings:
            click.echo(f"   look: {warning}")
    if out is not None:
        out.write_bytes(write([one.record for one in found], Format.GENBANK))
