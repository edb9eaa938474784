"""`xiandao foundry mrna|gene`: from a protein to what codes for it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing
from xiandao.foundry.sequences import Molecule, Record
from xiandao.foundry.sequences.formats import Format, write

HOST: Final = "h_sapiens_9606"
BACTERIUM: Final = "e_coli_316407"


@click.command("mrna")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=HOST, show_default=True, help="Codon table.")
@click.option("--cai-weight", default=0.0, show_default=True, help="kcal/mol that a unit of ln w is worth.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--open-start", default=0, show_default=True, help="Bases from the start that stay unpaired.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@refusing
def mrna(
    protein: Path, host: str, cai_weight: float, avoid: tuple[str, ...], open_start: int, as_json: bool
) -> None:
    """The most stable coding RNA of each PROTEIN in a FASTA file, exactly."""
    from xiandao.foundry.synthesis.mrna import design

    for record in records_of(protein):
        found = design(record.sequence, host=host, cai_weight=cai_weight, avoid=avoid, open_start=open_start)
        if as_json:
            click.echo(json.dumps({"name": record.name, **asdict(found)}))
            continue
        about = f"{found.energy:.2f} kcal/mol, CAI {found.adaptation:.3f}"
        made = Record(f"{record.name}_mrna", found.sequence, Molecule.RNA, description=about)
        click.echo(write([made], Format.FASTA).decode(), nl=False)


@click.command("gene")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=BACTERIUM, show_default=True, help="Codon table.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--longest-run", default=0, help="Longest run of one base; 0 for any.")
@click.option("--gc", nargs=2, type=float, default=None, help="Least and most share of G and C.")
@click.option("--gc-window", nargs=3, type=float, default=None, help="Bases, least and most share.")
@click.option("--unique", default=0, help="No stretch of so many bases occurs twice; 0 for any.")
@click.option("--seed", default=0, show_default=True)
@refusing
def gene(
    protein: Path,
    host: str,
    avoid: tuple[str, ...],
    longest_run: int,
    gc: tuple[float, float] | None,
    gc_window: tuple[float, float, float] | None,
    unique: int,
    seed: int,
) -> None:
    """The best adapted gene of each PROTEIN in a FASTA file that keeps the rules, and how good it can be."""
    from xiandao.foundry.synthesis.codons import GcRange, GeneWish, optimise

    for record in records_of(protein):
        wish = GeneWish(
            record.sequence,
            host,
            avoid=avoid,
            longest_run=longest_run,
            gc=GcRange(*gc) if gc else None,
            windows=(GcRange(gc_window[1], gc_window[2], int(gc_window[0])),) if gc_window else (),
            unique=unique,
        )
        found = optimise(wish, seed=seed)
        about = f"CAI {found.cai:.4f}, at most {found.gap:.4f} from the best sum of ln w"
        made = Record(f"{record.name}_gene", found.sequence, description=about)
        click.echo(write([made], Format.FASTA).decode(), nl=False)
