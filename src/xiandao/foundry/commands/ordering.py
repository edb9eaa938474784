"""`xiandao foundry screen|order|screen-database`: the biosecurity gate, and what it lets through."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing, stop
from xiandao.foundry.commands.gating import (
    CUSTOMER,
    DATABASE,
    DAY,
    FOLDER,
    ON,
    REASON,
    REVIEWER,
    day_of,
    screened,
    yaml_of,
)

if TYPE_CHECKING:
    from xiandao.foundry.screening import Screening


@click.command("screen")
@click.argument("sequences", type=EXISTING)
@DATABASE
@CUSTOMER
@ON
@click.option("--json", "as_json", is_flag=True, help="The whole record, as JSON.")
@refusing
def screen(
    sequences: Path, database: Path | None, customer: Path | None, on: datetime | None, as_json: bool
) -> None:
    """Screen SEQUENCES as one order; the exit code is 0 only where they may leave."""
    found = screened(records_of(sequences), database, customer, day_of(on))
    if as_json:
        click.echo(json.dumps(asdict(found) | {"verdict": found.verdict}, default=str))
    else:
        _tell(found)
    if not found.cleared:
        stop()


@click.command("order")
@click.argument("sequences", type=EXISTING)
@click.option("--template", required=True, help="A form by name, or a YAML file that describes one.")
@click.option("-o", "--output", "out", type=WRITTEN, required=True, help="A .csv or .xlsx file.")
@click.option("--reference", default="", help="Your own number of the order.")
@REVIEWER
@REASON
@DATABASE
@CUSTOMER
@ON
@refusing
def order(
    sequences: Path,
    template: str,
    out: Path,
    reference: str,
    reviewer: str,
    reason: str,
    database: Path | None,
    customer: Path | None,
    on: datetime | None,
) -> None:
    """Screen SEQUENCES and, where they may leave, write their order sheet."""
    from xiandao.foundry.ordering import Item, Order, OrderRefused, Sheet, template_from, template_named

    form = template_from(yaml_of(Path(template))) if Path(template).is_file() else template_named(template)
    if out.suffix not in (".csv", ".xlsx"):
        raise OrderRefused("{file}: an order sheet is .csv or .xlsx", file=out.name)
    day, records = day_of(on), records_of(sequences)
    found = screened(records, database, customer, day, reviewer=reviewer, reason=reason)
    _tell(found)
    wished = Order(reference or sequences.stem, tuple(Item(one) for one in records))
    sheet = Sheet(wished, found, form, day)
    out.write_bytes(sheet.csv() if out.suffix == ".csv" else sheet.xlsx())
    click.echo(f"{out}: {len(wished.items)} items")


@click.group("screen-database")
def screen_database() -> None:
    """Make or check the hazard database; its content is the operator's duty."""


@screen_database.command("build")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=FOLDER)
@click.option("--name", required=True)
@click.option("--version", required=True)
@click.option("--date", "dated", type=DAY, required=True, help="The day its content is of.")
@click.option("--most-age-days", default=180, show_default=True)
@refusing
def build(source: Path, folder: Path, name: str, version: str, dated: datetime, most_age_days: int) -> None:
    """Write FOLDER from SOURCE (entries.csv, FASTA files, profiles; see the package's README)."""
    from xiandao.foundry.screening.building import build_database

    made = build_database(
        source, folder, name=name, version=version, dated=dated.date(), most_age_days=most_age_days
    )
    click.echo(f"{folder}: {made.name} {made.version}, {len(made.entries)} entries")


@screen_database.command("check")
@click.argument("folder", type=FOLDER)
@ON
@refusing
def check(folder: Path, on: datetime | None) -> None:
    """Read FOLDER whole, as the gate does; the exit code is 0 only where it can be used."""
    from xiandao.foundry.screening import open_database

    found = open_database(folder)
    click.echo(
        f"{found.name} {found.version} of {found.dated}: {len(found.entries)} entries, "
        f"{len(found.benign)} harmless relatives"
    )
    if found.too_old(day_of(on)):
        click.echo(f"xiandao foundry: older than {found.most_age_days} days; orders are held", err=True)
        stop()


def _tell(found: Screening) -> None:
    database = f"{found.database} {found.database_version}" if found.searched else "no database"
    click.echo(f"{found.verdict.value}: {len(found.names)} sequences against {database}")
    for hit in found.hits:
        click.echo(f"  {hit.sentence}")
    for concern in found.concerns:
        click.echo(f"  held: {concern}")
    for concern in found.unseen:
        click.echo(f"  not seen: {concern}")
