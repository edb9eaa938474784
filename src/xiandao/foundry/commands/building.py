"""`xiandao foundry assemble|primers|demo`: from a wished circle to the bench."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import yaml

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing
from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.formats import Format, write
from xiandao.kernel.refusals import Refusal

if TYPE_CHECKING:
    from xiandao.foundry.assembly import Prices
    from xiandao.foundry.assembly.primers import PrimerPair
    from xiandao.foundry.building import BuildPlan

INTO: Final = click.Path(path_type=Path, file_okay=False)
CIRCULAR: Final = click.option(
    "--circular", is_flag=True, help="Take a sequence of a FASTA file as a circle."
)


@click.command("assemble")
@click.argument("wish", type=EXISTING)
@click.option("--stock", type=EXISTING, multiple=True, help="Records at hand; may be repeated.")
@click.option(
    "--prices", type=EXISTING, help="YAML with the fields of the price table; an example unless told."
)
@click.option("--method", type=click.Choice(["golden-gate", "gibson"]), help="Only this one.")
@click.option("--enzyme", multiple=True, help="Type IIS enzymes to weigh; BsaI, BbsI and BsmBI unless told.")
@click.option("--longest", default=3000, show_default=True, help="Longest piece that can be ordered.")
@click.option("--step-cost", default=0.0, show_default=True, help="What one PCR or reaction costs besides.")
@click.option("--seed", default=0, show_default=True)
@click.option("-o", "--output", "out", type=INTO, help="Folder for protocol, sequences and plan.")
@CIRCULAR
@refusing
def assemble(
    wish: Path,
    stock: tuple[Path, ...],
    prices: Path | None,
    method: str | None,
    enzyme: tuple[str, ...],
    longest: int,
    step_cost: float,
    seed: int,
    out: Path | None,
    circular: bool,
) -> None:
    """Plan how the circle WISH is built at least cost, simulated; order sheets are made by `order`."""
    from xiandao.foundry.building import (
        Method,
        Supply,
        as_text,
        plan_build,
        protocol,
    )
    from xiandao.foundry.building.plans import ENZYMES

    held = [record for path in stock for record in records_of(path)]
    methods = [one for one in Method if method in (None, one.value.lower().replace(" ", "-"))]
    plan = plan_build(
        _one(wish, circular),
        Supply(_prices(prices), longest=longest, step=step_cost),
        stock=held,
        enzymes=enzyme or ENZYMES,
        methods=methods,
        seed=seed,
    )
    made = protocol(plan)
    click.echo(as_text(plan, made))
    for one in plan.options:
        click.echo(
            f"{one.method.value} {one.enzyme or '-'}: {one.parts} parts, {one.copied} copied, {one.cost:.2f} "
            f"{plan.currency}, {one.steps} steps, chance {one.chance:.3f}"
        )
    for said in plan.refused:
        click.echo(f"not: {said}")
    if out is not None:
        _written(out, _files(plan, as_text(plan, made)))


@click.group("primers")
def primers() -> None:
    """Primers to copy a stretch, to sequence a construct, or for colony PCR."""


@primers.command("copy")
@click.argument("template", type=EXISTING)
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option("--golden-gate", nargs=3, help="ENZYME LEFT RIGHT: tails that leave these overhangs.")
@click.option(
    "--tails", nargs=2, default=("", ""), help="Letters before the forward and the backward primer."
)
@click.option("--aim", default=60.0, show_default=True, help="Melting temperature in degrees C.")
@CIRCULAR
@click.option("--json", "as_json", is_flag=True)
@refusing
def copy(
    template: Path,
    start: int,
    end: int,
    golden_gate: tuple[str, str, str] | None,
    tails: tuple[str, str],
    aim: float,
    circular: bool,
    as_json: bool,
) -> None:
    """A pair that copies START..END of TEMPLATE (from 1; END beyond the length runs over the origin)."""
    from xiandao.foundry.assembly.primers import amplify, golden_gate_tails

    ends = golden_gate_tails(*golden_gate) if golden_gate else tails
    pair = amplify(_one(template, circular), start - 1, end, tails=ends, aim_c=aim)
    if as_json:
        click.echo(json.dumps(asdict(pair)))
        return
    _tell(pair)


@primers.command("read")
@click.argument("construct", type=EXISTING)
@click.option("--both", is_flag=True, help="Both strands.")
@click.option("--read", "length", default=800, show_default=True, help="Letters that a read tells.")
@CIRCULAR
@refusing
def read(construct: Path, both: bool, length: int, circular: bool) -> None:
    """Primers whose reads cover CONSTRUCT."""
    from xiandao.foundry.assembly.primers import sequencing_primers

    click.echo("primer\tstrand\tat\ttm\treads from\tto")
    for one in sequencing_primers(_one(construct, circular), read=length, both=both):
        click.echo(
            f"{one.primer.sequence}\t{one.strand:+d}\t{one.start + 1}\t{one.primer.melting_c:.1f}\t"
            f"{one.reads_from + 1}\t{one.reads_to}"
        )


@primers.command("colony")
@click.argument("construct", type=EXISTING)
@click.argument("start", type=int)
@click.argument("end", type=int)
@CIRCULAR
@refusing
def colony(construct: Path, start: int, end: int, circular: bool) -> None:
    """A pair beside the insert START..END of the circle CONSTRUCT (counted from 1)."""
    from xiandao.foundry.assembly.primers import colony_primers

    found = colony_primers(_one(construct, circular), start - 1, end)
    _tell(found.pair)
    click.echo(f"{found.with_insert} bases with the insert, {found.without} without")


@click.command("demo")
@click.option("-o", "--output", "out", type=INTO, help="Folder for every file that is made.")
@click.option("--seed", default=1, show_default=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day; today unless told.")
@click.option("--protein", multiple=True, help="phaA=FILE: the sequence of an enzyme; may be repeated.")
@click.option(
    "--reporter", type=EXISTING, help="Protein whose mRNA is designed; superfolder GFP unless told."
)
@refusing
def demo(
    out: Path | None, seed: int, on: datetime | None, protein: tuple[str, ...], reporter: Path | None
) -> None:
    """A PHA operon and a reporter's mRNA from wish to order sheet and verdict. Nothing is an order."""
    from xiandao.foundry.demonstration import demonstrate

    proteins = {}
    for said in protein:
        name, _, file = said.partition("=")
        if not Path(file).is_file():
            raise Refusal("“{said}”: write the gene, an equals sign and a file", said=said)
        proteins[name] = records_of(Path(file))[0].sequence
    residues = records_of(reporter)[0].sequence if reporter else ""
    day: date = (on or datetime.now(UTC)).date()
    made = demonstrate(seed=seed, on=day, proteins=proteins, reporter=residues)
    for sentence in made.told:
        click.echo(f"- {sentence}")
    if out is not None:
        _written(out, made.files)


def _files(plan: BuildPlan, text: str) -> dict[str, bytes]:
    from xiandao.foundry.building import intermediates, order_of

    primers, pieces = order_of(plan)
    ways = {"options": [asdict(one) for one in plan.options], "refused": plan.refused}
    files = {
        "protocol.md": text.encode(),
        "plan.json": json.dumps(ways).encode(),
        "intermediates.gb": write(intermediates(plan), Format.GENBANK),
        "intermediates.nt": write(intermediates(plan), Format.SBOL3),
        "primers.fasta": write(primers.sequences, Format.FASTA),
        "pieces.fasta": write(pieces.sequences, Format.FASTA),
    }
    return {name: content for name, content in files.items() if content}


def _one(path: Path, circular: bool) -> Record:
    record = records_of(path)[0]
    return replace(record, circular=True) if circular else record


def _prices(path: Path | None) -> Prices:
    from xiandao.foundry.assembly import Prices
    from xiandao.foundry.demonstration import EXAMPLE_PRICES

    if path is None:
        return EXAMPLE_PRICES
    try:
        said: Any = yaml.safe_load(path.read_text("utf-8"))
        words = ("currency", "as_of")
        told: dict[str, Any] = {name: str(one) if name in words else float(one) for name, one in said.items()}
        return Prices(**told)
    except (yaml.YAMLError, TypeError, ValueError, AttributeError) as fault:
        names = ", ".join(Prices.__dataclass_fields__)
        raise Refusal("{file} is no price table; it needs {names}", file=path.name, names=names) from fault


def _tell(pair: PrimerPair) -> None:
    for name, one in (("forward", pair.forward), ("backward", pair.backward)):
        click.echo(f"{name}\t{one.sequence}\tbinds {one.binding}\t{one.melting_c:.1f} degrees C")
    click.echo(f"product\t{len(pair.product)} bases")
    for stray in pair.others:
        click.echo(f"look: copies {stray.length} bases of {stray.template} at {stray.start + 1} too")
    for said in pair.problems:
        click.echo(f"look: {said}")


def _written(out: Path, files: Any) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    click.echo(f"{out}: {', '.join(files)}")
