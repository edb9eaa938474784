"""`xiandao foundry repair`: what mends the cut of a guide, with the change that is wished."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing
from xiandao.foundry.commands.editing import NUCLEASE, nuclease_of

if TYPE_CHECKING:
    from xiandao.foundry.editing import Library, Target


@click.command("repair")
@click.argument("genome", type=EXISTING)
@click.argument("guide")
@NUCLEASE
@click.option("--gene", default="", help="The gene that is changed.")
@click.option("--delete", is_flag=True, help="Take the gene out, but for its first and last codon.")
@click.option("--change", default="", help="Another residue in the gene, such as K43R.")
@click.option(
    "--insert", type=EXISTING, help="A file whose first record goes in: at the cut, or for the gene."
)
@click.option("--arm", default=500, show_default=True, help="Bases of homology on either side.")
@click.option("--table", default=11, show_default=True, help="Genetic code (NCBI number).")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@refusing
def repair(
    genome: Path, guide: str, nuclease: str, gene: str, delete: bool, change: str, insert: Path | None,
    arm: int, table: int, as_json: bool,
) -> None:  # fmt: skip
    """The template that mends the cut of GUIDE in GENOME and is not cut again, as FASTA; notes on stderr."""
    from xiandao.foundry.editing import (
        EditingRefused,
        deletion,
        insertion,
        library_of,
        repair_template,
        substitution,
    )
    from xiandao.foundry.sequences import Record
    from xiandao.foundry.sequences.formats import Format, write

    if delete + bool(change) + (insert is not None and not delete) != 1 or ((delete or change) and not gene):
        raise EditingRefused(
            "say what is wished: --gene with --delete (--insert for a marker) or --change; or --insert alone"
        )
    library = library_of(records_of(genome), nuclease_of(nuclease))
    target = _target(library, guide.upper())
    record = next(one for one in library.records if one.name == target.chromosome)
    put_in = records_of(insert)[0].sequence if insert else ""
    if delete:
        edit = deletion(library.annotation.gene(gene), marker=put_in)
    elif change:
        edit = substitution(record, library.annotation.gene(gene), change, table=table)
    else:
        edit = insertion(target, put_in)
    made = repair_template(record, target, edit, library.index.nuclease, arm=arm, table=table)
    if as_json:
        click.echo(json.dumps(asdict(made)))
        return
    changes = [f"silent: {one.before}{one.place + 1}{one.after}" for one in made.changes]
    for said in (made.edit.words, *made.said, *changes):
        click.echo(f"# {said}", err=True)
    about = f"left arm {len(made.left)}, middle {len(made.middle)}, right arm {len(made.right)}"
    out = Record(f"template_{gene or target.chromosome}", made.sequence, description=about)
    click.echo(write([out], Format.FASTA).decode(), nl=False)


def _target(library: Library, guide: str) -> Target:
    """The one place where the guide binds as it is written. Raises EditingRefused."""
    from xiandao.foundry.editing import EditingRefused, Region, find_sites, targets_in

    found = [*find_sites(library.index, [guide], mismatches=0)]
    if len(found) != 1:
        raise EditingRefused(
            "{guide} binds at {count} places of the genome; a template is for one",
            guide=guide,
            count=len(found),
        )
    site = found[0]
    length = library.index.lengths[library.index.names.index(site.chromosome)]
    here = Region(site.chromosome, max(site.cut - 1, 0), min(site.cut + 1, length))
    return next(
        one
        for one in targets_in(library.genome, library.index, here)
        if (one.start, one.strand) == (site.start, site.strand)
    )
