"""`xiandao foundry …`: what a lab asks of the foundry from a terminal; every answer can be had as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from xiandao.foundry.sequences import Molecule, Record
from xiandao.foundry.sequences.formats import Format, read_file, write
from xiandao.kernel.refusals import Refusal

REFUSED: Final = 2
HOST: Final = "h_sapiens_9606"
BACTERIUM: Final = "e_coli_316407"
EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)


def _refusing(command: Callable[..., None]) -> Callable[..., None]:
    """A refusal is a sentence and exit code 2."""

    @wraps(command)
    def run(*args: Any, **told: Any) -> None:
        try:
            command(*args, **told)
        except Refusal as refusal:
            click.echo(f"xiandao foundry: {refusal.sentence}", err=True)
            _stop()

    return run


def _stop() -> NoReturn:
    sys.exit(REFUSED)


@click.group("foundry")
def foundry() -> None:
    """From a wish to DNA: genes, mRNA, guides, assemblies."""


@foundry.command("mrna")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=HOST, show_default=True, help="Codon table.")
@click.option("--cai-weight", default=0.0, show_default=True, help="kcal/mol that a unit of ln w is worth.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--open-start", default=0, show_default=True, help="Bases from the start that stay unpaired.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@_refusing
def mrna(
    protein: Path, host: str, cai_weight: float, avoid: tuple[str, ...], open_start: int, as_json: bool
) -> None:
    """The most stable coding RNA of each PROTEIN in a FASTA file, exactly."""
    from xiandao.foundry.synthesis.mrna import design

    for record in _proteins(protein):
        found = design(record.sequence, host=host, cai_weight=cai_weight, avoid=avoid, open_start=open_start)
        if as_json:
            click.echo(json.dumps({"name": record.name, **asdict(found)}))
            continue
        about = f"{found.energy:.2f} kcal/mol, CAI {found.adaptation:.3f}"
        made = Record(f"{record.name}_mrna", found.sequence, Molecule.RNA, description=about)
        click.echo(write([made], Format.FASTA).decode(), nl=False)


@foundry.command("gene")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=BACTERIUM, show_default=True, help="Codon table.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--longest-run", default=0, help="Longest run of one base; 0 for any.")
@click.option("--gc", nargs=2, type=float, default=None, help="Least and most share of G and C.")
@click.option("--gc-window", nargs=3, type=float, default=None, help="Bases, least and most share.")
@click.option("--unique", default=0, help="No stretch of so many bases occurs twice; 0 for any.")
@click.option("--seed", default=0, show_default=True)
@_refusing
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

    for record in _proteins(protein):
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


@foundry.command("guides")
@click.argument("genome", type=EXISTING)
@click.argument("guides", nargs=-1, required=True)
@click.option("--nuclease", default="SpCas9", show_default=True)
@click.option("--mismatches", default=4, show_default=True)
@click.option("--bulges", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each site.")
@_refusing
def guides(
    genome: Path, guides: tuple[str, ...], nuclease: str, mismatches: int, bulges: int, as_json: bool
) -> None:
    """Every place in GENOME (FASTA or GenBank) that the GUIDES could bind, with where it would be cut."""
    from xiandao.foundry.editing import NUCLEASES, EditingRefused, find_sites, genome_of, index_of

    if nuclease not in NUCLEASES:
        raise EditingRefused(
            "there is no nuclease {name}; there are {known}", name=nuclease, known=", ".join(NUCLEASES)
        )
    index = index_of(genome_of(_records(genome)), NUCLEASES[nuclease])
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


@foundry.command("overhangs")
@click.argument("junctions", type=int)
@click.option("--enzyme", default="BsaI", show_default=True)
@click.option("--fixed", multiple=True, help="An overhang that must be among them; may be repeated.")
@click.option("--seed", default=0, show_default=True)
@_refusing
def overhangs(junctions: int, enzyme: str, fixed: tuple[str, ...], seed: int) -> None:
    """So many overhangs that ligate faithfully together."""
    from xiandao.foundry.assembly import choose_overhangs, colonies

    found = choose_overhangs(junctions, enzyme, fixed=fixed, seed=seed)
    click.echo(" ".join(found.words))
    click.echo(
        f"fidelity {found.fidelity:.4f}; {found.agreeing} of {found.starts} searches agree; "
        f"pick {colonies(found.fidelity)} colonies for 95 %"
    )


@foundry.command("verify")
@click.argument("construct", type=EXISTING)
@click.argument("reads", type=EXISTING)
@click.option("--technology", type=click.Choice(["illumina", "nanopore"]), required=True)
@click.option("--json", "as_json", is_flag=True, help="The whole verdict, as JSON.")
@_refusing
def verify(construct: Path, reads: Path, technology: str, as_json: bool) -> None:
    """Judge the CONSTRUCT (GenBank or FASTA) by its READS (FASTQ, plain or gz): pass, fail or look."""
    from xiandao.foundry.verification import ILLUMINA, NANOPORE
    from xiandao.foundry.verification import verify as judged

    (wished,) = _records(construct)[:1]
    found = judged(wished, _records(reads), ILLUMINA if technology == "illumina" else NANOPORE)
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


@foundry.command("convert")
@click.argument("file", type=EXISTING)
@click.option("--to", "wanted", type=click.Choice([one.value for one in Format]), required=True)
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@_refusing
def convert(file: Path, wanted: str, out: Path) -> None:
    """A sequence FILE in another format; what is wrong in it is named on the way."""
    out.write_bytes(write(_records(file), Format(wanted)))


def _records(path: Path) -> Sequence[Record]:
    """The records of a file; its faults are told, and what could be read is used."""
    reading = read_file(path)
    for fault in reading.faults:
        click.echo(f"xiandao foundry: {fault.sentence}", err=True)
    if not reading.records:
        _stop()
    return reading.records


def _proteins(path: Path) -> Sequence[Record]:
    return [record for record in _records(path) if record.sequence]
