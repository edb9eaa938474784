"""`xiandao foundry parts|find|map`: what catalogues hold, where letters lie, what a record looks like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing
from xiandao.foundry.sequences import Feature, Record
from xiandao.foundry.sequences.formats import FormatRefusal, write_file

if TYPE_CHECKING:
    from xiandao.foundry.catalogues import Catalogue, Part

CATALOGUES = click.option(
    "--catalogue",
    "files",
    type=EXISTING,
    multiple=True,
    help="A catalogue of yours, beside the starter library.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Everything, as one line of JSON for each.")


def library(files: Iterable[Path]) -> Catalogue:
    """The starter library and the catalogues named."""
    from xiandao.foundry.catalogues import load, starter

    found = starter()
    for file in files:
        found = found + load(file)
    return found


@click.command("parts")
@click.argument("words", nargs=-1)
@click.option("--role", help="Sequence Ontology term or name: SO:0000167, promoter, CDS.")
@click.option("--in", "within", type=EXISTING, help="Only parts that lie in the first record of this file.")
@click.option("-o", "--output", "out", type=WRITTEN, help="Write them as records: parts.gb, parts.fa …")
@CATALOGUES
@JSON
@refusing
def parts(
    words: tuple[str, ...], role: str | None, within: Path | None, out: Path | None,
    files: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Parts whose identity, name, description, role, source or tags have all the WORDS in them."""
    from xiandao.foundry.catalogues import parts_in

    held = library(files)
    found = held.with_words(" ".join(words))
    if role:
        wanted = set(held.with_role(role))
        found = tuple(part for part in found if part in wanted)
    if within:
        lying = {part.identity for part, _ in parts_in(records_of(within)[0], held)}
        found = tuple(part for part in found if part.identity in lying)
    if out:
        write_file(out, [part.record() for part in found])
    for part in found:
        click.echo(json.dumps(asdict(part), ensure_ascii=False) if as_json else _line(part))
    if not found:
        click.echo("xiandao foundry: no part is like that", err=True)


def _line(part: Part) -> str:
    role = part.said_role.name if part.said_role else part.role
    measured = "; ".join(f"{one.quantity} {one.value:g} {one.unit}" for one in part.measured)
    source = f"{part.provenance.source}: {part.provenance.reference}"
    told = f"{part.identity}\t{role}\t{len(part)}\t{part.name}\t{source}"
    return f"{told}\t{measured}" if measured else told


@click.command("find")
@click.argument("query")
@click.argument("targets", type=EXISTING, nargs=-1)
@click.option(
    "--edits", default=0, show_default=True, help="Letters that may differ, be missing or too many."
)
@click.option("--same", is_flag=True, help="Whole molecules like QUERY, whatever first letter and strand.")
@CATALOGUES
@JSON
@refusing
def find(
    query: str, targets: tuple[Path, ...], edits: int, same: bool, files: tuple[Path, ...], as_json: bool
) -> None:
    """Where QUERY lies (letters, IUPAC codes, or a file with one record) in the TARGETS or the catalogues.

    Both strands, and across the origin of circles.
    """
    from xiandao.foundry.catalogues import find_sequence, identity_of

    wanted = _record(query)
    held = [record for file in targets for record in records_of(file)]
    if not targets:
        held = [part.record() for part in library(files).parts]
    if same:
        for record in held:
            if len(record) == len(wanted) and identity_of(record) == identity_of(wanted):
                told = {"target": record.name, "identity": identity_of(record), "length": len(record)}
                click.echo(json.dumps(told) if as_json else f"{record.name}\t{told['identity']}")
        return
    hits = find_sequence(wanted.sequence, held, edits=edits)
    if not as_json:
        click.echo("target\tstart\tend\tstrand\tedits")
    for hit in hits:
        last = (hit.end - 1) % hit.length + 1
        line = f"{hit.target}\t{hit.start + 1}\t{last}\t{hit.strand:+d}\t{hit.edits}"
        click.echo(json.dumps(asdict(hit)) if as_json else line)


def _record(query: str) -> Record:
    path = Path(query)
    if not path.is_file():
        return Record("query", query)
    found = records_of(path)
    if len(found) != 1:
        raise FormatRefusal(
            "{file} holds {count} records where one is wanted; take one of them",
            file=path.name,
            count=len(found),
        )
    return found[0]


@click.command("map")
@click.argument("file", type=EXISTING)
@click.option("-o", "--output", "out", type=WRITTEN, help="An SVG file; else the map is printed.")
@click.option("--shape", type=click.Choice(["circular", "linear"]), help="Else as the record is.")
@click.option("--enzyme", "names", multiple=True, help="Look for this enzyme alone; may be repeated.")
@click.option("--frames/--no-frames", default=True, help="Draw open reading frames of 100 residues or more.")
@click.option("--cuts/--no-cuts", default=True, help="Draw enzymes that cut once.")
@click.option("--annotate", is_flag=True, help="Add the parts of the catalogues that lie in it as features.")
@click.option("--zh", is_flag=True, help="Words in Chinese.")
@CATALOGUES
@JSON
@refusing
def draw(
    file: Path, out: Path | None, shape: str | None, names: tuple[str, ...], frames: bool, cuts: bool,
    annotate: bool, zh: bool, files: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """The map of the first record of FILE, as SVG; with --json what it shows."""
    from xiandao.foundry.catalogues import enzyme
    from xiandao.foundry.maps import CHINESE, ENGLISH, circular_map, contents_of, linear_map

    record = records_of(file)[0]
    if annotate:
        record = annotated(record, library(files))
    cutters = tuple(enzyme(name) for name in names) or None
    words = CHINESE if zh else ENGLISH
    contents = contents_of(record, cutters=cutters, cut_sites=cuts, frames=frames, words=words)
    if as_json:
        told: dict[str, Any] = asdict(contents)
        del told["record"], told["words"]
        click.echo(json.dumps({"name": record.name, "length": len(record), **told}, ensure_ascii=False))
        return
    around = record.circular if shape is None else shape == "circular"
    text = circular_map(contents) if around else linear_map(contents)
    if out is None:
        click.echo(text)
    else:
        out.write_text(text, encoding="utf-8")


def annotated(record: Record, held: Catalogue) -> Record:
    """The record with the parts that lie in it as features; a part that is the whole of it is none."""
    from xiandao.foundry.catalogues import parts_in

    added = tuple(
        Feature(
            part.said_role.kind if part.said_role else "misc_feature", hit.places, (("label", part.name),)
        )
        for part, hit in parts_in(record, held)
        if len(part) < len(record)
    )
    return replace(record, features=record.features + added)
