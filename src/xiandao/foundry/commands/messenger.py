"""`xiandao foundry mrna|mrna-report`: from a protein to its messenger RNA, and what one is worth."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from xiandao.foundry.commands.asking import EXISTING, about, records_of, refusing
from xiandao.foundry.sequences import Molecule, Record
from xiandao.foundry.sequences.formats import Format, write
from xiandao.kernel.refusals import Refusal

if TYPE_CHECKING:
    from xiandao.foundry.synthesis.mrna import Front, MrnaDesign, TradeOff

HOST: Final = "h_sapiens_9606"


@click.command("mrna")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=HOST, show_default=True, help="Codon table.")
@click.option("--cai-weight", default=0.0, show_default=True, help="kcal/mol that a unit of ln w is worth.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--open-start", default=0, show_default=True, help="Bases from the start that stay unpaired.")
@click.option("--uridine-weight", default=0.0, show_default=True, help="kcal/mol that each U costs.")
@click.option("--pareto", is_flag=True, help="The whole front of energy against CAI.")
@click.option("--most-labels", default=1_000_000, show_default=True, help="What a gap of the front may take.")
@click.option("--most-designs", default=1_000, show_default=True, help="So many weighted sums for a front.")
@click.option("--alternatives", "most", default=1, show_default=True, help="The so many best, in order.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@refusing
def mrna(
    protein: Path,
    host: str,
    cai_weight: float,
    avoid: tuple[str, ...],
    open_start: int,
    uridine_weight: float,
    pareto: bool,
    most_labels: int,
    most_designs: int,
    most: int,
    as_json: bool,
) -> None:
    """The most stable coding RNA of each PROTEIN in a FASTA file, exactly."""
    from xiandao.foundry.synthesis import mrna as engine

    if pareto and (cai_weight or uridine_weight or most != 1):
        raise Refusal("a front has no weights and no next best; leave them out, or --pareto")
    told: dict[str, Any] = {"host": host, "avoid": avoid, "open_start": open_start}
    if pareto:
        told |= {"most_labels": most_labels, "most_designs": most_designs}
    else:
        told |= {"cai_weight": cai_weight, "uridine_weight": uridine_weight}
    for record in records_of(protein):
        front: Front | None = None
        found: list[MrnaDesign | TradeOff]
        with about(protein, record):
            if pareto:
                front = engine.pareto(record.sequence, **told)
                found = [*front.points]
            else:
                found = [*engine.alternatives(record.sequence, most, **told)]
        for number, one in enumerate(found, start=1):
            name = f"{record.name}_mrna" + (f"_{number}" if len(found) > 1 else "")
            _tell(name if not as_json or len(found) > 1 else record.name, one, as_json=as_json)
        if front:
            _tell_front(record.name, front, as_json=as_json)


def _tell_front(name: str, front: Front, *, as_json: bool) -> None:
    """Whether the front is whole, and if not, where more could lie."""
    if as_json:
        told = {"whole": front.whole, "open_gaps": front.open_gaps, "corners_known": front.corners_known}
        click.echo(json.dumps({"name": name, **told}))
        return
    supported = sum(one.supported for one in front.points)
    click.echo(f"{name}: {len(front.points)} trade-offs, {supported} supported", err=True)
    if front.whole:
        click.echo(f"{name}: the front is whole, no other trade-off exists", err=True)
        return
    gaps = ", ".join(f"{gap + 1} and {gap + 2}" for gap in front.open_gaps)
    click.echo(f"{name}: the front is NOT known to be whole; more may lie between {gaps}", err=True)
    if not front.corners_known:
        click.echo(f"{name}: supported ones may be missing too", err=True)


def _tell(name: str, one: MrnaDesign | TradeOff, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"name": name, **asdict(one)}))
        return
    uridine = one.sequence.count("U") / len(one.sequence)
    about = f"{one.energy:.2f} kcal/mol, CAI {one.adaptation:.3f}, U {uridine:.1%}"
    supported = getattr(one, "supported", None)
    if supported is not None:
        about += ", supported" if supported else ", unsupported"
    made = Record(name, one.sequence, Molecule.RNA, description=about)
    click.echo(write([made], Format.FASTA).decode(), nl=False)


@click.command("mrna-report")
@click.argument("coding", type=EXISTING)
@click.option("--host", default=HOST, show_default=True, help="Codon table.")
@click.option("--five-utr", default="", help="Bases before the start codon.")
@click.option("--three-utr", default="", help="Bases behind the stop codon.")
@click.option("--tail", default=0, show_default=True, help="How many A the tail has.")
@click.option("--avoid", multiple=True, help="Restriction enzyme or IUPAC motif; may be repeated.")
@click.option("--m1psi", is_flag=True, help="Also the energy with N1-methylpseudouridine for every U.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each record.")
@refusing
def mrna_report(
    coding: Path,
    host: str,
    five_utr: str,
    three_utr: str,
    tail: int,
    avoid: tuple[str, ...],
    m1psi: bool,
    as_json: bool,
) -> None:
    """What each existing CODING sequence (FASTA or GenBank) is worth, with what stands around it."""
    from xiandao.foundry.synthesis.mrna import MrnaConstruct, report

    for record in records_of(coding):
        construct = MrnaConstruct(five_utr, record.sequence, three_utr, tail)
        with about(coding, record):
            found = report(construct, host=host, avoid=avoid, m1psi=m1psi)
        if as_json:
            click.echo(json.dumps({"name": record.name, **asdict(found)}))
            continue
        click.echo(f"{record.name}: {found.length} bases, {len(found.protein)} residues")
        click.echo(f"  energy {found.energy:.2f} kcal/mol; CAI {found.adaptation:.3f}")
        if found.m1psi_energy is not None:
            click.echo(f"  with N1-methylpseudouridine {found.m1psi_energy:.2f} kcal/mol")
        click.echo(f"  G and C {found.gc_fraction:.1%}; U {found.uridine_fraction:.1%}")
        click.echo(f"  the start is open to {found.start_openness:.1%}")
        click.echo(f"  longest run {found.longest_run}; longest repeat {found.longest_repeat}")
        for warning in found.warnings:
            click.echo(f"  look: {warning}")
